"""What is due, and when the next thing is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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


def upcoming(*, limit: int, kind: str = "") -> list[Due]:
    """Return the next clocks, for the board. What is about to be heard is no news to people."""
    rows = _open().exclude(kind="hear")
    return [_due(row) for row in (rows.filter(kind=kind) if kind else rows)[:limit]]


def next_due_at() -> datetime | None:
    """Return the moment of the earliest open clock."""
    return _open().values_list("due_at", flat=True).first()


def of_party(*, party: int) -> list[Due]:
    """Return the party's open clocks, soonest first."""
    return [_due(row) for row in _open().filter(party=party).exclude(kind="hear")]


def heard() -> set[str]:
    """Return the journal kinds that start a reminder."""
    return set(Heard.objects.values_list("kind", flat=True))


def _open():  # type: ignore[no-untyped-def]  # a QuerySet of Clock
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
