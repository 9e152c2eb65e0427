from __future__ import annotations

from django.db import migrations

from varsel.kit.promises import promises


class Migration(migrations.Migration):
    dependencies = [
        ("sheets", "0001_initial"),
        ("outages", "0003_incidents"),
        ("journal", "0002_promises"),
    ]
    operations = [promises(migration_file=__file__)]
