from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("letters", "0002_promises")]
    operations = [
        migrations.RunSQL(
            "GRANT USAGE ON SEQUENCE letters_print_id_seq TO varsel_app; -- letters that are copied in come with their ids",
            reverse_sql=migrations.RunSQL.noop,
        )
    ]
