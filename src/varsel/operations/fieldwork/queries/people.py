"""Crews, technicians and vehicles."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from varsel.operations.fieldwork.account import Car, Skilled, Team, Worker
from varsel.operations.fieldwork.models import Crew, Driving, Skill, Technician, Vehicle


def crews() -> list[Team]:
    """Return all crews: our own first, then by name."""
    return [_team(row) for row in Crew.objects.order_by("-kind", "name")]


def technicians(*, crew_id: int | None = None, with_those_who_left: bool = False) -> list[Worker]:
    """Return the technicians, of one crew or of all, by name."""
    rows = Technician.objects.order_by("name", "id")
    if crew_id is not None:
        rows = rows.filter(crew=crew_id)
    return _workers(rows if with_those_who_left else rows.filter(left_at__isnull=True))


def technician(*, technician_id: int) -> Worker | None:
    """Return one technician."""
    return next(iter(_workers(Technician.objects.filter(id=technician_id))), None)


def technician_added(*, key: UUID) -> int | None:
    """Return the id of the technician who was added under a key, if one was."""
    return Technician.objects.filter(ref=key).values_list("id", flat=True).first()


def technician_of(*, user_id: int) -> Worker | None:
    """Return the technician who signs in so, if there is one; who has left signs in no more."""
    return next(iter(_workers(Technician.objects.filter(user_id=user_id))), None)


def skills() -> list[str]:
    """Return every skill that somebody has or had, by name: what an order can demand."""
    return sorted(set(Skill.objects.values_list("skill", flat=True)))


def cars() -> list[Car]:
    """Return the vehicles that are not gone, by registration, each with who has it now."""
    held = {row.vehicle_id: row for row in Driving.objects.filter(until__isnull=True)}
    rows = Vehicle.objects.filter(gone_at__isnull=True).order_by("registration")
    return [_car(row, held.get(row.id)) for row in rows]


def cars_of(*, technician_ids: Collection[int]) -> dict[int, Car]:
    """Return by technician the vehicle that they drive now, or that their crew has as a whole (longest, of several)."""
    crew_of = dict(Technician.objects.filter(id__in=list(technician_ids)).values_list("id", "crew_id"))
    mine = Q(technician__in=list(crew_of)) | Q(technician__isnull=True, crew__in=list(crew_of.values()))
    rows = Driving.objects.filter(mine, until__isnull=True).select_related("vehicle").order_by("-id")
    own = {row.technician_id: _car(row.vehicle, row) for row in rows if row.technician_id is not None}
    shared = {row.crew_id: _car(row.vehicle, row) for row in rows if row.technician_id is None}
    found = {key: own.get(key) or shared.get(crew) for key, crew in crew_of.items()}
    return {key: car for key, car in found.items() if car is not None}


def _workers(rows: QuerySet[Technician]) -> list[Worker]:
    people = list(rows.select_related("crew"))
    held: dict[int, list[Skilled]] = {}
    for row in Skill.objects.filter(technician__in=people).order_by("skill"):
        held.setdefault(row.technician_id, []).append(Skilled(skill=row.skill, valid_until=row.valid_until))
    return [_worker(row, held.get(row.id, ())) for row in people]


def _worker(row: Technician, held: Collection[Skilled]) -> Worker:
    return Worker(
        id=row.id,
        name=row.name,
        user_id=row.user_id,
        crew=_team(row.crew),
        country=row.country,
        day_begins=row.day_begins,
        day_ends=row.day_ends,
        left_at=row.left_at,
        skills=tuple(held),
    )


def _team(row: Crew) -> Team:
    return Team(id=row.id, name=row.name, kind=row.kind)


def _car(row: Vehicle, held: Driving | None) -> Car:
    return Car(
        id=row.id,
        registration=row.registration,
        name=row.name,
        technician_id=held.technician_id if held else None,
        crew_id=held.crew_id if held else None,
    )
