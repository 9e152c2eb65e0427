from __future__ import annotations

from django.db import migrations

from varsel.kit.promises import promises


class Migration(migrations.Migration):
    dependencies = [
        ("alarms", "0001_initial"),
        ("journal", "0002_promises"),
        ("network", "0004_search"),
        ("outages", "0003_incidents"),
    ]
    operations = [promises(migration_file=__file__)]
