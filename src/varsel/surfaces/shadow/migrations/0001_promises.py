from __future__ import annotations

from django.db import migrations

from varsel.kit.promises import promises


class Migration(migrations.Migration):
    dependencies = [
        ("shadow", "0002_promises"),
        ("arrears", "0002_promises"),
    ]
    operations = [promises(migration_file=__file__)]
