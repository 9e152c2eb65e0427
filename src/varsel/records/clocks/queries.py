"""What is due, and when the next thing is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, QuerySet

from varsel.kit.reading import fetch
from varsel.records.clocks.models import Clock, Heard, State

_DUE = """SELECT id, kind, about, party, due_at, owed_to, ground FROM clocks_clock
    WHERE state = 'open' AND due_at <= %(at)s ORDER BY due_at, id LIMIT %(limit)s"""


class Due(NamedTuple):
    """A clock, as the board and the worker see it."""

    id: int
    kind: str
    about: str
    party: int | None
    due_at: datetime
    owed_to: str
    ground: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed until an instant, and what became of it: open, kept, broken or dropped."""

    kind: str
    about: str
    due_at: datetime
    owed_to: str
    state: str
    settled_at: datetime | None


def due(*, at: datetime, limit: int) -> list[Due]:
    """Return what is due at this instant, oldest first."""
    return [Due(*row) for row in fetch(statement=_DUE, values={"at": at, "limit": limit})]


def upcoming(*, limit: int, kind: str = "", skip: int = 0) -> list[Due]:
    """Return the next clocks, for the board. What is about to be heard is no news to people."""
    rows = _open().exclude(kind="hear")
    return [_due(row) for row in (rows.filter(kind=kind) if kind else rows)[skip : skip + limit]]


def counts() -> dict[str, int]:
    """Return how many clocks of each kind are open, but for what is about to be heard."""
    kinds = Clock.objects.filter(state=State.OPEN).exclude(kind="hear").values_list("kind").order_by("kind")
    return dict(kinds.annotate(count=Count("id")))


def next_due_at(*, after: datetime) -> datetime | None:
    """Return the moment of the earliest open clock that is due after an instant."""
    return _open().filter(due_at__gt=after).values_list("due_at", flat=True).first()


def of_party(*, party: int) -> list[Due]:
    """Return the party's open clocks, soonest first."""
    return [_due(row) for row in _open().filter(party=party).exclude(kind="hear")]


def duties(*, about: Collection[str]) -> list[Duty]:
    """Return every duty that there ever was about these subjects, the earliest due first."""
    rows = Clock.objects.filter(about__in=list(about)).exclude(owed_to="").order_by("due_at", "id")
    return [
        Duty(
            kind=row.kind,
            about=row.about,
            due_at=row.due_at,
            owed_to=row.owed_to,
            state=row.state,
            settled_at=row.settled_at,
        )
        for row in rows
    ]


def heard() -> set[str]:
    """Return the journal kinds that start a reminder."""
    return set(Heard.objects.values_list("kind", flat=True))


def _open() -> QuerySet[Clock]:
    return Clock.objects.filter(state=State.OPEN).order_by("due_at", "id")


def _due(row: Clock) -> Due:
    return Due(
        id=row.id,
        kind=row.kind,
        about=row.about,
        party=row.party,
        due_at=row.due_at,
        owed_to=row.owed_to,
        ground=row.ground,
    )
