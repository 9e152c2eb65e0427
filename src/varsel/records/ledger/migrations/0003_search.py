from __future__ import annotations

from django.db import migrations

# What somebody looks for when a payment waits: the same reference before, the same amount on an invoice.
INDEXES = """
CREATE INDEX ledger_payment_reference ON ledger_payment (reference) WHERE reference <> '';
CREATE INDEX ledger_line_amount ON ledger_line (amount_ore);
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_promises")]
    operations = [migrations.RunSQL(INDEXES, reverse_sql=migrations.RunSQL.noop)]
