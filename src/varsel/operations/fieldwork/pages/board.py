"""Dispatch's board of a day: who has what when, what nobody has, what is late, and what waits for what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from varsel.law.calendar import local_day
from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.pages import material
from varsel.operations.fieldwork.pages.material import Part
from varsel.operations.fieldwork.queries import Car, Job, Lane, Stop, Team, Worker

ABOUTS = ("outage", "service", "planned", "node")


@dataclass(frozen=True, slots=True)
class Card:
    """One order on the board. `material` is here, coming or missing; empty where nothing is needed, or it is over."""

    stop: Stop
    about: str
    is_late: bool
    material: str

    @property
    def order(self) -> Job:
        """Return the order."""
        return self.stop.order


@dataclass(frozen=True, slots=True)
class Column:
    """What somebody has on the day; `worker` None: the crew as a whole, and nobody by name."""

    worker: Worker | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CrewDay:
    """A crew's day."""

    crew: Team
    cars: tuple[Car, ...]
    columns: tuple[Column, ...]

    @property
    def count(self) -> int:
        """Return how many orders the crew has."""
        return sum(len(column.cards) for column in self.columns)


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the board is wanted; empty: everything. `kind` is what an order is about, one of ABOUTS."""

    crew: int | None = None
    skill: str = ""
    kind: str = ""
    state: str = ""

    def keeps(self, *, order: Job) -> bool:
        """Tell whether an order is wanted; one that nobody has is of every crew."""
        return (
            (self.crew is None or order.crew_id in (None, self.crew))
            and (not self.skill or self.skill in order.skills)
            and (not self.kind or self.kind == about(order=order))
            and (not self.state or self.state == order.state)
        )


@dataclass(frozen=True, slots=True)
class BoardDay:
    """The board. `crews` are all there are, for the filter."""

    day: date
    before: date
    after: date
    is_today: bool
    rows: tuple[CrewDay, ...]
    unassigned: tuple[Card, ...]
    late: tuple[Card, ...]
    waiting: tuple[Card, ...]
    crews: tuple[Team, ...]


def about(*, order: Job) -> str:
    """Return what an order is about: one of ABOUTS."""
    if order.outage_id is not None:
        return "outage"
    if order.service_id is not None:
        return "service"
    return "planned" if order.planned_id is not None else "node"


def board_day(*, day: date, zone: str, filters: Filters, at: datetime) -> BoardDay:
    """Gather the board of a local day of a zone."""
    found = queries.board(first=day, days=1, zone=zone, at=at)
    cards = _cards(_every(found), at=at)

    def kept(stops: Iterable[Stop]) -> tuple[Card, ...]:
        return tuple(cards[stop.order.id] for stop in stops if filters.keeps(order=stop.order))

    lanes = [lane for lane in found.lanes if filters.crew in (None, lane.crew.id)]
    return BoardDay(
        day=day,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        is_today=day == local_day(at, zone),
        rows=tuple(_row(lane, kept(lane.days[0][1])) for lane in lanes),
        unassigned=kept(found.unassigned),
        late=kept(found.late),
        waiting=tuple(sorted(kept(found.waiting), key=_comes_at)),
        crews=tuple(lane.crew for lane in found.lanes),
    )


def _every(found: queries.Board) -> dict[int, Stop]:
    asides = (*found.unassigned, *found.late, *found.waiting)
    planned = (stop for lane in found.lanes for _, stops in lane.days for stop in stops)
    return {stop.order.id: stop for stop in (*planned, *asides)}


def _cards(stops: Mapping[int, Stop], *, at: datetime) -> dict[int, Card]:
    parts = material.parts(stops=stops.values())
    named = material.named(stops=stops.values())
    return {
        stop.order.id: Card(
            stop=stop,
            about=about(order=stop.order),
            is_late=stop.order.is_late(at=at),
            material=_material(parts.get(stop.order.id, ())) if stop.order.ended_at is None else "",
        )
        for stop in named
    }


def _material(parts: Iterable[Part]) -> str:
    states = {one.state for one in parts}
    return next((one for one in ("missing", "coming", "here") if one in states), "")


def _row(lane: Lane, cards: tuple[Card, ...]) -> CrewDay:
    named: dict[int | None, list[Card]] = {}
    for card in cards:
        named.setdefault(card.order.technician_id, []).append(card)
    columns = [Column(one, tuple(named.pop(one.id, ()))) for one in lane.workers]
    left = tuple(card for some in named.values() for card in some)  # of nobody by name, or of one who has left since
    return CrewDay(lane.crew, lane.cars, tuple(columns + ([Column(None, left)] if left else [])))


def _comes_at(card: Card) -> tuple[bool, float, int]:
    """Sort what nobody knows of first, then what comes next."""
    known = [wait.expected.timestamp() for wait in card.stop.waits if wait.expected]
    unknown = len(known) < len(card.stop.waits)
    return (not unknown, min(known, default=0.0), card.order.id)
