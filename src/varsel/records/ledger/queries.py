"""What is owed, what was paid and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Max, Sum

from varsel.kit import money
from varsel.kit.reading import fetch
from varsel.records.ledger.models import Credit, CreditedDay, Feed, Invoice, Line, Payment, Usage

# Columns stand in the order of the fields that they fill.
_INVOICES = """
    SELECT id, number, ocr, party_id, country, currency, issued_on,
        greatest(due_on, (SELECT max(respite.due_on) FROM ledger_respite respite
                          WHERE respite.invoice_id = invoice.id)) AS due_on,
        registered_at, registered_by,
        EXISTS (SELECT FROM ledger_debit_failure failure
                WHERE failure.invoice_id = invoice.id AND failure.caused_by IN ('bank', 'operator'))
    FROM ledger_invoice AS invoice WHERE party_id = ANY(%(ids)s) ORDER BY 8, id"""
_LINES = """
    SELECT invoice_id, id, service_id, kind, amount_ore, open_ore
    FROM ledger_line WHERE invoice_id = ANY(%(ids)s) ORDER BY invoice_id, position"""
_SETTLEMENTS = """
    SELECT line_id, amount_ore, counts_on, credit_id IS NOT NULL, CASE WHEN undoes_id IS NOT NULL THEN at END
    FROM ledger_settlement WHERE line_id = ANY(%(ids)s) ORDER BY id"""

_OWING = """
    SELECT DISTINCT party_id FROM ledger_line
    WHERE party_id = ANY(%(ids)s) AND kind = 'service' AND open_ore > 0"""


class Settled(NamedTuple):
    """What was taken of a line: by a payment or a credit, counting on a day; less than nothing where it was undone."""

    amount_ore: int
    counts_on: date
    by_credit: bool
    undone_at: datetime | None = None


class OpenLine(NamedTuple):
    """An invoice line and what is left of it, in öre."""

    id: int
    service_id: int | None
    kind: str
    amount_ore: int
    open_ore: int
    settled: tuple[Settled, ...]


class Billed(NamedTuple):
    """An invoice with its lines in order."""

    id: int
    number: str
    ocr: str
    party_id: int
    country: str
    currency: str
    issued_on: date
    due_on: date
    registered_at: datetime
    registered_by: str
    lines: tuple[OpenLine, ...]
    excused: bool  # a direct debit failed through bank or operator

    @property
    def about(self) -> str:
        """Return how the journal speaks of the invoice."""
        return f"invoice:{self.id}"

    @property
    def open_ore(self) -> int:
        """Return what is left of the whole invoice."""
        return sum(line.open_ore for line in self.lines)


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment of a customer."""

    id: int
    invoice_id: int | None
    amount: Decimal
    currency: str
    initiated_on: date
    booked_at: datetime


@dataclass(frozen=True, slots=True)
class Granted:
    """A credit note."""

    id: int
    about: str
    because: str
    amount: Decimal
    currency: str
    granted_at: datetime


def invoices_of(*, party_ids: Collection[int]) -> list[Billed]:
    """Return all invoices of these customers, oldest due first, with lines and settlements, in three queries."""
    rows = fetch(statement=_INVOICES, values={"ids": list(party_ids)})
    lines = _lines(invoice_ids=[row[0] for row in rows]) if rows else {}
    return [Billed(*(*row[:10], tuple(lines.get(row[0], ())), row[10])) for row in rows]


def invoice(*, invoice_id: int) -> Billed:
    """Return one invoice."""
    row = Invoice.objects.get(id=invoice_id)
    return next(billed for billed in invoices_of(party_ids=[row.party_id]) if billed.id == invoice_id)


def invoice_called(*, number: str) -> Billed | None:
    """Return the invoice with this number, if there is one."""
    key = Invoice.objects.filter(number=number).values_list("id", flat=True).first()
    return invoice(invoice_id=key) if key else None


def owing(*, party_ids: Collection[int]) -> set[int]:
    """Return those of these customers who have something to pay for a service, due or not."""
    return {row[0] for row in fetch(statement=_OWING, values={"ids": list(party_ids)})}


def feed_received_at() -> datetime | None:
    """Return when anything of the billing system was last taken in."""
    newest: datetime | None = Feed.objects.aggregate(newest=Max("received_at"))["newest"]
    return newest


def owes(*, party_id: int) -> Decimal:
    """Return what the customer owes in all: open lines less the money that waits; never negative."""
    open_ore = Line.objects.filter(party_id=party_id).aggregate(sum=Sum("open_ore"))["sum"] or 0
    for waiting in (Payment.objects, Credit.objects):
        open_ore -= waiting.filter(party_id=party_id).aggregate(sum=Sum("unplaced_ore"))["sum"] or 0
    return money.from_ore(ore=max(0, open_ore))


def oldest_due(*, party_ids: Collection[int]) -> dict[int, date]:
    """Return by customer the earliest due day of what is still to be paid for services."""
    statement = """
        SELECT line.party_id, min(invoice.due_on) FROM ledger_line line
        JOIN ledger_invoice invoice ON invoice.id = line.invoice_id
        WHERE line.party_id = ANY(%(ids)s) AND line.kind = 'service' AND line.open_ore > 0 GROUP BY 1"""
    return dict(fetch(statement=statement, values={"ids": list(party_ids)}))


def credits_of(*, party_id: int) -> list[Granted]:
    """Return the customer's credit notes, oldest first."""
    return [
        Granted(
            id=row.id,
            about=row.about,
            because=row.because,
            amount=money.from_ore(ore=row.amount_ore),
            currency=row.currency,
            granted_at=row.granted_at,
        )
        for row in Credit.objects.filter(party_id=party_id).order_by("id")
    ]


def payments_of(*, party_id: int) -> list[Paid]:
    """Return the customer's payments, oldest first."""
    return [
        Paid(
            id=row.id,
            invoice_id=row.invoice_id,
            amount=money.from_ore(ore=row.amount_ore),
            currency=row.currency,
            initiated_on=row.initiated_on,
            booked_at=row.booked_at,
        )
        for row in Payment.objects.filter(party_id=party_id).order_by("booked_at", "id")
    ]


def credited_days_of(*, service_ids: Collection[int]) -> dict[int, set[date]]:
    """Return the days of these services that were credited already; a service without one is left out."""
    found: dict[int, set[date]] = {}
    rows = CreditedDay.objects.filter(service_id__in=list(service_ids))
    for service_id, day in rows.values_list("service_id", "day"):
        found.setdefault(service_id, set()).add(day)
    return found


def last_invoiced_at(*, service_id: int) -> datetime | None:
    """Return when the service was last invoiced."""
    rows = Line.objects.filter(service_id=service_id, kind="service")
    last: datetime | None = rows.aggregate(last=Max("invoice__registered_at"))["last"]
    return last


def used(*, service_id: int) -> Decimal:
    """Return the usage that has arrived since the service was last invoiced."""
    rows = Usage.objects.filter(service_id=service_id, invoice_id__isnull=True)
    return money.from_ore(ore=rows.aggregate(sum=Sum("amount_ore"))["sum"] or 0)


def _lines(*, invoice_ids: Collection[int]) -> dict[int, list[OpenLine]]:
    found = fetch(statement=_LINES, values={"ids": invoice_ids})
    settled: dict[int, list[Settled]] = {}
    for line_id, *taken in fetch(statement=_SETTLEMENTS, values={"ids": [row[1] for row in found]}):
        settled.setdefault(line_id, []).append(Settled(*taken))
    lines: dict[int, list[OpenLine]] = {}
    for invoice_id, *line in found:
        lines.setdefault(invoice_id, []).append(OpenLine(*(*line, tuple(settled.get(line[0], ())))))
    return lines
