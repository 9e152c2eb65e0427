"""A payment comes in that may be here already: it waits for a person, who sees which one it may be."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.kit import ids, money
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger.actions.pay import Incoming
from varsel.records.ledger.models import Doubt, Payment


@transaction.atomic
def book_doubted(*, payment: Incoming, may_be: int, at: datetime, actor: str) -> bool:
    """Book a payment without placing it, and return whether it was new."""
    ore = money.to_ore(amount=payment.amount)
    row, new = Payment.objects.get_or_create(
        source=payment.source,
        bank_key=payment.bank_key,
        defaults={
            "ref": ids.new(at=at),
            "reference": payment.reference,
            "currency": payment.currency,
            "amount_ore": ore,
            "unplaced_ore": ore,
            "initiated_on": payment.initiated_on,
            "booked_at": at,
        },
    )
    if new:
        Doubt.objects.create(payment=row, may_be_id=may_be)
        facts = {
            "payment": row.id,
            "may_be": may_be,
            "amount": str(payment.amount),
            "currency": payment.currency,
            "initiated_on": payment.initiated_on.isoformat(),
            "source": payment.source,
        }
        journal.write(at=at, kind=Kind.PAYMENT_SUSPENDED, about=f"payment:{row.id}", actor=actor, facts=facts)
    return new
