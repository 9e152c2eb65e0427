"""Who could do an order on a day: what each has then, and what each lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from varsel.law.calendar import start_of_day
from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.queries import Job, Team, Worker

Times = tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class Able:
    """Somebody who could take an order: what they lack for it, and when they have something else on the day."""

    worker: Worker
    lacks: tuple[str, ...]
    busy: Times


@dataclass(frozen=True, slots=True)
class Choice:
    """A crew with its people, those who lack nothing first."""

    crew: Team
    people: tuple[Able, ...]


def choices(*, order: Job, day: date, zone: str) -> list[Choice]:
    """Return the crews and their people as they stand for an order on a local day."""
    since, until = start_of_day(day, zone), start_of_day(day + timedelta(days=1), zone)
    busy = queries.planned_between(since=since, until=until, but_for=order.id)
    people = list(_able(order, day, busy))
    return [Choice(crew, tuple(one for one in people if one.worker.crew.id == crew.id)) for crew in queries.crews()]


def _able(order: Job, day: date, busy: dict[int, list[tuple[datetime, datetime]]]) -> Iterator[Able]:
    found = [
        Able(one, one.lacks(skills=order.skills, on=day), tuple(busy.get(one.id, ()))) for one in queries.technicians()
    ]
    yield from sorted(found, key=lambda one: (len(one.lacks), one.worker.name))
