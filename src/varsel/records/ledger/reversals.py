"""Money that the bank took back, and whose payment nobody knows yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Q

from varsel.kit import money
from varsel.records.ledger.models import Payment, Reversal


@dataclass(frozen=True, slots=True)
class Lost:
    """A reversal as the bank told it. `waits_because`: unknown, paid_out; empty once its payment is known."""

    id: int
    source: str
    bank_key: str
    kind: str
    reference: str
    amount: Decimal
    currency: str
    reversed_on: date
    booked_at: datetime
    waits_because: str
    payment_id: int | None


@dataclass(frozen=True, slots=True)
class Meant:
    """A payment that a reversal may be of."""

    id: int
    party_id: int | None
    reference: str
    amount: Decimal
    currency: str
    initiated_on: date
    booked_at: datetime


def how_many() -> int:
    """Return how many reversals wait."""
    return Reversal.objects.exclude(waits_because="").count()


def waiting(*, skip: int, limit: int) -> list[Lost]:
    """Return reversals that wait, oldest first."""
    rows = Reversal.objects.exclude(waits_because="").order_by("booked_at", "id")
    return [_lost(row) for row in rows[skip : skip + limit]]


def reversal(*, reversal_id: int) -> Lost | None:
    """Return one reversal, waiting or placed since."""
    row = Reversal.objects.filter(id=reversal_id).first()
    return _lost(row) if row else None


def candidates(*, lost: Lost, limit: int) -> list[Meant]:
    """Return payments that were not reversed: those with the reference, and those of exactly this amount before it."""
    ore = money.to_ore(amount=lost.amount)
    rows = Payment.objects.filter(currency=lost.currency, amount_ore__gte=ore, reversal__isnull=True)
    alike = Q(amount_ore=ore, initiated_on__lte=lost.reversed_on, source=lost.source)
    if lost.reference:
        alike |= Q(reference=lost.reference)
    found = rows.filter(alike).order_by(F("reference").desc() if lost.reference else "-id", "-initiated_on", "-id")
    return [_meant(row) for row in found[:limit]]


def is_paid_with(*, references: Collection[str]) -> bool:
    """Tell whether any payment came in with one of these references."""
    return Payment.objects.filter(reference__in=[one for one in references if one]).exists()


def payment(*, payment_id: int) -> Meant | None:
    """Return one payment."""
    row = Payment.objects.filter(id=payment_id).first()
    return _meant(row) if row else None


def _meant(row: Payment) -> Meant:
    return Meant(
        id=row.id,
        party_id=row.party_id,
        reference=row.reference,
        amount=money.from_ore(ore=row.amount_ore),
        currency=row.currency,
        initiated_on=row.initiated_on,
        booked_at=row.booked_at,
    )


def _lost(row: Reversal) -> Lost:
    return Lost(
        id=row.id,
        source=row.source,
        bank_key=row.bank_key,
        kind=row.kind,
        reference=row.reference,
        amount=money.from_ore(ore=row.amount_ore),
        currency=row.currency,
        reversed_on=row.reversed_on,
        booked_at=row.booked_at,
        waits_because=row.waits_because,
        payment_id=row.payment_id,
    )
