from __future__ import annotations

from django.db import migrations

from varsel.kit.promises import promises


class Migration(migrations.Migration):
    dependencies = [
        ("compensation", "0001_initial"),
        ("agreements", "0002_promises"),
        ("journal", "0002_promises"),
        ("ledger", "0002_promises"),
    ]
    operations = [promises(migration_file=__file__)]
