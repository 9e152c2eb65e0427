from __future__ import annotations

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0003_owners_and_demanded"),
        ("complaints", "0002_promises"),
        ("arrears", "0002_promises"),
    ]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("owners.sql").read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop
        )
    ]
