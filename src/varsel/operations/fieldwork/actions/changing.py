"""Crews, technicians and vehicles that change: another name, crew or hours; a vehicle that is gone."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction

from varsel.operations.fieldwork.actions import roster
from varsel.operations.fieldwork.models import Crew, Driving, Order, Technician, Vehicle
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.stock import queries as shelves
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind

CHANGED = ("name", "crew_id", "user_id", "day_begins", "day_ends")


@transaction.atomic(durable=True)
def rename_crew(*, crew_id: int, name: str, actor: str, at: datetime) -> None:
    """Call a crew otherwise. Called as it is, nothing happens.

    :raises Refused: not-found; not-lawful, without a name; named-already.
    """
    row = Crew.objects.select_for_update().filter(id=crew_id).first()
    if row is None:
        raise Refused(code="not-found")
    if not name.strip():
        raise Refused(code="not-lawful")
    if row.name == name:
        return
    if Crew.objects.filter(name=name).exists():
        raise Refused(code="named-already")
    row.name = name
    row.save(update_fields=["name"])
    journal.write(
        at=at, kind=Kind.CREW_RENAMED, about=f"crew:{row.id}", actor=actor, facts={"crew_id": row.id, "crew_name": name}
    )


@transaction.atomic(durable=True)
def change_technician(
    *,
    technician_id: int,
    name: str,
    crew_id: int,
    user_id: int | None,
    day_begins: time,
    day_ends: time,
    actor: str,
    at: datetime,
) -> None:
    """Note that a technician is called otherwise, of another crew, signs in or works otherwise. Left as it is: nothing.

    Their vehicle goes along to the other crew.

    :raises Refused: not-found, has-left; not-lawful, without a name, or when the day ends before it begins;
        named-already, when somebody else signs in so; has-orders, when they change the crew with orders not over.
    """
    row = roster.locked(technician_id=technician_id)
    roster.check(name=name, crew_id=crew_id, user_id=user_id, day_begins=day_begins, day_ends=day_ends, but_for=row.id)
    if crew_id != row.crew_id:
        _move(row, crew_id, at=at)
    new = dict(zip(CHANGED, (name, crew_id, user_id, day_begins, day_ends), strict=True))
    changed = [key for key, value in new.items() if getattr(row, key) != value]
    if not changed:
        return
    for key in changed:
        setattr(row, key, new[key])
    row.save(update_fields=changed)
    facts = {"crew_id": crew_id, "user": user_id, "hours": [f"{day_begins:%H:%M}", f"{day_ends:%H:%M}"]}
    journal.write(at=at, kind=Kind.TECHNICIAN_CHANGED, about=f"technician:{row.id}", actor=actor, facts=facts)


@transaction.atomic(durable=True)
def name_vehicle(*, vehicle_id: int, name: str, actor: str, at: datetime) -> None:
    """Describe a vehicle. Described as it is, nothing happens.

    :raises Refused: not-found, also of a vehicle that is gone.
    """
    row = roster.locked_vehicle(vehicle_id=vehicle_id)
    if row.name == name:
        return
    row.name = name
    row.save(update_fields=["name"])
    _tell(row, Kind.VEHICLE_NAMED, actor=actor, at=at)


@transaction.atomic(durable=True)
def drop_vehicle(*, vehicle_id: int, actor: str, at: datetime) -> None:
    """Note that a vehicle is gone: nobody drives it any more.

    :raises Refused: not-found, also of a vehicle that is gone; holds-stock, while something of the stock lies in it.
    """
    row = roster.locked_vehicle(vehicle_id=vehicle_id)
    place = shelves.store_called(name=row.registration)
    assert place
    if any(one.count for one in shelves.shelves(place_id=place.id)):
        raise Refused(code="holds-stock")
    Driving.objects.filter(vehicle=row, until__isnull=True).update(until=at)
    row.gone_at = at
    row.save(update_fields=["gone_at"])
    _tell(row, Kind.VEHICLE_GONE, actor=actor, at=at)


def _move(row: Technician, crew_id: int, *, at: datetime) -> None:
    """Let a technician's vehicle be with the other crew. Orders are of the crew that they were given to."""
    if Order.objects.filter(technician=row, ended_at__isnull=True).exists():
        raise Refused(code="has-orders")
    for driving in Driving.objects.filter(technician=row, until__isnull=True):
        driving.until = at
        driving.save(update_fields=["until"])
        Driving.objects.create(vehicle_id=driving.vehicle_id, technician=row, crew_id=crew_id, since=at)


def _tell(row: Vehicle, happened: Kind, *, actor: str, at: datetime) -> None:
    facts = {"vehicle": row.registration}
    journal.write(at=at, kind=happened, about=f"vehicle:{row.id}", actor=actor, facts=facts)
