"""Who works in the field: crews with their people, what each may do and until when, and who has which vehicle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.queries import Car, Team, Worker
from varsel.records.staff import queries as staff

SIGNS_IN = "do_field_work"  # the right of those whom a technician can be


@dataclass(frozen=True, slots=True)
class Held:
    """A skill of somebody; `is_over` when its last day has passed."""

    skill: str
    valid_until: date | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A technician: skills, how they sign in (empty: they do not), and the vehicle that they have now."""

    worker: Worker
    skills: tuple[Held, ...]
    signs_in: str
    car: Car | None


@dataclass(frozen=True, slots=True)
class Crewed:
    """A crew with its people by name, and the vehicles that it has as a whole."""

    crew: Team
    people: tuple[Person, ...]
    cars: tuple[Car, ...]


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle, and who has it: a technician, a crew as a whole, or nobody."""

    car: Car
    technician: str
    crew: str


def crews(*, at: datetime) -> list[Crewed]:
    """Return all crews, our own first, with those who have not left."""
    people, cars = everybody(at=at), queries.cars()
    return [
        Crewed(
            crew=crew,
            people=tuple(one for one in people if one.worker.crew.id == crew.id),
            cars=tuple(one for one in cars if one.crew_id == crew.id and one.technician_id is None),
        )
        for crew in queries.crews()
    ]


def everybody(*, at: datetime) -> list[Person]:
    """Return the technicians who have not left, by name."""
    workers = queries.technicians()
    names = staff.names(ids=frozenset(one.user_id for one in workers if one.user_id is not None))
    cars = {one.technician_id: one for one in queries.cars() if one.technician_id is not None}
    return [
        Person(one, skills_of(worker=one, at=at), names.get(one.user_id or 0, ""), cars.get(one.id)) for one in workers
    ]


def skills_of(*, worker: Worker, at: datetime) -> tuple[Held, ...]:
    """Return a technician's skills as they are on the day, those that hold first."""
    today = local_day(at, COUNTRIES[worker.country].ZONE)
    found = [Held(one.skill, one.valid_until, not one.holds_on(day=today)) for one in worker.skills]
    return tuple(sorted(found, key=lambda one: (one.is_over, one.skill)))


def vehicles() -> list[Vehicle]:
    """Return the vehicles by registration, each with who has it now."""
    workers = {one.id: one.name for one in queries.technicians()}
    teams = {one.id: one.name for one in queries.crews()}
    return [
        Vehicle(one, workers.get(one.technician_id or 0, ""), teams.get(one.crew_id or 0, "")) for one in queries.cars()
    ]


def vehicle(*, vehicle_id: int) -> Vehicle | None:
    """Return one vehicle; None also when it is gone."""
    return next((one for one in vehicles() if one.car.id == vehicle_id), None)


def sign_ins(*, but_for: int | None = None) -> list[tuple[int, str]]:
    """Return who may do field work and is no technician yet (all `but_for` one), by name: key and name."""
    taken = {one.user_id for one in queries.technicians() if one.id != but_for}
    names = staff.names(ids=staff.who_may(verb=SIGNS_IN) - {key for key in taken if key is not None})
    return sorted(names.items(), key=lambda one: (one[1], one[0]))
