from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0004_people")]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("gone.sql").read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop
        ),
    ]
