from __future__ import annotations

from django.db import migrations

from varsel.kit.promises import promises


class Migration(migrations.Migration):
    dependencies = [
        ("restrictions", "0001_initial"),
        ("access", "0002_promises"),
        ("notices", "0002_promises"),
        ("staff", "0001_initial"),
    ]
    operations = [promises(migration_file=__file__)]
