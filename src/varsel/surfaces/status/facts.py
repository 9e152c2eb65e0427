"""The public facts of one moment: what is open, planned and over, and where it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from varsel.operations.outages import public_page
from varsel.operations.outages.public_page import Coming, Event, Past
from varsel.surfaces.status.areas import LEAST_CUSTOMERS, Areas, Span

YEAR = timedelta(days=365)
TOLD_AFTER = timedelta(days=14)  # so long an outage that is over keeps a page of its own
MOST_ENDED = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is told. `title` is what a person called it; empty where that could name somebody's home."""

    span: Span
    municipalities: tuple[str, ...]
    is_part: bool
    title: str


@dataclass(frozen=True, slots=True)
class Outage:
    """An outage and where it is told. `customers` is None where they are fewer than five."""

    event: Event
    place: Place
    customers: int | None


@dataclass(frozen=True, slots=True)
class Work:
    """Planned work and where it is told. `title`: what is done; empty where that could name somebody's home."""

    work: Coming
    place: Place

    @property
    def title(self) -> str:
        """Return what is done."""
        return self.work.title if self.place.span.whole else ""


@dataclass(frozen=True, slots=True)
class Over:
    """An outage that is over and where it is told."""

    past: Past
    place: Place


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything of one moment. `ended`: lately, with all that was said; `past`: of twelve months."""

    at: datetime
    outages: tuple[Outage, ...]
    works: tuple[Work, ...]
    ended: tuple[Outage, ...]
    past: tuple[Over, ...]
    municipalities: tuple[str, ...]


def gather(*, areas: Areas, at: datetime) -> Facts:
    """Return the facts of a moment. Nodes that came after the areas were numbered are left out."""
    ended = public_page.ended_events(since=at - TOLD_AFTER, at=at, limit=MOST_ENDED)
    return Facts(
        at=at,
        outages=_outages(public_page.open_events(at=at), areas),
        works=tuple(
            Work(one, _place(areas, one.node_id, title=""))
            for one in public_page.coming(at=at)
            if areas.knows(node_id=one.node_id)
        ),
        ended=_outages(ended, areas),
        past=tuple(
            Over(one, _place(areas, one.node_id, one.title))
            for one in public_page.past(since=at - YEAR)
            if areas.knows(node_id=one.node_id)
        ),
        municipalities=tuple(sorted({name for name in areas.municipalities if name})),
    )


def outage(*, event: Event, areas: Areas) -> Outage:
    """Return an outage with the place that it is told at."""
    known = event.customers if event.customers >= LEAST_CUSTOMERS else None
    return Outage(event, _place(areas, event.node_id, event.title), known)


def _outages(events: Iterable[Event], areas: Areas) -> tuple[Outage, ...]:
    return tuple(outage(event=one, areas=areas) for one in events if areas.knows(node_id=one.node_id))


def _place(areas: Areas, node_id: int, title: str) -> Place:
    span = areas.span(node_id=node_id)
    names, is_part = areas.within(node_id=node_id)
    return Place(span, names, is_part, title if span.whole else "")
