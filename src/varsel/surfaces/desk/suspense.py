"""A payment that waits for an owner: what the bank said of it, and whose it may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.kit import money
from varsel.kit.lists import Rows
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.journal.sentences import actor_in_words, staff_of
from varsel.records.ledger import queries as ledger
from varsel.records.ledger import suspense as waiting
from varsel.records.ledger.queries import Billed
from varsel.records.ledger.suspense import Owed, Stray
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.records.staff import queries as staff
from varsel.surfaces.intake import queries as intake
from varsel.surfaces.intake.queries import Place, Report

REASONS: dict[str, Promise] = {
    "misread": _("its reference is this one but for one slip: a digit wrong, missing, too many or changed about"),
    "before": _("earlier payments with this reference were placed on this account"),
    "amount": _("exactly this amount is open on it"),
}
SHOWN, TELLING = 10, 5  # suggestions; more invoices than TELLING with the amount tell nothing
MANY = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An invoice that the payment may be for, and what speaks for it: keys of REASONS."""

    invoice: Owed
    customer: Customer
    because: tuple[str, ...]

    @property
    def reasons(self) -> list[Promise]:
        """Return what speaks for it, in words."""
        return [REASONS[key] for key in self.because]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a payment went, by whom and when."""

    invoice: Billed
    customer: Customer
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Consequence:
    """What placing would do, in öre: what it takes off the invoice, what stays open of it, what is left over."""

    taken: int
    open_after: int
    left_over: int


def rows(*, source: str, currency: str, text: str) -> Rows[Stray]:
    """Return the payments that wait, under these filters."""
    total = waiting.how_many(source=source, currency=currency, text=text)
    return Rows(
        total,
        lambda skip, limit: waiting.strays(source=source, currency=currency, text=text, skip=skip, limit=limit),
    )


def files_of(*, payment: Stray) -> list[tuple[Report, Place | None]]:
    """Return the bank files that tell of the payment and where it stands in each; it was booked with the first."""
    found: list[tuple[Report, Place | None]] = []
    for place in intake.places_of(source=payment.source, bank_key=payment.bank_key):
        report = intake.report(file_id=place.file_id)
        if report:
            found.append((report, place))
    guessed = None if found else intake.file_of(source=payment.source, booked_at=payment.booked_at)
    return [(guessed, None)] if guessed else found


def suggestions(*, payment: Stray) -> tuple[list[Suggestion], int]:
    """Return whose the payment may be, the likeliest first, and how many invoices have this very amount open.

    The amount alone says something only where few invoices have it.
    """
    alike = waiting.alike(amount=payment.amount, currency=payment.currency, limit=MANY)
    payers = waiting.placed_before(reference=payment.reference, limit=TELLING)
    found: dict[int, tuple[Owed, list[str]]] = {}
    for key, invoices in (
        ("misread", waiting.misread(reference=payment.reference, currency=payment.currency, limit=SHOWN)),
        ("before", waiting.open_of(party_ids=payers, currency=payment.currency, limit=SHOWN)),
        ("amount", alike if len(alike) <= TELLING else []),
    ):
        for one in invoices:
            found.setdefault(one.id, (one, []))[1].append(key)
    if len(alike) > TELLING:
        for one in alike:
            if one.id in found:
                found[one.id][1].append("amount")
    return _ranked(found), len(alike)


def placed(*, payment: Stray) -> Placed | None:
    """Return where the payment is, if somebody or its reference has placed it."""
    if payment.invoice_id is None:
        return None
    invoice = ledger.invoice(invoice_id=payment.invoice_id)
    entries = journal.entries(about=[invoice.about], kinds=[Kind.PAYMENT_BOOKED])
    told = next((one for one in entries if one.facts.get("payment") == payment.id), None)
    by = actor_in_words(actor=told.actor, names=staff.names(ids=staff_of(told=[told]))) if told else ""
    return Placed(
        invoice=invoice,
        customer=parties.customer(party_id=invoice.party_id),
        by=by,
        at=told.at if told else None,
    )


def consequence(*, payment: Stray, invoice: Billed) -> Consequence:
    """Return what placing the payment on the invoice would do."""
    ore = money.to_ore(amount=payment.amount)
    taken = min(ore, invoice.open_ore)
    return Consequence(taken=taken, open_after=invoice.open_ore - taken, left_over=ore - taken)


def _ranked(found: dict[int, tuple[Owed, list[str]]]) -> list[Suggestion]:
    people = parties.customers(party_ids={owed.party_id for owed, _because in found.values()})
    listed = [Suggestion(owed, people[owed.party_id], tuple(because)) for owed, because in found.values()]
    rank = list(REASONS)
    listed.sort(key=lambda one: (not one.invoice.open_ore, -len(one.because), rank.index(one.because[0])))
    return listed[:SHOWN]
