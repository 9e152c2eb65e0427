from __future__ import annotations

from django.db import migrations

from varsel.kit.promises import promises


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0001_initial"),
        ("parties", "0003_consent"),
        ("network", "0003_equipment"),
        ("agreements", "0002_promises"),
        ("ledger", "0002_promises"),
    ]
    operations = [promises(migration_file=__file__)]
