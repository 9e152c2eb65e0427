from __future__ import annotations

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_feed")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("settled_together.sql").read_text(encoding="utf-8"),
            reverse_sql=migrations.RunSQL.noop,
        )
    ]
