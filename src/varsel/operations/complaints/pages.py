"""What the pages of complaints show: frozen rows, in a fixed number of queries however many rows there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from varsel.law.countries import COUNTRIES as LAWS
from varsel.operations.complaints import queries
from varsel.operations.complaints.queries import Case, Contact, Wanted
from varsel.records.clocks import queries as clocks
from varsel.records.clocks.queries import Duty
from varsel.records.journal import queries as journal
from varsel.records.journal.sentences import actor_in_words, sentence, staff_of
from varsel.records.ledger import queries as ledger
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.records.staff import queries as staff


@dataclass(frozen=True, slots=True)
class Row:
    """A complaint with whose it is, what caused it (as people call it) and what is owed because of it."""

    case: Case
    customer: Customer | None
    caused_by: str
    duties: tuple[Duty, ...]

    @property
    def late(self) -> bool:
        """Tell whether something that was owed was not done in time."""
        return any(duty.state == "broken" for duty in self.duties)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the journal."""

    at: datetime
    said: str
    by: str


def rows(*, wanted: Wanted, skip: int, limit: int) -> list[Row]:
    """Return complaints as a list shows them, newest first."""
    return _rows(queries.listed(wanted=wanted, skip=skip, limit=limit))


def row(*, case: Case) -> Row:
    """Return one complaint as its page shows it."""
    return _rows([case])[0]


def contacts(*, case: Case) -> list[Contact]:
    """Return the attempts to reach who complained."""
    return queries.outreach(complaint_id=case.id)


def told(*, case: Case, language: str) -> list[Line]:
    """Return what the journal says of a complaint, newest first."""
    law, entries = LAWS[case.country], journal.entries(about=[case.about])
    people = staff.names(ids=staff_of(told=entries))
    return [
        Line(
            at=one.at,
            said=sentence(told=one, names={}, currency=law.CURRENCY, zone=law.ZONE, language=language),
            by=actor_in_words(actor=one.actor, names=people),
        )
        for one in reversed(entries)
    ]


def _rows(cases: Iterable[Case]) -> list[Row]:
    cases = list(cases)
    keys = {case.party_id for case in cases if case.party_id is not None}
    customers = parties.customers(party_ids=keys)
    invoices = {one.about: one.number for one in ledger.invoices_of(party_ids=keys)}
    owed: dict[str, list[Duty]] = {}
    for duty in clocks.duties(about=[case.about for case in cases]):
        owed.setdefault(duty.about, []).append(duty)
    return [
        Row(
            case=case,
            customer=customers.get(case.party_id) if case.party_id is not None else None,
            caused_by=invoices.get(case.caused_by, case.caused_by),
            duties=tuple(owed.get(case.about, ())),
        )
        for case in cases
    ]
