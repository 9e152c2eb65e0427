from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

PROMISES = """
-- Where a payment stood in a file stays so, as the file does.
CREATE TRIGGER intake_entry_append_only BEFORE UPDATE OR DELETE ON intake_entry
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
GRANT SELECT, INSERT ON intake_entry TO varsel_app;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_promises")]
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.IntegerField()),
                ("line", models.IntegerField()),
                ("bank_key", models.TextField()),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="intake.file")),
            ],
            options={
                "db_table": "intake_entry",
                "indexes": [models.Index(fields=["bank_key"], name="intake_entry_key")],
                "constraints": [models.UniqueConstraint(fields=["file", "place"], name="intake_entry_place")],
            },
        ),
        migrations.RunSQL(PROMISES, reverse_sql=migrations.RunSQL.noop),
    ]
