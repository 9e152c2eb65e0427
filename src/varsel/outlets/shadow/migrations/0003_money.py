from __future__ import annotations

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("money.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("shadow", "0002_promises"), ("ledger", "0006_money_back")]
    operations = [migrations.RunSQL(SQL, reverse_sql=migrations.RunSQL.noop)]
