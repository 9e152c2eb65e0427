from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_search")]
    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("source", models.TextField(primary_key=True, serialize=False)),
                ("received_at", models.DateTimeField()),
            ],
            options={"db_table": "ledger_feed"},
        ),
        migrations.RunSQL(
            "GRANT SELECT, INSERT, UPDATE ON ledger_feed TO varsel_app", reverse_sql=migrations.RunSQL.noop
        ),
    ]
