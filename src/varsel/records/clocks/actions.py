"""Setting clocks and settling them, always in the transaction of what they belong to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from varsel.records.clocks.models import Clock, Heard, State


@dataclass(frozen=True, slots=True)
class Wanted:
    """A moment at which an operation wants to look again."""

    kind: str
    about: str
    due_at: datetime
    ground: str = ""


def sync(*, party: int, kinds: Collection[str], wanted: Iterable[Wanted], at: datetime) -> None:
    """Make the party's open reminders of these kinds be the wanted ones: set, move or drop.

    A reminder that is already due stays as it is: it is about to be heard.
    """
    wishes = {(wish.kind, wish.about): wish for wish in wanted}
    for clock in Clock.objects.filter(party=party, kind__in=list(kinds), state=State.OPEN).order_by("id"):
        wish = wishes.pop((clock.kind, clock.about), None)
        if wish is None:
            _settle(clock=clock, state=State.DROPPED, at=at)
        elif clock.due_at > at and (clock.due_at, clock.ground) != (wish.due_at, wish.ground):
            clock.due_at, clock.ground = wish.due_at, wish.ground
            clock.save(update_fields=["due_at", "ground"])
    Clock.objects.bulk_create(
        Clock(kind=wish.kind, about=wish.about, party=party, due_at=wish.due_at, ground=wish.ground)
        for wish in wishes.values()
    )


def remind(*, kind: str, about: str, due_at: datetime, party: int | None = None, ground: str = "") -> None:
    """Set one reminder; one that is open already keeps its moment."""
    Clock.objects.bulk_create(
        [Clock(kind=kind, about=about, party=party, due_at=due_at, ground=ground)], ignore_conflicts=True
    )


def take(*, clock_id: int, at: datetime) -> bool:
    """Settle a due reminder as kept, and return whether it was still ours to take."""
    row = Clock.objects.select_for_update(skip_locked=True).filter(id=clock_id, state=State.OPEN).first()
    if row is None or row.due_at > at:
        return False
    _settle(clock=row, state=State.KEPT, at=at)
    return True


def drop(*, kind: str, about: str, at: datetime) -> None:
    """Drop an open reminder that has lost its cause."""
    Clock.objects.filter(kind=kind, about=about, state=State.OPEN).update(state=State.DROPPED, settled_at=at)


def hear(*, kinds: Collection[str]) -> None:
    """Make exactly these journal kinds start a reminder."""
    Heard.objects.exclude(kind__in=list(kinds)).delete()
    Heard.objects.bulk_create([Heard(kind=kind) for kind in sorted(kinds)], ignore_conflicts=True)


def _settle(*, clock: Clock, state: State, at: datetime) -> None:
    clock.state, clock.settled_at = state, at
    clock.save(update_fields=["state", "settled_at"])
