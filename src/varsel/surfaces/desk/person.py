"""Everything about one customer, for one page: frozen, in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import pages, queries
from varsel.operations.arrears.queries import Argued, Held, Warned
from varsel.operations.complaints import queries as complaints
from varsel.operations.complaints.queries import Case
from varsel.operations.fieldwork.pages import visits as field_visits
from varsel.operations.fieldwork.pages.visits import Promised
from varsel.operations.fieldwork.queries import Job
from varsel.operations.outages import queries as outages
from varsel.operations.outages.account import Lent, Status, Told
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices.queries import Word
from varsel.records.agreements import queries as agreements
from varsel.records.agreements.queries import Having
from varsel.records.clocks import queries as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal import queries as journal
from varsel.records.journal.queries import Told as Entry
from varsel.records.journal.sentences import actor_in_words, sentence, staff_of
from varsel.records.ledger import queries as ledger
from varsel.records.ledger.queries import Billed, Granted, Paid
from varsel.records.network import queries as network
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer, Reach
from varsel.records.staff import queries as staff
from varsel.surfaces.desk.board import about, left

LATEST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the journal."""

    at: datetime
    said: str
    by: str
    notice_id: int | None


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand or warning, and the proof that it arrived."""

    invoice: str
    service: str
    ground: str
    word: Word
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs for the customer."""

    kind: str
    about: str
    due_at: datetime
    left: str


@dataclass(frozen=True, slots=True)
class Person:
    """A customer's page. Name, reach and addresses are shown by the template only to who may see them."""

    customer: Customer
    zone: str
    currency: str
    reach: Mapping[str, Reach]
    services: tuple[tuple[Having, str, str], ...]  # service, level, address
    invoices: tuple[Billed, ...]
    owed_ore: int
    demands: tuple[Demand, ...]
    payments: tuple[Paid, ...]
    credits: tuple[tuple[Granted, str], ...]  # credit, what it is about
    holds: tuple[tuple[Held, str], ...]  # hold, who set it
    disputes: tuple[tuple[Argued, Billed], ...]
    complaints: tuple[Case, ...]
    outages: tuple[Status, ...]
    loans: tuple[tuple[Lent, Told], ...]
    visits: tuple[Promised, ...]
    orders: tuple[Job, ...]  # open ones to which nobody has promised to come yet
    words: tuple[Word, ...]
    clocks: tuple[Clock, ...]
    journal: tuple[Line, ...]
    names: Mapping[str, str]


def person(*, customer: Customer, at: datetime, language: str) -> Person:
    """Gather a customer's page."""
    law = COUNTRIES[customer.country]
    names = pages.names(party_ids=[customer.id])
    invoices = ledger.invoices_of(party_ids=[customer.id])
    words = {word.id: word for word in notices.words_to(party_id=customer.id)}
    entries = journal.entries(party=customer.id)
    holds = queries.holds(party_id=customer.id)
    people = staff.names(ids=staff_of(told=entries))
    say = partial(sentence, names=names, currency=law.CURRENCY, zone=law.ZONE, language=language)
    return Person(
        customer=customer,
        zone=law.ZONE,
        currency=law.CURRENCY,
        reach=parties.reach(party_id=customer.id),
        services=_services(customer.id),
        invoices=tuple(reversed(invoices)),
        owed_ore=sum(invoice.open_ore for invoice in invoices),
        demands=_demands(invoices, words, names),
        payments=tuple(reversed(ledger.payments_of(party_id=customer.id))),
        credits=tuple((one, names.get(one.about, one.about)) for one in ledger.credits_of(party_id=customer.id)),
        holds=tuple((one, actor_in_words(actor=one.set_by, names=people)) for one in holds),
        disputes=_disputes(invoices),
        complaints=tuple(complaints.of_parties(party_ids=[customer.id])),
        outages=_outages(customer.id, at),
        loans=tuple(outages.loans_of(party_id=customer.id)),
        visits=tuple(field_visits.of_customer(party_id=customer.id, at=at)),
        orders=tuple(field_visits.orders_of_customer(party_id=customer.id)),
        words=tuple(reversed(words.values())),
        clocks=tuple(_clock(due, names, at, language) for due in clocks.of_party(party=customer.id)),
        journal=tuple(_line(told, say(told=told), people) for told in reversed(entries[-LATEST:])),
        names=names,
    )


def _line(told: Entry, said: str, people: Mapping[int, str]) -> Line:
    by = actor_in_words(actor=told.actor, names=people)
    return Line(at=told.at, said=said, by=by, notice_id=told.facts.get("notice"))


def _services(party_id: int) -> tuple[tuple[Having, str, str], ...]:
    services = agreements.services_of(party_ids=[party_id])
    levels = pages.levels(service_ids=[one.id for one in services])
    addresses = network.addresses(line_ids=[one.line_id for one in services])
    return tuple((one, levels[one.id], addresses.get(one.line_id, "")) for one in services)


def _outages(party_id: int, at: datetime) -> tuple[Status, ...]:
    lines = {one.line_id for one in agreements.services_of(party_ids=[party_id])}
    found = {one.id for some in outages.open_on_lines(line_ids=lines).values() for one in some}
    return tuple(outages.status(outage_id=key, at=at) for key in sorted(found))


def _demands(invoices: list[Billed], words: Mapping[int, Word], names: Mapping[str, str]) -> tuple[Demand, ...]:
    warned = queries.warned_for(invoice_ids=[invoice.id for invoice in invoices])
    return tuple(_demand(one, words, names) for one in reversed(warned))


def _demand(one: Warned, words: Mapping[int, Word], names: Mapping[str, str]) -> Demand:
    return Demand(
        invoice=names[f"invoice:{one.invoice_id}"],
        service=names[f"service:{one.service_id}"],
        ground=one.ground,
        word=words[one.notice_id],
        last_day=one.deadline.last_day if one.deadline else None,
    )


def _disputes(invoices: list[Billed]) -> tuple[tuple[Argued, Billed], ...]:
    by_id = {invoice.id: invoice for invoice in invoices}
    return tuple((one, by_id[one.invoice_id]) for one in queries.disputes_of(invoice_ids=list(by_id)))


def _clock(due: Due, names: Mapping[str, str], at: datetime, language: str) -> Clock:
    called = about(due=due, names=names)
    return Clock(
        kind=due.kind, about=called, due_at=due.due_at, left=left(due_at=due.due_at, now=at, language=language)
    )
