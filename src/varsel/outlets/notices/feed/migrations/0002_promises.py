from __future__ import annotations

from django.db import migrations

from varsel.kit.promises import promises


class Migration(migrations.Migration):
    dependencies = [
        ("feed", "0001_initial"),
        ("notices", "0003_receipts"),
        ("parties", "0003_consent"),
        ("journal", "0002_promises"),
    ]
    operations = [promises(migration_file=__file__)]
