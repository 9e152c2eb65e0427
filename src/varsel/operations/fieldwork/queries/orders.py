"""Work orders: what there is to do, what it needs and what it waits for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from varsel.operations.fieldwork.account import Job, Needed, Waiting
from varsel.operations.fieldwork.models import Item, Order, Wait


def order(*, order_id: int) -> Job | None:
    """Return one order."""
    return next(iter(orders(order_ids=[order_id])), None)


def orders(*, order_ids: Collection[int]) -> list[Job]:
    """Return these orders, in the order of their ids."""
    return _jobs(Order.objects.filter(id__in=list(order_ids)).order_by("id"))


def open_orders(*, technician_id: int | None = None) -> list[Job]:
    """Return the orders that are not over, of a technician or all: the most urgent first, then the oldest."""
    rows = Order.objects.filter(ended_at__isnull=True).order_by("priority", "id")
    return _jobs(rows if technician_id is None else rows.filter(technician=technician_id))


def orders_of_outage(*, outage_ids: Collection[int]) -> list[Job]:
    """Return all orders about these outages, oldest first."""
    return _jobs(Order.objects.filter(outage_id__in=list(outage_ids)).order_by("id"))


def orders_between(
    *, since: datetime, until: datetime, technician_id: int | None = None, crew_id: int | None = None
) -> list[Job]:
    """Return the orders planned between two instants in order of time; of a technician (or unnamed in their crew)."""
    rows = Order.objects.filter(begins_at__lt=until, ends_at__gt=since).order_by("begins_at", "id")
    if technician_id is not None:
        rows = rows.filter(Q(technician=technician_id) | Q(technician__isnull=True, crew=crew_id))
    return _jobs(rows)


def planned_between(
    *, since: datetime, until: datetime, but_for: int | None = None
) -> dict[int, list[tuple[datetime, datetime]]]:
    """Return by technician when orders that are not over are planned that touch this time, all `but_for` one."""
    rows = Order.objects.filter(
        technician__isnull=False, ended_at__isnull=True, begins_at__lt=until, ends_at__gt=since
    ).order_by("begins_at")
    if but_for is not None:
        rows = rows.exclude(id=but_for)
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for technician_id, begins_at, ends_at in rows.values_list("technician_id", "begins_at", "ends_at"):
        if begins_at and ends_at:
            found.setdefault(technician_id, []).append((begins_at, ends_at))
    return found


def items_of(*, order_ids: Collection[int]) -> dict[int, list[Needed]]:
    """Return by order what it needs, by name; an order that needs nothing is left out."""
    found: dict[int, list[Needed]] = {}
    for row in Item.objects.filter(order__in=list(order_ids)).order_by("item"):
        found.setdefault(row.order_id, []).append(Needed(item=row.item, count=row.count, used=row.used))
    return found


def waits_of(*, order_ids: Collection[int]) -> dict[int, list[Waiting]]:
    """Return by order what it waits for now, oldest first; an order that waits for nothing is left out."""
    found: dict[int, list[Waiting]] = {}
    for row in Wait.objects.filter(order__in=list(order_ids), over_at__isnull=True).order_by("id"):
        found.setdefault(row.order_id, []).append(_waiting(row))
    return found


def open_waits(*, item: str) -> list[Waiting]:
    """Return what waits for an item now, the longest first."""
    rows = Wait.objects.filter(kind="material", what=item, over_at__isnull=True).order_by("at", "id")
    return [_waiting(row) for row in rows]


def _jobs(rows: QuerySet[Order]) -> list[Job]:
    return [_job(row) for row in rows.select_related("technician", "crew")]


def _job(row: Order) -> Job:
    return Job(
        id=row.id,
        country=row.country,
        outage_id=row.outage_id,
        service_id=row.service_id,
        party_id=row.party_id,
        planned_id=row.planned_id,
        node_id=row.node_id,
        address=row.address,
        description=row.description,
        priority=row.priority,
        skills=tuple(row.skills),
        minutes_left=row.minutes_left,
        travel_minutes=row.travel_minutes,
        technician_id=row.technician_id,
        technician=row.technician.name if row.technician else None,
        crew_id=row.crew_id,
        crew=row.crew.name if row.crew else None,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        state=row.state,
        step=row.step,
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        ended_because=row.ended_because,
    )


def _waiting(row: Wait) -> Waiting:
    return Waiting(
        id=row.id,
        order_id=row.order_id,
        kind=row.kind,
        what=row.what,
        place=row.place,
        count=row.count,
        expected=row.expected,
        foretold=row.foretold,
        at=row.at,
        over_at=row.over_at,
    )
