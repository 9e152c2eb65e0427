"""Placing money on lines: service principal first, in the order of the lines, then the others."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Case, IntegerField, QuerySet, Value, When

from varsel.records.ledger.lock import lock_account
from varsel.records.ledger.models import Credit, Line, Payment, Settlement

_SERVICE_FIRST = Case(When(kind="service", then=Value(0)), default=Value(1), output_field=IntegerField())


def place(*, source: Payment | Credit, party_id: int, counts_on: date, at: datetime) -> int:
    """Place what the payment or credit has left: on its own invoice, then on the party's oldest service principal.

    What no line takes waits on the source for the next invoice. Returns the öre that were placed.
    """
    own = Line.objects.filter(invoice_id=source.invoice_id or 0, open_ore__gt=0).order_by(_SERVICE_FIRST, "position")
    oldest = (
        Line.objects.filter(party_id=party_id, kind="service", open_ore__gt=0)
        .filter(invoice__currency=source.currency)
        .exclude(invoice_id=source.invoice_id or 0)
        .order_by("invoice__due_on", "invoice_id", "position")
    )
    lock_account(party_id=party_id)
    left = source.amount_ore - _placed(source=source)
    for lines in (own, oldest):
        left -= _take(lines=lines, source=source, most=left, counts_on=counts_on, at=at)
    return source.amount_ore - left


def place_waiting(*, party_id: int, currency: str, at: datetime) -> None:
    """Place the party's waiting money, oldest first, on what has become open."""
    lock_account(party_id=party_id)
    waiting = {"party_id": party_id, "currency": currency, "unplaced_ore__gt": 0}
    for payment in Payment.objects.filter(**waiting).order_by("id"):
        place(source=payment, party_id=party_id, counts_on=payment.initiated_on, at=at)
    for credit in Credit.objects.filter(**waiting).order_by("id"):
        place(source=credit, party_id=party_id, counts_on=credit.granted_on, at=at)


def _take(*, lines: QuerySet[Line], source: Payment | Credit, most: int, counts_on: date, at: datetime) -> int:
    taken = 0
    for line in lines:
        if taken == most:
            break
        amount = min(line.open_ore, most - taken)
        Settlement.objects.create(
            line=line,
            payment=source if isinstance(source, Payment) else None,
            credit=source if isinstance(source, Credit) else None,
            amount_ore=amount,
            counts_on=counts_on,
            at=at,
        )
        taken += amount
    return taken


def _placed(*, source: Payment | Credit) -> int:
    rows = Settlement.objects.filter(
        payment=source if isinstance(source, Payment) else None,
        credit=source if isinstance(source, Credit) else None,
    )
    return sum(rows.values_list("amount_ore", flat=True))
