"""What the pages of stock show: rows with their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from varsel.operations.stock import queries
from varsel.operations.stock.account import Article, Incoming, Moved, Stocked, Store, Unit
from varsel.operations.stock.sentences import MOVES, PLACES, SHOWN, STATES
from varsel.records.journal.sentences import actor_in_words
from varsel.records.staff import queries as staff

UNDONE_BY_HAND = ("count", "came", "moved")
LAST = 500  # movements that a page looks back


@dataclass(frozen=True, slots=True)
class Here:
    """What lies on a shelf; `next_at`: when more of it comes there."""

    stocked: Stocked
    kind: Promise
    is_low: bool
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Low:
    """An item of which there is too little in warehouses: how many are free, how many come, who waits for it."""

    item: Article
    free: int
    coming: int
    next_at: datetime | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Coming:
    """A delivery on its way; `is_late`: it was expected before now."""

    delivery: Incoming
    is_late: bool


@dataclass(frozen=True, slots=True)
class Went:
    """A movement, who wrote it down, and whether it can be tried to take it back."""

    moved: Moved
    word: Promise
    by: str
    is_undoable: bool


@dataclass(frozen=True, slots=True)
class Numbered:
    """A device, how it stands in words, and how that is shown."""

    unit: Unit
    word: Promise
    shown: str


def here(*, place_id: int | None, item: str | None) -> list[Here]:
    """Return what lies on shelves; an item that is too low in warehouses is marked on each of them."""
    low = {one.item.called for one in lows()}
    coming = queries.incoming()
    return [
        Here(
            stocked=one,
            kind=PLACES[one.place.kind],
            is_low=one.item.called in low and one.place.kind == "warehouse",
            next_at=next((row.expected_at for row in coming if _is_for(row, one)), None),
        )
        for one in queries.shelves(place_id=place_id, item=item)
    ]


def lows() -> list[Low]:
    """Return the items at or below their mark in warehouses, and those that somebody waits for; by name."""
    shelves, coming = queries.shelves(), queries.incoming()
    waiting = _waiting()
    found = []
    for item in queries.articles():
        free = sum(one.free for one in shelves if one.item.id == item.id and one.place.kind == "warehouse")
        mine = [one for one in coming if one.item.id == item.id]
        if waiting.get(item.called) or (item.low is not None and free <= item.low):
            next_at = mine[0].expected_at if mine else None
            found.append(Low(item, free, sum(one.count for one in mine), next_at, waiting.get(item.called, 0)))
    return found


def coming(*, place_id: int | None, item: str | None, at: datetime) -> list[Coming]:
    """Return the deliveries on their way, the first to come first."""
    return [Coming(one, one.expected_at < at) for one in queries.incoming(place_id=place_id, item=item)]


def went(*, place_id: int | None, item: str | None) -> list[Went]:
    """Return what came and went, newest first."""
    rows = queries.movements(place_id=place_id, item=item, limit=LAST)
    names = staff.names(ids=frozenset(int(row.by[6:]) for row in rows if row.by.startswith("staff:")))
    last = {row.id for row in _last_of_shelves(rows)}
    return [
        Went(row, MOVES[row.kind], actor_in_words(actor=row.by, names=names), row.id in last and _may_undo(row))
        for row in rows
    ]


def numbered(*, state: str | None, item: str | None, place_id: int | None) -> list[Numbered]:
    """Return devices, by serial number."""
    rows = queries.devices(state=state)
    return [
        Numbered(one, STATES[one.state], SHOWN[one.state])
        for one in rows
        if item in (None, one.item.called) and (place_id is None or (one.place and one.place.id == place_id))
    ]


def store_choices(*, stores: Sequence[Store]) -> list[tuple[int, str]]:
    """Return places as a form offers them."""
    return [(one.id, one.called) for one in stores]


def _waiting() -> dict[str, int]:
    """Return for each item for how many subjects it is missing."""
    counted: dict[str, int] = {}
    for standing in queries.wanting():
        for wanted in standing.needs:
            if wanted.missing:
                counted[wanted.item.called] = counted.get(wanted.item.called, 0) + 1
    return counted


def _is_for(row: Incoming, one: Stocked) -> bool:
    return row.item.id == one.item.id and row.place.id == one.place.id


def _last_of_shelves(rows: Sequence[Moved]) -> Iterable[Moved]:
    """Return of movements, newest first, the newest of each shelf: only that one can be taken back."""
    return {(row.place.id, row.item.id): row for row in reversed(rows)}.values()


def _may_undo(row: Moved) -> bool:
    return row.kind in UNDONE_BY_HAND and not row.is_undone and not row.is_undoing and row.serial is None
