from __future__ import annotations

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0005_narrow")]

    operations = [
        migrations.AlterField(
            model_name="attempt",
            name="notice",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="notices.notice"
            ),
        ),
        migrations.AlterField(
            model_name="part",
            name="attempt",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="notices.attempt"
            ),
        ),
        migrations.RunSQL(
            Path(__file__).with_name("whose.sql").read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop
        ),
    ]
