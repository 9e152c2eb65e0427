from __future__ import annotations

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0005_gone"), ("stock", "0003_movements")]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("place.sql").read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop
        ),
    ]
