from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0002_promises")]
    operations = [
        migrations.CreateModel(
            name="Equipment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("external_id", models.TextField(unique=True)),
                ("kind", models.TextField()),
                ("serial", models.TextField(null=True)),
                ("installed_on", models.DateField(null=True)),
                ("line", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="network.line")),
            ],
            options={"db_table": "network_equipment"},
        ),
        migrations.RunSQL(
            "GRANT SELECT, INSERT ON network_equipment TO varsel_app;"
            "GRANT UPDATE (line_id, serial, installed_on) ON network_equipment TO varsel_app;",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
