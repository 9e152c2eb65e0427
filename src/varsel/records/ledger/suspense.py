"""Payments that wait for an owner, and whose they may be."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from varsel.kit import money
from varsel.records.ledger.models import Invoice, Line, Payment

LONGEST = 25  # digits of an OCR number or a KID
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Stray:
    """A payment as the bank told it. `invoice_id` and `party_id` are set once somebody has placed it."""

    id: int
    source: str
    bank_key: str
    reference: str
    amount: Decimal
    currency: str
    initiated_on: date
    booked_at: datetime
    party_id: int | None
    invoice_id: int | None

    @property
    def waits(self) -> bool:
        """Tell whether nobody has said yet whose it is."""
        return self.party_id is None


@dataclass(frozen=True, slots=True)
class Owed:
    """An invoice, as short as a suggestion needs it."""

    id: int
    number: str
    ocr: str
    party_id: int
    currency: str
    due_on: date
    open_ore: int


def counts() -> dict[tuple[str, str], int]:
    """Return how many payments wait, by source and currency."""
    rows = _waiting().values_list("source", "currency").annotate(count=Count("id")).order_by("source", "currency")
    return {(source, currency): count for source, currency, count in rows}


def sums() -> dict[str, Decimal]:
    """Return how much money waits, by currency."""
    rows = _waiting().values_list("currency").annotate(sum=Sum("amount_ore")).order_by("currency")
    return {currency: money.from_ore(ore=ore) for currency, ore in rows}


def strays(*, source: str, currency: str, text: str, skip: int, limit: int) -> list[Stray]:
    """Return payments that wait, oldest first, filtered (each filter empty for all); `text` is part of a reference."""
    rows = _filtered(source=source, currency=currency, text=text).order_by("booked_at", "id")
    return [_stray(row) for row in rows[skip : skip + limit]]


def how_many(*, source: str, currency: str, text: str) -> int:
    """Return how many payments wait under these filters."""
    return _filtered(source=source, currency=currency, text=text).count()


def of_file(*, source: str, booked_at: datetime, limit: int) -> list[Stray]:
    """Return the payments that came with one bank file and still wait."""
    rows = _waiting().filter(source=source, booked_at=booked_at).order_by("id")
    return [_stray(row) for row in rows[:limit]]


def stray(*, payment_id: int) -> Stray | None:
    """Return a payment, waiting or placed since."""
    row = Payment.objects.filter(id=payment_id).first()
    return _stray(row) if row else None


def told(*, source: str, bank_keys: Collection[str]) -> dict[str, Stray]:
    """Return payments by the bank's own keys, waiting or placed since."""
    rows = Payment.objects.filter(source=source, bank_key__in=list(bank_keys))
    return {row.bank_key: _stray(row) for row in rows}


def misread(*, reference: str, currency: str, limit: int) -> list[Owed]:
    """Return invoices whose OCR or KID is this reference but for one slip of the hand, open ones first."""
    slips = list(dict.fromkeys(_slips(reference)))
    if not slips:
        return []
    return _owed(Invoice.objects.filter(Q(ocr__in=slips) | Q(number__in=slips), currency=currency), limit)


def alike(*, amount: Decimal, currency: str, limit: int) -> list[Owed]:
    """Return invoices of which exactly this amount is open: those with one line of it."""
    ore = money.to_ore(amount=amount)
    lines = Line.objects.filter(amount_ore=ore, open_ore=ore, invoice__currency=currency)
    keys = list(lines.values_list("invoice_id", flat=True)[:limit])
    return [one for one in _owed(Invoice.objects.filter(id__in=keys), limit) if one.open_ore == ore]


def placed_before(*, reference: str, limit: int) -> list[int]:
    """Return the ids of customers on whose account earlier payments with this very reference were placed by hand."""
    if not reference:
        return []
    rows = Payment.objects.filter(reference=reference, party_id__isnull=False).order_by("-booked_at", "-id")
    invoices = Invoice.objects.filter(ocr=reference).values("id")  # what the reference itself names was no decision
    found = rows.exclude(invoice_id__in=invoices).values_list("party_id", flat=True)
    return list(dict.fromkeys(one for one in found[: limit * 4] if one is not None))[:limit]


def open_of(*, party_ids: Collection[int], currency: str, limit: int) -> list[Owed]:
    """Return the open invoices of these customers, oldest due first."""
    rows = Invoice.objects.filter(party_id__in=list(party_ids), currency=currency)
    return [one for one in _owed(rows, limit) if one.open_ore]


def _slips(reference: str) -> Iterator[str]:
    """Yield what was meant, if one digit is wrong, missing, too many, or two were changed about.

    Zeros before the number are no slip: the booking has tried them.
    """
    given = reference.strip().lstrip("0")
    if not (given.isascii() and given.isdigit() and 2 <= len(given) <= LONGEST):
        return
    for at in range(len(given)):
        before, digit, after = given[:at], given[at], given[at + 1 :]
        yield before + after
        yield from (before + other + after for other in _DIGITS if other != digit)
        yield from (before + other + digit + after for other in _DIGITS)
        if after:
            yield before + after[0] + digit + after[1:]
    yield from (given + other for other in f"{_DIGITS}-")  # a KID of modulus 11 may end so


def _owed(rows: QuerySet[Invoice], limit: int) -> list[Owed]:
    summed = rows.annotate(open_ore=Sum("line__open_ore")).order_by(F("open_ore").desc(), "due_on", "id")[:limit]
    found = [
        Owed(
            id=row.id,
            number=row.number,
            ocr=row.ocr,
            party_id=row.party_id,
            currency=row.currency,
            due_on=row.due_on,
            open_ore=row.open_ore or 0,
        )
        for row in summed
    ]
    return sorted(found, key=lambda one: (not one.open_ore, one.due_on, one.id))


def _waiting() -> QuerySet[Payment]:
    return Payment.objects.filter(party_id__isnull=True, unplaced_ore__gt=0)  # what was reversed waits for nobody


def _filtered(*, source: str, currency: str, text: str) -> QuerySet[Payment]:
    rows = _waiting()
    if source:
        rows = rows.filter(source=source)
    if currency:
        rows = rows.filter(currency=currency)
    return rows.filter(reference__contains=text) if text else rows


def _stray(row: Payment) -> Stray:
    return Stray(
        id=row.id,
        source=row.source,
        bank_key=row.bank_key,
        reference=row.reference,
        amount=money.from_ore(ore=row.amount_ore),
        currency=row.currency,
        initiated_on=row.initiated_on,
        booked_at=row.booked_at,
        party_id=row.party_id,
        invoice_id=row.invoice_id,
    )
