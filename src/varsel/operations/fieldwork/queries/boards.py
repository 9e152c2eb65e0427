"""A technician's day, dispatch's board, and one order whole: as many questions for a thousand orders as for one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from varsel.law.calendar import local_day, start_of_day
from varsel.law.countries import COUNTRIES
from varsel.operations.fieldwork.account import Board, Car, Contact, Job, Lane, Stop, Team, Worker
from varsel.operations.fieldwork.queries import orders as jobs
from varsel.operations.fieldwork.queries import people
from varsel.operations.fieldwork.queries.visits import visits_of_orders
from varsel.records.agreements import queries as agreements
from varsel.records.journal import queries as journal
from varsel.records.journal.queries import Told
from varsel.records.network import queries as network
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer

WAITING = ("held", "pending")
HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class Whole:
    """One order with all that the journal tells of it and of its visit, oldest first."""

    stop: Stop
    history: tuple[Told, ...]


def technician_day(*, worker: Worker, day: date, at: datetime) -> list[Stop]:
    """Return a technician's orders of a local day in order of time; before them what is open from days before.

    Whom they are to meet is told only of orders that are theirs and open.
    """
    zone = COUNTRIES[worker.country].ZONE
    since, until = start_of_day(day, zone), start_of_day(day + timedelta(days=1), zone)
    mine = jobs.orders_between(since=since, until=until, technician_id=worker.id, crew_id=worker.crew.id)
    left = [one for one in jobs.open_orders(technician_id=worker.id) if one.ends_at and one.ends_at <= since]
    shown = left + mine if day == local_day(at, zone) else mine
    return stops(orders=shown, shown_to=lambda one: one.technician_id == worker.id and one.ended_at is None)


def board(*, first: date, days: int, zone: str, at: datetime) -> Board:
    """Return the board of so many local days of a zone from a day on. It shows no customer."""
    dates = [first + timedelta(days=n) for n in range(days)]
    since, until = start_of_day(first, zone), start_of_day(first + timedelta(days=days), zone)
    planned = jobs.orders_between(since=since, until=until)
    found = {one.id: one for one in (*jobs.open_orders(), *planned)}
    seen = {stop.order.id: stop for stop in stops(orders=list(found.values()))}
    open_ones = [stop for stop in seen.values() if stop.order.ended_at is None]
    return Board(
        lanes=tuple(_lanes(dates, zone, [seen[one.id] for one in planned])),
        unassigned=tuple(stop for stop in open_ones if stop.order.crew_id is None),
        late=tuple(stop for stop in open_ones if stop.order.is_late(at=at)),
        waiting=tuple(stop for stop in open_ones if stop.order.state in WAITING),
    )


def one(*, order_id: int, shown_to: Callable[[Job], bool] = lambda job: False) -> Whole | None:
    """Return one order with its history; with whom to meet only where `shown_to` says so."""
    job = jobs.order(order_id=order_id)
    if job is None:
        return None
    stop = stops(orders=[job], shown_to=shown_to)[0]
    about = [job.about, *([stop.visit.about] if stop.visit else [])]
    return Whole(stop=stop, history=tuple(journal.entries(about=about)))


def stops(*, orders: Collection[Job], shown_to: Callable[[Job], bool] = lambda job: False) -> list[Stop]:
    """Return these orders with where they are, what was promised, what they need and wait for."""
    keys = [job.id for job in orders]
    visits, items, waits = (
        visits_of_orders(order_ids=keys),
        jobs.items_of(order_ids=keys),
        jobs.waits_of(order_ids=keys),
    )
    customers = parties.customers(party_ids={job.party_id for job in orders if job.party_id})
    shown = {job.id for job in orders if shown_to(job)}
    contacts = _contacts([job for job in orders if job.id in shown], customers)
    places = _places(orders, customers, shown)
    return [
        Stop(
            order=job,
            place=places[job.id],
            visit=visits.get(job.id),
            contact=contacts.get(job.id),
            items=tuple(items.get(job.id, ())),
            waits=tuple(waits.get(job.id, ())),
        )
        for job in orders
    ]


def _contacts(orders: Collection[Job], customers: Mapping[int, Customer]) -> dict[int, Contact]:
    reach = parties.reach_many(party_ids={job.party_id for job in orders if job.party_id})
    found: dict[int, Contact] = {}
    for job in orders:
        if job.party_id and (customer := customers[job.party_id]):
            phone = reach.get(customer.id, {}).get("sms")
            found[job.id] = Contact(customer.id, customer.shown_name, phone.value if phone else None, customer.language)
    return found


def _places(orders: Collection[Job], customers: Mapping[int, Customer], shown: Collection[int]) -> dict[int, str]:
    """Return where each order is; a protected identity's address only to whom it is shown."""
    services = {
        one.id: one for one in agreements.services_by_id(service_ids={o.service_id for o in orders if o.service_id})
    }
    lines = network.addresses(line_ids={one.line_id for one in services.values()})
    nodes = network.places_of(node_ids={job.node_id for job in orders if job.node_id})

    def where(job: Job) -> str:
        if job.party_id and customers[job.party_id].protected_identity and job.id not in shown:
            return HIDDEN
        at_home = lines[services[job.service_id].line_id] if job.service_id else ""
        return job.address or at_home or ", ".join(name for name in nodes.get(job.node_id or 0, ()) if name)

    return {job.id: where(job) for job in orders}


def _lanes(dates: list[date], zone: str, planned: Collection[Stop]) -> list[Lane]:
    workers, cars = people.technicians(), people.cars()
    return [_lane(crew, dates, zone, planned, workers, cars) for crew in people.crews()]


def _lane(
    crew: Team, dates: list[date], zone: str, planned: Collection[Stop], workers: list[Worker], cars: list[Car]
) -> Lane:
    mine = [stop for stop in planned if stop.order.crew_id == crew.id]
    days = {day: tuple(stop for stop in mine if _is_on(stop.order, day, zone)) for day in dates}
    return Lane(
        crew=crew,
        workers=tuple(one for one in workers if one.crew.id == crew.id),
        cars=tuple(one for one in cars if one.crew_id == crew.id),
        days=tuple(days.items()),
    )


def _is_on(job: Job, day: date, zone: str) -> bool:
    assert job.begins_at
    assert job.ends_at
    return job.begins_at < start_of_day(day + timedelta(days=1), zone) and job.ends_at > start_of_day(day, zone)
