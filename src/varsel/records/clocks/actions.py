"""Setting clocks and settling them, always in the transaction of what they belong to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from varsel.kit.copying import copy_in
from varsel.kit.reading import fetch
from varsel.records.clocks.models import Clock, Heard, State

COLUMNS = dict.fromkeys(("kind", "about"), "text") | {"party": "int8", "due_at": "timestamptz"}
COLUMNS |= dict.fromkeys(("owed_to", "ground", "state"), "text")
_OPEN = """SELECT id, kind, about, due_at, ground FROM clocks_clock
    WHERE party = ANY(%(parties)s) AND kind = ANY(%(kinds)s) AND state = 'open' ORDER BY id"""
# Rows that another transaction holds are passed by: else two workers could wait for each other.
_SETTLE = """UPDATE clocks_clock SET state = %(state)s, settled_at = %(at)s WHERE id IN (
    SELECT id FROM clocks_clock WHERE id = ANY(%(ids)s) AND state = 'open'
        AND due_at <= coalesce(%(due)s::timestamptz, 'infinity')
    ORDER BY id FOR UPDATE SKIP LOCKED) RETURNING id"""
_MOVE = """UPDATE clocks_clock AS clock SET due_at = moved.due_at, ground = moved.ground
    FROM unnest(%(ids)s::bigint[], %(moments)s::timestamptz[], %(grounds)s::text[]) AS moved (id, due_at, ground)
    WHERE clock.id = moved.id AND clock.id IN (
    SELECT id FROM clocks_clock WHERE id = ANY(%(ids)s) AND state = 'open'
    ORDER BY id FOR UPDATE SKIP LOCKED) RETURNING clock.id"""


class Wanted(NamedTuple):
    """A moment at which an operation wants to look again."""

    kind: str
    about: str
    due_at: datetime
    ground: str = ""


def sync(*, party: int, kinds: Collection[str], wanted: Iterable[Wanted], at: datetime) -> None:
    """Make the party's open reminders of these kinds be the wanted ones: set, move or drop.

    A reminder that is already due stays as it is: it is about to be heard.
    """
    sync_many(wanted={party: wanted}, kinds=kinds, at=at)


def sync_many(*, wanted: Mapping[int, Iterable[Wanted]], kinds: Collection[str], at: datetime) -> None:
    """Do so for many parties. What another worker has in its hands is left to it: it looks again itself."""
    wishes = {(wish.kind, wish.about): (party, wish) for party, some in wanted.items() for wish in some}
    moved, lost = [], []
    values = {"parties": list(wanted), "kinds": list(kinds)}
    for key, kind, about, due_at, ground in fetch(statement=_OPEN, values=values):
        found = wishes.pop((kind, about), None)
        if found is None:
            lost.append(key)
        elif due_at > at and (due_at, ground) != (found[1].due_at, found[1].ground):
            moved.append((key, found[1].due_at, found[1].ground))
    if lost:
        fetch(statement=_SETTLE, values={"ids": lost, "state": State.DROPPED.value, "at": at, "due": None})
    if moved:
        keys, moments, grounds = map(list, zip(*moved, strict=True))
        fetch(statement=_MOVE, values={"ids": keys, "moments": moments, "grounds": grounds})
    if wishes:
        copy_in(table="clocks_clock", columns=COLUMNS, rows=_rows(wishes.values()))


def remind(*, kind: str, about: str, due_at: datetime, party: int | None = None, ground: str = "") -> None:
    """Set one reminder; one that is open already keeps its moment."""
    Clock.objects.bulk_create(
        [Clock(kind=kind, about=about, party=party, due_at=due_at, ground=ground)], ignore_conflicts=True
    )


def take(*, clock_id: int, at: datetime) -> bool:
    """Settle a due reminder as kept, and return whether it was still ours to take."""
    return bool(take_many(clock_ids=[clock_id], at=at))


def take_many(*, clock_ids: Collection[int], at: datetime) -> set[int]:
    """Settle due reminders as kept, and return those that were still ours to take."""
    values = {"ids": list(clock_ids), "state": State.KEPT.value, "at": at, "due": at}
    return {row[0] for row in fetch(statement=_SETTLE, values=values)}


def drop(*, kind: str, about: str, at: datetime) -> None:
    """Drop an open reminder that has lost its cause."""
    Clock.objects.filter(kind=kind, about=about, state=State.OPEN).update(state=State.DROPPED, settled_at=at)


def owe(*, kind: str, about: str, due_at: datetime, owed_to: str, ground: str, party: int | None = None) -> None:
    """Set a duty: owed to somebody until an instant, before which it is kept or at which it is broken.

    :raises ValueError: when it is owed to nobody: then it is a reminder.
    """
    if not owed_to:
        raise ValueError(f"the duty {kind} about {about} is owed to nobody; name whom, or set a reminder")
    Clock.objects.create(kind=kind, about=about, party=party, due_at=due_at, owed_to=owed_to, ground=ground)


def keep(*, kind: str, about: str, at: datetime) -> bool:
    """Settle an open duty as kept, and return whether it was kept in time: what is due already stays to be broken."""
    rows = Clock.objects.filter(kind=kind, about=about, state=State.OPEN, due_at__gt=at).exclude(owed_to="")
    return rows.update(state=State.KEPT, settled_at=at) > 0


def waive(*, kind: str, about: str, at: datetime) -> None:
    """Drop an open duty that nobody is owed any more; what is due already stays to be broken."""
    rows = Clock.objects.filter(kind=kind, about=about, state=State.OPEN, due_at__gt=at).exclude(owed_to="")
    rows.update(state=State.DROPPED, settled_at=at)


def break_duty(*, clock_id: int, at: datetime) -> bool:
    """Settle a due duty as broken, and return whether it was still ours to break."""
    row = Clock.objects.select_for_update(skip_locked=True).filter(id=clock_id, state=State.OPEN).first()
    if row is None or row.due_at > at or not row.owed_to:
        return False
    _settle(clock=row, state=State.BROKEN, at=at)
    return True


def hear(*, kinds: Collection[str]) -> None:
    """Make exactly these journal kinds start a reminder."""
    Heard.objects.exclude(kind__in=list(kinds)).delete()
    Heard.objects.bulk_create([Heard(kind=kind) for kind in sorted(kinds)], ignore_conflicts=True)


def _rows(wishes: Iterable[tuple[int, Wanted]]) -> Iterator[tuple[Any, ...]]:
    for party, wish in wishes:
        yield wish.kind, wish.about, party, wish.due_at, "", wish.ground, State.OPEN.value


def _settle(*, clock: Clock, state: State, at: datetime) -> None:
    clock.state, clock.settled_at = state, at
    clock.save(update_fields=["state", "settled_at"])
