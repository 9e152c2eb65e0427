"""A technician's day: what is to be done, what was done, and what tomorrow brings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from varsel.kit import ids
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.pages import material, steps
from varsel.operations.fieldwork.pages.material import Part
from varsel.operations.fieldwork.queries import Job, Stop, Worker
from varsel.operations.outages import queries as outages


@dataclass(frozen=True, slots=True)
class Task:
    """One order as a technician has it before them. `key` is of the form that its button sends."""

    stop: Stop
    next: str
    standing: str
    key: UUID
    is_late: bool
    parts: tuple[Part, ...]
    outage: str

    @property
    def order(self) -> Job:
        """Return the order."""
        return self.stop.order


@dataclass(frozen=True, slots=True)
class Day:
    """A technician's page."""

    worker: Worker
    day: date
    now: tuple[Task, ...]
    over: tuple[Task, ...]
    tomorrow: tuple[Stop, ...]


def day(*, worker: Worker, at: datetime) -> Day:
    """Gather a technician's day as it stands."""
    today = local_day(at, COUNTRIES[worker.country].ZONE)
    tasks = _tasks(queries.technician_day(worker=worker, day=today, at=at), at=at)
    after = queries.technician_day(worker=worker, day=today + timedelta(days=1), at=at)
    return Day(
        worker=worker,
        day=today,
        now=tuple(task for task in tasks if task.order.ended_at is None),
        over=tuple(task for task in tasks if task.order.ended_at is not None),
        tomorrow=tuple(stop for stop in after if stop.order.ended_at is None),
    )


def is_of(*, order: Job, worker: Worker) -> bool:
    """Tell whether an order is a technician's, or one of their crew's that nobody has by name."""
    return order.technician_id == worker.id or (order.technician_id is None and order.crew_id == worker.crew.id)


def task(*, order_id: int, worker: Worker, at: datetime) -> Task | None:
    """Return one order of a technician; None when it is somebody else's. Whom to meet only while it is open."""
    found = queries.one(order_id=order_id, shown_to=lambda job: job.technician_id == worker.id and job.ended_at is None)
    if found is None or not is_of(order=found.stop.order, worker=worker):
        return None
    return _tasks([found.stop], at=at)[0]


def _tasks(stops: list[Stop], *, at: datetime) -> list[Task]:
    parts, dark = material.parts(stops=stops), outage_titles(orders=[stop.order for stop in stops])
    keys = ids.new_many(at=at, count=len(stops))
    return [_task(stop, key, parts, dark, at=at) for stop, key in zip(material.named(stops=stops), keys, strict=True)]


def _task(
    stop: Stop, key: UUID, parts: Mapping[int, tuple[Part, ...]], dark: Mapping[int, str], *, at: datetime
) -> Task:
    return Task(
        stop=stop,
        next=steps.next_step(stop=stop),
        standing=steps.standing(order=stop.order),
        key=key,
        is_late=stop.order.is_late(at=at),
        parts=parts.get(stop.order.id, ()),
        outage=dark.get(stop.order.outage_id or 0, ""),
    )


def outage_titles(*, orders: Iterable[Job]) -> dict[int, str]:
    """Return what the outages of these orders are called."""
    keys = {order.outage_id for order in orders if order.outage_id is not None}
    found = [outages.outage(outage_id=key) for key in sorted(keys)]
    return {one.id: one.title or one.called for one in found}
