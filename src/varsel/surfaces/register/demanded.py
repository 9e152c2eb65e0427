"""What the system before demanded and restricted, kept as it was told.

Nothing here carries a restriction: a demand that we can't prove does not count, so what is unpaid is demanded anew.
"""

from __future__ import annotations

from django.db import transaction

from varsel.kit.staged import Check, Column, Refers, Table, Told, Upserted, upsert

DEMANDED = Table(
    name="demanded",
    table="register_demanded",
    source="register_demanded t JOIN ledger_invoice invoice ON invoice.id = t.invoice_id",
    key=("external_id",),
    columns=(
        Column("external_id", "text", "t.external_id", "external_id"),
        Column(
            "invoice",
            "text",
            "invoice.number",
            "invoice_id",
            refers=Refers("ledger_invoice", "open_items", by="number"),
        ),
        Column("kind", "text", "t.kind", "kind"),
        Column("sent_on", "date", "t.sent_on", "sent_on"),
        Column("last_day", "date", "t.last_day", "last_day"),
        Column("channel", "text", "t.channel", "channel"),
        Column("proof", "text", "t.proof", "proof"),
    ),
    checks=(Check("last_day", "r.last_day < r.sent_on", "is before it was sent"),),
)


@transaction.atomic
def import_demanded(*, told: Told) -> Upserted:
    """Add what was demanded before. What is stored is history and never changed."""
    return upsert(table=DEMANDED, told=told)
