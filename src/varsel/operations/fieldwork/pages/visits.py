"""Visits as the desk sees them: of today, to come, missed; and a customer's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from varsel.law.calendar import start_of_day
from varsel.operations.compensation import queries as compensation
from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.models import Order, Visit
from varsel.operations.fieldwork.queries import Booked, Job
from varsel.records.agreements import queries as agreements
from varsel.records.network import queries as network
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer

SHOWS = ("today", "coming", "missed")
LOOKED_BACK = timedelta(days=30)
_COLUMNS = ("id", "called", "party_id", "service_id", "begins_at", "ends_at", "outcome", "order_id", "checked_in_at",
    "moved_to_id")  # fmt: skip  # in the order of Booked


@dataclass(frozen=True, slots=True)
class Promised:
    """A visit, whose it is and where, and the case of compensation where it was not kept.

    `is_movable`: it belongs to an order, and its time has not begun. `is_to_be_told`: it belongs to none, and has
    begun, so that somebody has to say what became of it.
    """

    visit: Booked
    customer: Customer
    service: str
    address: str
    order: Job | None
    case_id: int | None
    is_movable: bool
    is_to_be_told: bool


def counts(*, day: date, zone: str, at: datetime) -> dict[str, int]:
    """Return how many visits each list has."""
    return {show: _rows(show, day, zone, at).count() for show in SHOWS}


def listed(*, show: str, day: date, zone: str, at: datetime, skip: int, limit: int) -> list[Promised]:
    """Return visits of one of SHOWS: of a local day and those to come in order of time, missed ones newest first."""
    order = ("-begins_at", "-id") if show == "missed" else ("begins_at", "id")
    rows = _rows(show, day, zone, at).order_by(*order).values_list(*_COLUMNS)[skip : skip + limit]
    return _promised([Booked(*row) for row in rows], at=at)


def of_customer(*, party_id: int, at: datetime) -> list[Promised]:
    """Return a customer's visits, the last to begin first; one that was moved is told by the one in its place."""
    return _promised([one for one in queries.visits_of(party_id=party_id) if one.moved_to is None], at=at)


def orders_of_customer(*, party_id: int) -> list[Job]:
    """Return the open orders about a customer's services to which nobody has promised to come yet."""
    keys = Order.objects.filter(party_id=party_id, ended_at__isnull=True).values_list("id", flat=True)
    mine = queries.orders(order_ids=list(keys))
    promised = queries.visits_of_orders(order_ids=[one.id for one in mine])
    return [one for one in mine if one.id not in promised or promised[one.id].outcome is not None]


def _rows(show: str, day: date, zone: str, at: datetime) -> QuerySet[Visit]:
    since, until = start_of_day(day, zone), start_of_day(day + timedelta(days=1), zone)
    if show == "missed":
        return Visit.objects.filter(outcome="missed", begins_at__gte=at - LOOKED_BACK)
    if show == "coming":
        return Visit.objects.filter(outcome__isnull=True, begins_at__gte=until)
    return Visit.objects.filter(begins_at__gte=since, begins_at__lt=until, moved_to__isnull=True)


def _promised(visits: Collection[Booked], *, at: datetime) -> list[Promised]:
    people = parties.customers(party_ids={one.party_id for one in visits})
    services = {one.id: one for one in agreements.services_by_id(service_ids={visit.service_id for visit in visits})}
    places = network.addresses(line_ids={one.line_id for one in services.values()})
    orders = {one.id: one for one in queries.orders(order_ids={one.order_id for one in visits if one.order_id})}
    broken = [one.id for one in visits if one.outcome in {"missed", "cancelled"}]
    cases = {key: case.id for key, case in compensation.cases_of_visits(visit_ids=broken).items()}
    return [
        Promised(
            visit=one,
            customer=people[one.party_id],
            service=services[one.service_id].external_id,
            address=places.get(services[one.service_id].line_id, ""),
            order=orders.get(one.order_id or 0),
            case_id=cases.get(one.id),
            is_movable=one.order_id is not None and one.outcome is None and at < one.begins_at,
            is_to_be_told=one.order_id is None and one.outcome is None and at >= one.begins_at,
        )
        for one in visits
    ]
