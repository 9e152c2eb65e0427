from __future__ import annotations

from django.db import migrations

from varsel.kit.promises import promises


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [promises(migration_file=__file__)]
