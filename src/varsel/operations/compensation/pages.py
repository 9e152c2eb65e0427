"""What the pages of compensation show: frozen rows, in a fixed number of queries however many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from varsel.kit import money
from varsel.law.countries import COUNTRIES
from varsel.law.grammar import Reason, Verdict
from varsel.operations.compensation import queries
from varsel.operations.compensation.queries import Compensated
from varsel.records.agreements import queries as agreements
from varsel.records.journal import queries as journal
from varsel.records.journal.sentences import actor_in_words, sentence, staff_of
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.records.staff import queries as staff


@dataclass(frozen=True, slots=True)
class Row:
    """A case with whose it is and which service the visit was for."""

    case: Compensated
    customer: Customer
    service: str
    currency: str
    zone: str
    amount: Decimal | None
    claimed: Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the journal."""

    at: datetime
    said: str
    by: str


@dataclass(frozen=True, slots=True)
class One:
    """A case's page: why it is due, and all that was said and done."""

    row: Row
    rule: str
    reasons: tuple[Reason, ...]
    journal: tuple[Line, ...]


def rows(*, state: str, skip: int, limit: int) -> list[Row]:
    """Return cases as a list shows them."""
    return _rows(queries.listed(state=state, skip=skip, limit=limit))


def one(*, case: Compensated, language: str) -> One:
    """Gather the page of a case."""
    law = COUNTRIES[case.country]
    entries = journal.entries(about=[case.visit, case.about])
    names = staff.names(ids=staff_of(told=entries))
    verdict = Verdict.from_json(next(entry.verdict or {} for entry in entries if entry.id == case.entry_id))
    row = _rows([case])[0]
    lines = [
        Line(
            at=entry.at,
            said=sentence(
                told=entry,
                names={case.about: row.service},
                currency=law.CURRENCY,
                zone=law.ZONE,
                language=language,
            ),
            by=actor_in_words(actor=entry.actor, names=names),
        )
        for entry in reversed(entries)
    ]
    return One(row=row, rule=verdict.rule, reasons=verdict.reasons, journal=tuple(lines))


def _rows(cases: Sequence[Compensated]) -> list[Row]:
    people = parties.customers(party_ids={case.party_id for case in cases})
    services = {one.id: one for one in agreements.services_by_id(service_ids={case.service_id for case in cases})}
    return [
        Row(
            case=case,
            customer=people[case.party_id],
            service=services[case.service_id].external_id,
            currency=COUNTRIES[case.country].CURRENCY,
            zone=COUNTRIES[case.country].ZONE,
            amount=None if case.amount_ore is None else money.from_ore(ore=case.amount_ore),
            claimed=None if case.claimed_ore is None else money.from_ore(ore=case.claimed_ore),
        )
        for case in cases
    ]
