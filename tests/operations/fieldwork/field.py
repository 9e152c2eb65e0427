"""A crew with a technician and a vehicle, and orders for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import builders
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.queries import Job, Worker
from varsel.records.agreements.queries import Having

AT = builders.START  # Monday 2 March 2026, 09:00 in Sweden
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Team:
    """A crew of one technician with a vehicle; ids."""

    crew: int
    technician: int
    vehicle: int


def name() -> str:
    """Return a name that nothing else has."""
    return f"N{next(_numbers)}"


def team(*, kind: str = "own", skills: tuple[str, ...] = ("splicing",), country: str = "SE", **more: Any) -> Team:
    """Add a crew with a technician who has these skills, and a vehicle."""
    crew = actions.add_crew(name=name(), kind=kind, actor="test", at=AT)
    technician = colleague(crew=crew, skills=skills, country=country, **more)
    vehicle = actions.add_vehicle(registration=name(), name="van", actor="test", at=AT)
    actions.hand_vehicle(vehicle_id=vehicle, technician_id=technician, actor="test", at=AT)
    return Team(crew=crew, technician=technician, vehicle=vehicle)


def colleague(*, crew: int, skills: tuple[str, ...] = (), country: str = "SE", **more: Any) -> int:
    """Add a technician to a crew and return the id."""
    key = actions.add_technician(name=f"Tekniker {name()}", crew_id=crew, country=country, actor="test", at=AT, **more)
    for skill in skills:
        actions.set_skill(technician_id=key, skill=skill, valid_until=None, actor="test", at=AT)
    return key


def worker(technician_id: int) -> Worker:
    """Return a technician."""
    found = queries.technician(technician_id=technician_id)
    assert found
    return found


def service(**more: Any) -> Having:
    """Return a customer's service, with a policy in force."""
    builders.set_policy()
    country = more.pop("country", "SE")
    return builders.service(party_id=builders.customer(country=country, **more), country=country)


def order(**more: Any) -> int:
    """Take in an order, about a new customer's service if nothing else is said; 60 minutes, splicing."""
    about = {} if {"outage_id", "planned_id", "service_id", "node_id"} & set(more) else {"service_id": service().id}
    chosen = {"description": "splice", "minutes_left": 60, "skills": ("splicing",), "actor": "test", "at": AT}
    return actions.open_order(**(chosen | about | more))


def assign(
    order_id: int, technician: int, *, begins_at: datetime = AT + HOUR, ends_at: datetime = AT + 2 * HOUR
) -> None:
    """Give an order to a technician, for the next hour if nothing else is said."""
    actions.assign(
        order_id=order_id, technician_id=technician, begins_at=begins_at, ends_at=ends_at, actor="test", at=AT
    )


def job(order_id: int) -> Job:
    """Return an order as it stands."""
    found = queries.order(order_id=order_id)
    assert found
    return found
