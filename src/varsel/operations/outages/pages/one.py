"""What the page of an outage shows: how it stands, all that was said and done, who was told, what is owed and lent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from varsel.kit import instants
from varsel.law.countries import COUNTRIES
from varsel.operations.outages import queries, rows
from varsel.operations.outages.account import Foretold, Judged, Lent, Told
from varsel.operations.outages.pages import live
from varsel.operations.outages.pages.live import Row
from varsel.operations.outages.rows import Alarms, Area
from varsel.operations.outages.sentences import HEARD
from varsel.outlets.notices import queries as notified
from varsel.records.clocks import queries as clocks
from varsel.records.clocks.queries import Duty
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.journal.queries import Told as Entry
from varsel.records.journal.sentences import actor_in_words, sentence, staff_of
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.records.staff import queries as staff


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the journal, or a word to many."""

    at: datetime
    said: str = ""
    by: str = ""
    word: Heard | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A word to many: what, when it was decided, to how many, and how many of them each state is true of."""

    about: str
    at: datetime
    count: int
    states: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty to a regulator, whose it is (the outage's own, or of one that it took over), and the receipt."""

    duty: Duty
    outage_id: int
    receipt: str
    is_soon: bool


@dataclass(frozen=True, slots=True)
class One:
    """An outage's page."""

    row: Row
    alarms: Alarms
    areas: tuple[Area, ...]
    forecasts: tuple[tuple[Foretold, str, Judged | None], ...]  # newest first, who said so, and how good it was
    duties: tuple[Owed, ...]
    offered: int
    left: int | None
    loans: tuple[tuple[Lent, Customer], ...]
    timeline: tuple[Line, ...]


def one(*, outage: Told, at: datetime, language: str) -> One:
    """Gather the page of an outage that no other took over."""
    keys = queries.family(outage_id=outage.id)
    abouts = [f"outage:{key}" for key in keys]
    said = queries.forecasts(outage_id=outage.id)
    people = staff.names(ids=frozenset(_key(one.made_by) for one in said if one.made_by.startswith("staff:")))
    return One(
        row=live.row(outage=outage, at=at),
        alarms=rows.alarms_of(outage_ids=keys),
        areas=tuple(rows.areas(node_id=outage.node_id)),
        forecasts=tuple(
            (one, actor_in_words(actor=one.made_by, names=people), _judged(one, outage)) for one in reversed(said)
        ),
        duties=_owed(abouts, at=at),
        offered=len(queries.offered(outage_ids=keys)),
        left=queries.routers_left(at=at),
        loans=_loans(keys),
        timeline=_timeline(abouts, language),
    )


def _judged(said: Foretold, outage: Told) -> Judged | None:
    if outage.ended_at is None:
        return None
    return Judged(outage.id, said.made_at, said.until, outage.ended_at)


def _key(actor: str) -> int:
    return int(actor.removeprefix("staff:"))


def _owed(abouts: list[str], *, at: datetime) -> tuple[Owed, ...]:
    found = []
    for duty in clocks.duties(about=abouts):
        if duty.kind in live.STEPS:
            outage_id = int(duty.about.removeprefix("outage:"))
            receipt = queries.reported(outage_id=outage_id).get(duty.kind, "")
            found.append(Owed(duty, outage_id, receipt, is_soon=duty.due_at <= at + live.SOON))
    return tuple(found)


def _heard(abouts: list[str]) -> tuple[Heard, ...]:
    counts: dict[tuple[str, datetime], dict[str, int]] = defaultdict(dict)
    for about, at, state, count in notified.counted_about(subjects=abouts):
        counts[about, at][state] = counts[about, at].get(state, 0) + count
    return tuple(
        Heard(about, at, sum(some.values()), tuple((state, some[state]) for state in HEARD if state in some))
        for (about, at), some in counts.items()
    )


def _loans(keys: list[int]) -> tuple[tuple[Lent, Customer], ...]:
    lent = queries.loans(outage_ids=keys)
    people = parties.customers(party_ids={one.party_id for one in lent})
    return tuple((one, people[one.party_id]) for one in reversed(lent))


def _from_where(told: Entry, *, zone: str, language: str) -> str:
    """Return from where what the work waits for comes, and when it is expected, as far as that was said."""
    if told.kind != Kind.OUTAGE_WAITS:
        return ""
    place, expected = told.facts.get("place"), told.facts.get("expected")
    said = " " + _("From: %(place)s.") % {"place": place} if place else ""
    if not expected:
        return said
    moment = instants.instant_in_words(instant=datetime.fromisoformat(expected), zone=ZoneInfo(zone), language=language)
    return said + " " + _("Expected: %(moment)s.") % {"moment": moment}


def _timeline(abouts: list[str], language: str) -> tuple[Line, ...]:
    """Return what was said and done and to how many it was told, newest first."""
    entries = journal.entries(about=abouts, kinds=live.KINDS)
    people, law = staff.names(ids=staff_of(told=entries)), next(iter(COUNTRIES.values()))
    lines = [
        Line(
            at=told.at,
            said=sentence(told=told, names={}, currency=law.CURRENCY, zone=law.ZONE, language=language)
            + _from_where(told, zone=law.ZONE, language=language),
            by=actor_in_words(actor=told.actor, names=people),
        )
        for told in entries
    ]
    lines += [Line(at=word.at, word=word) for word in _heard(abouts)]
    lines.sort(key=lambda line: line.at)
    return tuple(reversed(lines))
