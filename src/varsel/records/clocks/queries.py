"""What is due, and when the next thing is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from varsel.records.clocks.models import Clock, Heard, State


@dataclass(frozen=True, slots=True)
class Due:
    """A clock, as the board and the worker see it."""

    id: int
    kind: str
    about: str
    party: int | None
    due_at: datetime
    owed_to: str
    ground: str


def due(*, at: datetime, limit: int) -> list[Due]:
    """Return what is due at this instant, oldest first."""
    return [_due(row) for row in _open().filter(due_at__lte=at)[:limit]]


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
