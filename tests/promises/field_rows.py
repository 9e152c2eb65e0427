"""Rows of field work as raw SQL makes them: whole, unless a test says otherwise."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import builders
from promises.forging import put, run
from varsel.records.agreements.queries import Having

AT = builders.START
HOUR = timedelta(hours=1)


def crew(kind: str = "own", **columns: Any) -> int:
    """Add a crew."""
    return put("fieldwork_crew", **({"name": str(builders.key()), "kind": kind, "added_at": AT} | columns))


def technician(crew: int, skill: str = "", until: date | None = None, **columns: Any) -> int:
    """Add a technician, with a skill if one is named."""
    whole = {"ref": builders.key(), "name": "T", "crew_id": crew, "country": "SE", "hired_at": AT}
    key = put("fieldwork_technician", **(whole | {"day_begins": "07:00", "day_ends": "16:00"} | columns))
    if skill:
        put("fieldwork_skill", technician_id=key, skill=skill, valid_until=until)
    return key


def vehicle(registration: str) -> int:
    put("stock_place", called=registration, kind="vehicle")
    return put("fieldwork_vehicle", registration=registration, name="", added_at=AT)


def order(service: Having, **columns: Any) -> int:
    """Add an order for a service."""
    whole = {"ref": builders.key(), "country": "SE", "service_id": service.id, "party_id": service.party_id}
    whole |= {"description": "x", "priority": 2, "skills": [], "minutes_left": 60, "travel_minutes": 0}
    return put("fieldwork_order", **(whole | {"state": "acknowledged", "created_at": AT} | columns))


def given(service: Having, technician: int, crew: int, *, begins: int = 1, ends: int = 2, **columns: Any) -> int:
    """Add an order that a technician has, from and until so many hours."""
    times = {"begins_at": AT + begins * HOUR, "ends_at": AT + ends * HOUR}
    return order(service, technician_id=technician, crew_id=crew, crew_kind="own", **times, **columns)


def become(order: int, state: str, **columns: Any) -> None:
    """Move an order to a state."""
    names = "".join(f", {name} = %s" for name in columns)
    run(f"UPDATE fieldwork_order SET state = %s{names} WHERE id = %s", state, *columns.values(), order)


def visit(service: Having, **columns: Any) -> int:
    """Add a visit."""
    whole = {"ref": builders.key(), "called": str(builders.key()), "party_id": service.party_id}
    whole |= {"service_id": service.id, "begins_at": AT, "ends_at": AT + HOUR, "booked_at": AT}
    return put("fieldwork_visit", **(whole | columns))
