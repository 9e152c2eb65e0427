from __future__ import annotations

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("outages", "0004_loans"),
        ("agreements", "0002_promises"),
        ("network", "0002_promises"),
    ]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("population.sql").read_text(encoding="utf-8"),
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
