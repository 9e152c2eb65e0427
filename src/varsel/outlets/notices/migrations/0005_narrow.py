from __future__ import annotations

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_outbox_lists")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("narrow.sql").read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop
        )
    ]
