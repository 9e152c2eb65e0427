from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0002_promises"), ("journal", "0002_promises")]
    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.TextField()),
                ("at", models.DateTimeField()),
                ("state", models.TextField()),
                ("text", models.TextField()),
                ("party", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="parties.party")),
            ],
            options={
                "db_table": "parties_consent",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["given", "withdrawn"])), name="parties_consent_state"
                    ),
                    models.UniqueConstraint(fields=("party", "purpose", "at"), name="parties_consent_once"),
                ],
            },
        ),
        # What was agreed to is proof: it is never changed.
        migrations.RunSQL(
            "CREATE TRIGGER parties_consent_append_only BEFORE UPDATE OR DELETE ON parties_consent"
            " FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();"
            "GRANT SELECT, INSERT ON parties_consent TO varsel_app;",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
