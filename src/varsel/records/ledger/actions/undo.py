"""Undoing settlements: counter-rows, the latest settlement first; nothing is rewritten."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from varsel.records.ledger.models import Payment, Settlement


def undo(*, payment: Payment, ore: int, at: datetime) -> int:
    """Take so many öre of a payment off the lines that it settled, and return how many were found there.

    A counter-row counts on the day of what it undoes: of what was reversed nothing was paid, on that day or any.
    """
    return undo_rows(rows=Settlement.objects.filter(payment=payment), ore=ore, at=at)


def undo_rows(*, rows: QuerySet[Settlement], ore: int, at: datetime) -> int:
    """Undo up to so many öre of these settlements, the latest first."""
    undone = 0
    standing = rows.filter(undoes__isnull=True).annotate(undone=Coalesce(Sum("settlement__amount_ore"), 0))
    for row in standing.order_by("-id"):
        amount = min(row.amount_ore + row.undone, ore - undone)
        if amount > 0:
            _counter(row=row, amount=amount, at=at)
            undone += amount
    return undone


def _counter(*, row: Settlement, amount: int, at: datetime) -> None:
    Settlement.objects.create(
        line_id=row.line_id,
        payment_id=row.payment_id,
        credit_id=row.credit_id,
        amount_ore=-amount,
        counts_on=row.counts_on,
        at=at,
        undoes=row,
    )
