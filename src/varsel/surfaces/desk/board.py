"""The board: what waits, how much of it, and for how long. A fixed number of questions, however much waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from babel.dates import format_timedelta
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.kit.lists import Rows
from varsel.kit.money import LOCALES
from varsel.operations.arrears import pages
from varsel.operations.arrears.pages import Today
from varsel.operations.arrears.sentences import CLOCKS, NOTICES
from varsel.operations.compensation import queries as compensation
from varsel.operations.outages.pages import live as outages
from varsel.outlets.access import queries as access
from varsel.outlets.notices import call_list
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices.queries import Word
from varsel.outlets.notices.replies import queries as replies
from varsel.records.agreements import queries as agreements
from varsel.records.clocks import queries as clocks
from varsel.records.clocks.queries import Due
from varsel.records.ledger import suspense
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.surfaces.alarms import queries as alarms
from varsel.surfaces.desk import money_back

SHOWS: dict[str, Promise] = {
    "clocks": _("Clocks"),
    "calls": _("To be rung"),
    "suspense": _("Payments in suspense"),
    "money_back": _("Money that goes back"),
    "lines": _("Lines not as intended"),
}
SOON = timedelta(hours=24)
MANY = 1000  # of what waits in the outbox no more is counted: the number says enough


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits. `state` is of the state language; amounts only where money waits."""

    what: str | Promise
    about: str
    service: str  # external id, where the row has a why-page
    customer: Customer | None
    at: datetime | None
    left: str
    state: str
    ground: str
    notice_id: int | None = None
    payment_id: int | None = None
    amount: Decimal | None = None
    currency: str = ""
    address: str = ""  # the page where something can be done about it


@dataclass(frozen=True, slots=True)
class Messages:
    """What waits in the outbox: counted there, and seen to there."""

    unknown: int
    overdue: int
    replies: int
    contacts: int
    stops: int


@dataclass(frozen=True, slots=True)
class Board:
    """The numbers of the tiles."""

    proposals: int
    kinds: dict[str, int]
    calls: int
    suspense: int
    money_back: int
    lines: int
    messages: Messages
    compensation: int  # cases that nobody has decided
    outages: int
    running_out: int  # outages whose forecast runs out, has run out, or is missing
    alarms: int  # that name nothing we know, and what is suspected: a person looks
    today: Today

    @property
    def clocks(self) -> int:
        """Return how many clocks run."""
        return sum(self.kinds.values())


def board(*, at: datetime) -> Board:
    """Count everything that waits."""
    dark = outages.open_rows(at=at)
    return Board(
        proposals=sum(count for (state, _action), count in pages.counts().items() if state == "open"),
        kinds=clocks.counts(),
        calls=len(notices.call_list()),
        suspense=sum(suspense.counts().values()),
        money_back=len(money_back.waits(at=at)),
        lines=len(access.differing()),
        messages=_messages(at),
        compensation=compensation.count(state="open"),
        outages=len(dark),
        running_out=sum(1 for one in dark if one.is_soon),
        alarms=_alarms(),
        today=pages.today(at=at),
    )


def rows(*, show: str, kind: str, counted: Board, at: datetime, language: str) -> Rows[Row]:
    """Return the rows behind a tile; `kind` chooses among the clocks."""
    if show == "clocks":
        total = counted.kinds.get(kind, 0) if kind else counted.clocks
        return Rows(total, lambda skip, limit: _clocks(kind, skip, limit, at, language))
    if show == "suspense":
        return Rows(counted.suspense, lambda skip, limit: _suspense(skip, limit, at, language))
    if show == "money_back":
        listed = _money_back(at, language)
    else:
        listed = _calls(at, language) if show == "calls" else _lines()
    return Rows(len(listed), lambda skip, limit: listed[skip : skip + limit])


def left(*, due_at: datetime, now: datetime, language: str) -> str:
    """Return how long there is until an instant, or since: "in 3 days", "2 hours ago", "now"."""
    if abs(due_at - now) < timedelta(minutes=1):
        return str(_("now"))
    return str(format_timedelta(due_at - now, add_direction=True, threshold=1.2, locale=LOCALES[language]))


def _alarms() -> int:
    counted = alarms.counts()
    return counted.unplaced + counted.suspected


def _messages(at: datetime) -> Messages:
    return Messages(
        unknown=notices.counted(most=MANY)["unknown"],
        overdue=call_list.overdue(among=call_list.calls(limit=MANY), at=at),
        replies=replies.count_waiting(),
        contacts=parties.count_bounced(),
        stops=sum(1 for one in notices.brakes() if one.stopped),
    )


def _clocks(kind: str, skip: int, limit: int, at: datetime, language: str) -> list[Row]:
    due = clocks.upcoming(limit=limit, kind=kind, skip=skip)
    people = parties.customers(party_ids={one.party for one in due if one.party is not None})
    names = pages.names(party_ids=list(people))
    return [_clock(one, people, names, at, language) for one in due]


def about(*, due: Due, names: Mapping[str, str]) -> str:
    """Return what a clock is about: what its subject is called, or the word that is to be said."""
    return names.get(due.about) or str(NOTICES.get(due.ground, due.about))


def _clock(due: Due, people: dict[int, Customer], names: dict[str, str], at: datetime, language: str) -> Row:
    named = about(due=due, names=names)
    return Row(
        what=CLOCKS[due.kind],
        about=named,
        service=named if due.about.startswith("service:") and due.about in names else "",
        customer=people.get(due.party) if due.party is not None else None,
        at=due.due_at,
        left=left(due_at=due.due_at, now=at, language=language),
        state="due_soon" if due.due_at <= at + SOON else "open",
        ground=due.ground,
    )


def _calls(at: datetime, language: str) -> list[Row]:
    words = notices.call_list()
    people = parties.customers(party_ids={word.party_id for word in words})
    names = pages.names(party_ids=list(people))
    return [_call(word, people, names, at, language) for word in words]


def _call(word: Word, people: dict[int, Customer], names: dict[str, str], at: datetime, language: str) -> Row:
    named = names.get(word.subject, word.subject)
    return Row(
        what=NOTICES.get(word.about, word.about),
        about=named,
        service=named if word.subject.startswith("service:") and word.subject in names else "",
        customer=people.get(word.party_id),
        at=word.created_at,
        left=left(due_at=word.created_at, now=at, language=language),
        state="unknown" if word.state == "unknown" else "broken",
        ground="",
        notice_id=word.id,
    )


def _suspense(skip: int, limit: int, at: datetime, language: str) -> list[Row]:
    return [
        Row(
            what=one.source,
            about=one.reference,
            service="",
            customer=None,
            at=one.booked_at,
            left=left(due_at=one.booked_at, now=at, language=language),
            state="unknown",
            ground="",
            payment_id=one.id,
            amount=one.amount,
            currency=one.currency,
        )
        for one in suspense.strays(source="", currency="", text="", skip=skip, limit=limit)
    ]


def _money_back(at: datetime, language: str) -> list[Row]:
    waits = money_back.waits(at=at)
    people = parties.customers(party_ids={one.party_id for one in waits if one.party_id is not None})
    return [
        Row(
            what=one.what,
            about=one.about,
            service="",
            customer=people.get(one.party_id) if one.party_id is not None else None,
            at=one.at,
            left=left(due_at=one.at, now=at, language=language),
            state=one.state,
            ground="",
            amount=one.amount,
            currency=one.currency,
            address=one.address,
        )
        for one in waits
    ]


def _lines() -> list[Row]:
    different = {one.line_id: one for one in access.differing()}
    services = agreements.services_on(line_ids=list(different))
    people = parties.customers(party_ids={one.party_id for one in services})
    return [
        Row(
            what=_("not installed yet") if different[one.line_id].installed is None else _("not as intended"),
            about=one.external_id,
            service=one.external_id,
            customer=people[one.party_id],
            at=different[one.line_id].installed_at,
            left="",
            state="disturbed",
            ground="",
        )
        for one in services
    ]
