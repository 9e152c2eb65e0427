"""Crews, technicians, what they may do, and their vehicles."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from varsel.kit import ids
from varsel.operations.fieldwork.models import Crew, Driving, Order, Skill, Technician, Vehicle
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.stock import actions as stock
from varsel.operations.stock.refusals import Refused as OfTheStock
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic(durable=True)
def add_crew(*, name: str, kind: str, actor: str, at: datetime) -> int:
    """Add a crew, `own` or `contractor`, and return its id.

    :raises Refused: not-lawful, without a name; named-already.
    """
    if not name.strip():
        raise Refused(code="not-lawful")
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
    key: UUID | None = None,
) -> int:
    """Add a technician to a crew and return the id; `user_id` is how they sign in, the times are local.

    Under a `key` there is only one: added again, nothing more happens.

    :raises Refused: not-lawful, without a name, or when the day ends before it begins; not-found, when there is no
        such crew; named-already, when somebody signs in so.
    """
    # Who adds somebody to the same crew waits: the second of two taps finds what the first one did.
    Crew.objects.select_for_update().filter(id=crew_id).first()
    former = Technician.objects.filter(ref=key).first() if key else None
    if former is not None:
        return former.id
    check(name=name, crew_id=crew_id, user_id=user_id, day_begins=day_begins, day_ends=day_ends)
    row = Technician.objects.create(
        ref=key or ids.new(at=at),
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
    """Note that a technician has left, and takes no vehicle along; who comes back is added anew, with their sign-in.

    :raises Refused: not-found, has-left; has-orders, when they have orders that are not over.
    """
    row = locked(technician_id=technician_id)
    if Order.objects.filter(technician=row, ended_at__isnull=True).exists():
        raise Refused(code="has-orders")
    user_id, row.user_id, row.left_at = row.user_id, None, at
    row.save(update_fields=["left_at", "user_id"])
    Driving.objects.filter(technician=row, until__isnull=True).update(until=at)
    _write(f"technician:{row.id}", Kind.TECHNICIAN_LEFT, actor=actor, at=at, user=user_id)


@transaction.atomic(durable=True)
def set_skill(*, technician_id: int, skill: str, valid_until: date | None, actor: str, at: datetime) -> None:
    """Note what a technician may do, until the end of a day if one is given; a day that has passed takes it back.

    :raises Refused: not-found, has-left.
    """
    row = locked(technician_id=technician_id)
    Skill.objects.update_or_create(technician=row, skill=skill, defaults={"valid_until": valid_until})
    until = valid_until.isoformat() if valid_until else None
    _write(f"technician:{row.id}", Kind.SKILL_SET, actor=actor, at=at, skill=skill, until=until)


@transaction.atomic(durable=True)
def add_vehicle(*, registration: str, name: str, actor: str, at: datetime) -> int:
    """Add a vehicle, which is a place of the stock as well, and return its id.

    :raises Refused: not-lawful, without a registration; named-already, of a vehicle or a warehouse.
    """
    if not registration.strip():
        raise Refused(code="not-lawful")
    if Vehicle.objects.filter(registration=registration).exists():
        raise Refused(code="named-already")
    try:
        stock.add_place(called=registration, kind="vehicle", actor=actor, at=at)
    except OfTheStock as refusal:  # a warehouse is called so
        raise Refused(code="named-already") from refusal
    row = Vehicle.objects.create(registration=registration, name=name, added_at=at)
    _write(f"vehicle:{row.id}", Kind.VEHICLE_ADDED, actor=actor, at=at, vehicle=registration)
    return row.id


@transaction.atomic(durable=True)
def hand_vehicle(
    *, vehicle_id: int, actor: str, at: datetime, technician_id: int | None = None, crew_id: int | None = None
) -> None:
    """Give a vehicle to a technician, or to a crew as a whole; with neither it is nobody's. Who had one gives it back.

    To who has it already nothing happens.

    :raises Refused: not-found, also of a vehicle that is gone; has-left.
    """
    vehicle = locked_vehicle(vehicle_id=vehicle_id)
    if technician_id is not None:
        crew_id = locked(technician_id=technician_id).crew_id
    elif crew_id is not None and not Crew.objects.filter(id=crew_id).exists():
        raise Refused(code="not-found")
    had = Driving.objects.filter(vehicle=vehicle, until__isnull=True).values_list("technician_id", "crew_id").first()
    if (had or (None, None)) == (technician_id, crew_id):
        return
    Driving.objects.filter(vehicle=vehicle, until__isnull=True).update(until=at)
    if technician_id is not None:
        Driving.objects.filter(technician=technician_id, until__isnull=True).update(until=at)
    if crew_id is not None:
        Driving.objects.create(vehicle=vehicle, technician_id=technician_id, crew_id=crew_id, since=at)
    facts = {"vehicle": vehicle.registration, "technician": technician_id, "crew_id": crew_id}
    _write(f"vehicle:{vehicle.id}", Kind.VEHICLE_HANDED, actor=actor, at=at, **facts)


def check(
    *, name: str, crew_id: int, user_id: int | None, day_begins: time, day_ends: time, but_for: int | None = None
) -> None:
    """Ask whether a technician can be so.

    :raises Refused: not-lawful, without a name, or when the day ends before it begins; not-found, when there is no
        such crew; named-already, when somebody else signs in so (all `but_for` one).
    """
    if not name.strip() or day_ends <= day_begins:
        raise Refused(code="not-lawful")
    if not Crew.objects.filter(id=crew_id).exists():
        raise Refused(code="not-found")
    others = Technician.objects.exclude(id=but_for or 0)
    if user_id is not None and others.filter(user_id=user_id).exists():
        raise Refused(code="named-already")


def locked(*, technician_id: int) -> Technician:
    """Return a technician, who stays as they are until the transaction ends.

    :raises Refused: not-found, has-left.
    """
    row = Technician.objects.select_for_update().filter(id=technician_id).first()
    if row is None:
        raise Refused(code="not-found")
    if row.left_at is not None:
        raise Refused(code="has-left")
    return row


def locked_vehicle(*, vehicle_id: int) -> Vehicle:
    """Return a vehicle, which stays as it is until the transaction ends.

    :raises Refused: not-found, also when it is gone.
    """
    row = Vehicle.objects.select_for_update().filter(id=vehicle_id, gone_at__isnull=True).first()
    if row is None:
        raise Refused(code="not-found")
    return row


def _write(about: str, happened: Kind, *, actor: str, at: datetime, **facts: Any) -> None:
    journal.write(at=at, kind=happened, about=about, actor=actor, facts=facts)
