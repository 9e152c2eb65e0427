from __future__ import annotations

from django.db import migrations

from varsel.kit.promises import promises


class Migration(migrations.Migration):
    dependencies = [
        ("shadow", "0001_initial"),
        ("notices", "0002_promises"),
        ("access", "0002_promises"),
        ("restrictions", "0002_promises"),
        ("ledger", "0002_promises"),
    ]
    operations = [promises(migration_file=__file__)]
