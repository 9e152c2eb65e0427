from __future__ import annotations

from django.db import migrations

from varsel.kit.promises import promises


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("network", "0002_promises"), ("clocks", "0002_promises")]
    operations = [promises(migration_file=__file__)]
