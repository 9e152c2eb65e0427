"""The demo's invoices: one a month and customer, due on the day of its billing month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from varsel.law.countries import COUNTRIES
from varsel.records.ledger import actions as ledger
from varsel.records.ledger.actions import InvoiceLine
from varsel.surfaces.demo.registering import REGISTER, Customer
from varsel.surfaces.intake.bgmax.ocr import ocr_for

MONTH = 30
DUE_AFTER = timedelta(days=20)
_PAPER = Decimal(29)


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice of the demo. `pays_on` is the day on which its customer pays it without being moved to, if ever."""

    customer: Customer
    number: int
    issued_on: date
    due_on: date
    pays_on: date | None

    @property
    def reference(self) -> str:
        """Return the OCR or KID."""
        return ocr_for(number=self.number)

    @property
    def lines(self) -> list[InvoiceLine]:
        """Return what is billed: a month of each service, and a fee where the invoice goes by post."""
        lines = [InvoiceLine(kind="service", amount=one.price, service_id=key) for key, one in self.customer.services]
        by_post = set(self.customer.person.contacts) == {"letter"}
        return [*lines, InvoiceLine(kind="fee", amount=_PAPER)] if by_post else lines

    @property
    def amount(self) -> Decimal:
        """Return what is to be paid."""
        return sum((line.amount for line in self.lines), Decimal(0))


def bills(*, customers: Sequence[Customer], begin: date, today: date) -> list[Bill]:
    """Return all invoices that were issued from one day to another, in the order of their issue.

    Who pays in time has a short history here: it tells nothing, and takes most of the time of loading.
    """
    found = [bill for customer in customers for bill in _of(customer=customer, begin=begin, today=today)]
    found.sort(key=lambda bill: (bill.issued_on, bill.customer.person.number))
    return [
        Bill(bill.customer, 700_000 + place, bill.issued_on, bill.due_on, bill.pays_on)
        for place, bill in enumerate(found, start=1)
    ]


def _of(*, customer: Customer, begin: date, today: date) -> Iterator[Bill]:
    person = customer.person
    unpaid_from = None if person.owing is None else today - timedelta(days=person.owing)
    due_on = today + timedelta(days=MONTH - person.phase)
    oldest = (unpaid_from or today) - timedelta(days=MONTH * person.habit.months)
    while due_on >= oldest and (issued_on := due_on - DUE_AFTER) >= begin:
        if issued_on <= today:
            is_paid = unpaid_from is None or due_on < unpaid_from
            pays_on = due_on + timedelta(days=person.habit.pays) if is_paid else None
            yield Bill(customer, 0, issued_on, due_on, pays_on and _bank_day(pays_on, country=person.country))
        due_on -= timedelta(days=MONTH)


def _bank_day(day: date, *, country: str) -> date:
    return COUNTRIES[country].CALENDAR.roll_forward(day)


def issue(*, bill: Bill, at: datetime) -> int:
    """Register an invoice as the billing system sends it, and return its id."""
    country = bill.customer.person.country
    return ledger.register_invoice(
        number=str(bill.number),
        ocr=bill.reference,
        party_id=bill.customer.party_id,
        country=country,
        currency=COUNTRIES[country].CURRENCY,
        issued_on=bill.issued_on,
        due_on=bill.due_on,
        lines=bill.lines,
        at=at,
        actor=REGISTER,
    )
