from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0003_orders")]

    operations = [
        migrations.RemoveConstraint(model_name="order", name="order_has_a_place"),
        migrations.AddField(model_name="vehicle", name="gone_at", field=models.DateTimeField(null=True)),
        migrations.RunSQL(
            Path(__file__).with_name("people.sql").read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop
        ),
    ]
