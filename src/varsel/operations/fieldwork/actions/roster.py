"""Crews, technicians, what they may do, and their vehicles."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from varsel.kit import ids
from varsel.operations.fieldwork.models import Crew, Driving, Order, Skill, Technician, Vehicle
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.stock import actions as stock
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic(durable=True)
def add_crew(*, name: str, kind: str, actor: str, at: datetime) -> int:
    """Add a crew, `own` or `contractor`, and return its id.

    :raises Refused: named-already.
    """
    if Crew.objects.filter(name=name).exists():
        raise Refused(code="named-already")
    row = Crew.objects.create(name=name, kind=kind, added_at=at)
    _write(f"crew:{row.id}", Kind.CREW_ADDED, actor=actor, at=at, crew_name=name, kind=kind)
    return row.id


@transaction.atomic(durable=True)
def add_technician(
    *,
    name: str,
    crew_id: int,
    country: str,
    actor: str,
    at: datetime,
    user_id: int | None = None,
    day_begins: time = time(7),
    day_ends: time = time(16),
) -> int:
    """Add a technician to a crew and return the id; `user_id` is how they sign in, the times are local.

    :raises Refused: not-lawful, when the day ends before it begins; named-already, when somebody signs in so.
    """
    if day_ends <= day_begins:
        raise Refused(code="not-lawful")
    if user_id is not None and Technician.objects.filter(user_id=user_id).exists():
        raise Refused(code="named-already")
    row = Technician.objects.create(
        ref=ids.new(at=at),
        name=name,
        user_id=user_id,
        crew_id=crew_id,
        country=country,
        day_begins=day_begins,
        day_ends=day_ends,
        hired_at=at,
    )
    _write(f"technician:{row.id}", Kind.TECHNICIAN_ADDED, actor=actor, at=at, crew_id=crew_id, user=user_id)
    return row.id


@transaction.atomic(durable=True)
def let_go(*, technician_id: int, actor: str, at: datetime) -> None:
    """Note that a technician has left, and takes no vehicle along.

    :raises Refused: not-found, has-left; has-orders, when they have orders that are not over.
    """
    row = _locked(technician_id)
    if Order.objects.filter(technician=row, ended_at__isnull=True).exists():
        raise Refused(code="has-orders")
    row.left_at = at
    row.save(update_fields=["left_at"])
    Driving.objects.filter(technician=row, until__isnull=True).update(until=at)
    _write(f"technician:{row.id}", Kind.TECHNICIAN_LEFT, actor=actor, at=at)


@transaction.atomic(durable=True)
def set_skill(*, technician_id: int, skill: str, valid_until: date | None, actor: str, at: datetime) -> None:
    """Note what a technician may do, until the end of a day if one is given; a day that has passed takes it back.

    :raises Refused: not-found, has-left.
    """
    row = _locked(technician_id)
    Skill.objects.update_or_create(technician=row, skill=skill, defaults={"valid_until": valid_until})
    until = valid_until.isoformat() if valid_until else None
    _write(f"technician:{row.id}", Kind.SKILL_SET, actor=actor, at=at, skill=skill, until=until)


@transaction.atomic(durable=True)
def add_vehicle(*, registration: str, name: str, actor: str, at: datetime) -> int:
    """Add a vehicle, which is a place of the stock as well, and return its id.

    :raises Refused: named-already.
    """
    if Vehicle.objects.filter(registration=registration).exists():
        raise Refused(code="named-already")
    stock.add_place(called=registration, kind="vehicle", actor=actor, at=at)
    row = Vehicle.objects.create(registration=registration, name=name, added_at=at)
    _write(f"vehicle:{row.id}", Kind.VEHICLE_ADDED, actor=actor, at=at, vehicle=registration)
    return row.id


@transaction.atomic(durable=True)
def hand_vehicle(
    *, vehicle_id: int, actor: str, at: datetime, technician_id: int | None = None, crew_id: int | None = None
) -> None:
    """Give a vehicle to a technician, or to a crew as a whole; with neither it is nobody's. Who had one gives it back.

    :raises Refused: not-found, has-left.
    """
    vehicle = Vehicle.objects.select_for_update().filter(id=vehicle_id).first()
    if vehicle is None:
        raise Refused(code="not-found")
    Driving.objects.filter(vehicle=vehicle, until__isnull=True).update(until=at)
    if technician_id is not None:
        driver = _locked(technician_id)
        Driving.objects.filter(technician=driver, until__isnull=True).update(until=at)
        crew_id = driver.crew_id
    if crew_id is not None:
        Driving.objects.create(vehicle=vehicle, technician_id=technician_id, crew_id=crew_id, since=at)
    facts = {"vehicle": vehicle.registration, "technician": technician_id, "crew_id": crew_id}
    _write(f"vehicle:{vehicle.id}", Kind.VEHICLE_HANDED, actor=actor, at=at, **facts)


def _locked(technician_id: int) -> Technician:
    row = Technician.objects.select_for_update().filter(id=technician_id).first()
    if row is None:
        raise Refused(code="not-found")
    if row.left_at is not None:
        raise Refused(code="has-left")
    return row


def _write(about: str, happened: Kind, *, actor: str, at: datetime, **facts: Any) -> None:
    journal.write(at=at, kind=happened, about=about, actor=actor, facts=facts)
