"""An order is taken in: what is to be done where, about what, what it needs; and its material is reserved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from varsel.kit import ids
from varsel.law.countries import COUNTRIES
from varsel.operations.fieldwork.actions import acting, material
from varsel.operations.fieldwork.models import Item, Order
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.outages import queries as outages
from varsel.operations.outages import rows as touched
from varsel.records.agreements import queries as agreements
from varsel.records.journal.kinds import Kind
from varsel.records.network import queries as network

PRIORITIES = range(5)
NOTHING: Mapping[str, int] = MappingProxyType({})


@transaction.atomic(durable=True)
def open_order(
    *,
    description: str,
    minutes_left: int,
    actor: str,
    at: datetime,
    outage_id: int | None = None,
    service_id: int | None = None,
    planned_id: int | None = None,
    node_id: int | None = None,
    address: str = "",
    priority: int = 2,
    skills: Sequence[str] = (),
    travel_minutes: int = 0,
    items: Mapping[str, int] = NOTHING,
    key: UUID | None = None,
) -> int:
    """Take in a work order about exactly one of an outage, a service, planned work or a bare node; return its id.

    `priority` runs from 0 (the highest) to 4. What it needs (`items`: how many, by the stock's name) is reserved; an
    outage waits, and its forecast moves, where something is missing.

    :raises Refused: not-found; not-lawful, when it is about none or several of them, says nothing, or takes no time;
        key-reused.
    """
    about = {"outage_id": outage_id, "service_id": service_id, "planned_id": planned_id, "node_id": node_id}
    said = {"description": description, "address": address, "priority": priority, "skills": sorted(set(skills))}
    said |= {"minutes_left": minutes_left, "travel_minutes": travel_minutes}
    needs = dict(sorted(items.items()))

    def make() -> Order:
        if not description.strip() or minutes_left <= 0 or travel_minutes < 0 or priority not in PRIORITIES:
            raise Refused(code="not-lawful")
        row = Order.objects.create(**_place(about), **said, ref=ids.new(at=at), created_at=at)
        _need(row, needs, actor=actor, at=at)
        return row

    sent = acting.Sent(name="open", key=key)
    return acting.made_once(sent=sent, asked=about | said | {"items": needs}, actor=actor, at=at, make=make).order_id


def _need(row: Order, items: Mapping[str, int], *, actor: str, at: datetime) -> None:
    """Write the order down, and reserve what it needs."""
    if any(count < 1 for count in items.values()):
        raise Refused(code="not-lawful")
    about = {"outage": row.outage_id, "service": row.service_id, "planned": row.planned_id, "node": row.node_id}
    facts = about | {"priority": row.priority, "skills": row.skills, "minutes": row.minutes_left, "items": dict(items)}
    acting.write(order=row, kind=Kind.ORDER_OPENED, actor=actor, at=at, facts=facts)
    Item.objects.bulk_create(Item(order=row, item=name, count=count) for name, count in items.items())
    material.reserve(order=acting.locked(order_id=row.id), actor=actor, at=at)


def _place(about: Mapping[str, int | None]) -> dict[str, Any]:
    """Return what it is about, and where: a customer's service, or a node, in the country of who hangs on it."""
    if sum(one is not None for one in about.values()) != 1:
        raise Refused(code="not-lawful")
    if about["service_id"] is not None:
        found = agreements.services_by_id(service_ids=[about["service_id"]])
        if not found:
            raise Refused(code="not-found")
        return {**about, "country": found[0].country, "party_id": found[0].party_id}
    node_id = _node(about)
    first = next(iter(touched.people_below(node_id=node_id, limit=1)), None)
    return {**about, "country": first.country if first else next(iter(COUNTRIES)), "node_id": node_id}


def _node(about: Mapping[str, int | None]) -> int:
    """Return the node that it is about, or that is dark or worked on.

    :raises Refused: not-found.
    """
    try:
        if about["outage_id"] is not None:
            return outages.outage(outage_id=about["outage_id"]).node_id
        if about["planned_id"] is not None:
            return outages.planned(work_id=about["planned_id"]).node_id
    except ObjectDoesNotExist:
        raise Refused(code="not-found") from None
    node_id = about["node_id"] or 0
    if not network.places_of(node_ids=[node_id]):
        raise Refused(code="not-found")
    return node_id
