"""Money is given back on the account."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from varsel.kit import ids, money
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger.actions.request import ask_credit, follows
from varsel.records.ledger.models import Credit
from varsel.records.ledger.settle import place


@transaction.atomic
def grant_credit(
    *,
    party_id: int,
    amount: Decimal,
    currency: str,
    about: str,
    because: str,
    on: date,
    at: datetime,
    actor: str,
    invoice_id: int | None = None,
) -> int:
    """Credit an amount: on the invoice if one is named, then on the oldest service principal, else on the next.

    It counts for the customer at once; a billing system that we follow is asked to book it too. Returns its id.
    """
    credit = Credit.objects.create(
        ref=ids.new(at=at),
        party_id=party_id,
        invoice_id=invoice_id,
        about=about,
        because=because,
        currency=currency,
        amount_ore=money.to_ore(amount=amount),
        unplaced_ore=money.to_ore(amount=amount),
        granted_at=at,
        granted_on=on,
    )
    place(source=credit, party_id=party_id, counts_on=on, at=at)
    facts = {"amount": str(amount), "currency": currency, "because": because, "credit": credit.id}
    journal.write(at=at, kind=Kind.CREDIT_GRANTED, about=about, actor=actor, party=party_id, facts=facts)
    if follows(at=at):
        ask_credit(credit=credit, at=at, actor=actor)
    return credit.id
