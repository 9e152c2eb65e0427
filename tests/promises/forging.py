"""Raw SQL as varsel_app: rows as an attacker, or a mistake, would write them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from varsel.law.countries import COUNTRIES
from varsel.operations.arrears.models import Deadline
from varsel.records.agreements.queries import Having
from varsel.records.operator import queries as operator

LIMITED_AT = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)  # the day after the last day to pay
CLOSED_AT = datetime(2026, 4, 3, 22, 0, tzinfo=UTC)  # Saturday 4 April 00:00 in Sweden: ten days have ended
RULES = {
    ("SE", "unpaid", "limited"): "SE-SUSP-01",
    ("SE", "repeatedly_late", "limited"): "SE-SUSP-03",
    ("SE", "unpaid", "closed"): "SE-SUSP-04",
    ("SE", "repeatedly_late", "closed"): "SE-SUSP-04",
    ("SE", "credit_limit", "outgoing_barred"): "SE-SUSP-09",
    ("NO", "unpaid", "limited"): "NO-SUSP-01",
    ("NO", "unpaid", "closed"): "NO-SUSP-01",
    ("NO", "credit_limit", "outgoing_barred"): "NO-SUSP-03",
}
KINDS = {"limited": "service_limited", "closed": "service_closed", "outgoing_barred": "outgoing_barred"}


def put(table: str, **columns: Any) -> int:
    """Insert a row as it is given and return its id, if it has one."""
    names, marks = ", ".join(columns), ", ".join(["%s"] * len(columns))
    values = [json.dumps(value) if isinstance(value, dict) else value for value in columns.values()]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING *", values)
        found = dict(zip([column.name for column in cursor.description], cursor.fetchone(), strict=True))
    return found.get("id", 0)


def run(statement: str, *values: Any) -> list[Any]:
    """Run one statement and return its rows, if it gives any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def count(table: str) -> int:
    """Return how many rows a table has."""
    return run(f"SELECT count(*) FROM {table}")[0][0]


@contextmanager
def refused(by: str) -> Iterator[None]:
    """Expect that PostgreSQL refuses the block by this constraint or trigger (or for want of a "permission")."""
    with pytest.raises(DatabaseError) as raised, transaction.atomic():
        yield
    diagnosis = raised.value.__cause__.diag
    name = "permission" if diagnosis.sqlstate == "42501" else diagnosis.constraint_name
    assert name == by, str(raised.value)


def verdict(*, rule: str, lawful: bool, on: str) -> dict[str, Any]:
    """Return a verdict with one reason, as it would be written."""
    reason = {
        "code": "demand_ran_out",
        "held": lawful,
        "source": {"act": "", "section": "", "url": ""},
        "force": "HARD",
    }
    return {"rule": rule, "lawful": lawful, "reasons": [reason], "on": on, "ask_again_on": None, "cites": [rule]}


def entry(**changes: Any) -> int:
    """Insert a journal entry."""
    row = {"ref": uuid4(), "at": LIMITED_AT, "kind": "hold_set", "about": "cap", "actor": "forger", "facts": {}}
    return put("journal_entry", **(row | changes))


def permit(
    *,
    service: Having,
    at: datetime,
    ground: str = "unpaid",
    level: str = "limited",
    lawful: bool = True,
    **changes: Any,
) -> int:
    """Insert the journal entry that permits a restriction."""
    on = at.astimezone(ZoneInfo(COUNTRIES[service.country].ZONE)).date().isoformat()
    said = verdict(rule=RULES.get((service.country, ground, level), "none"), lawful=lawful, on=on)
    row = {"at": at, "kind": KINDS[level], "about": service.about, "party": service.party_id, "verdict": said}
    return entry(**(row | changes))


def restriction(
    *,
    service: Having,
    deadline: Deadline | None,
    at: datetime = LIMITED_AT,
    level: str = "limited",
    ground: str = "unpaid",
    **changes: Any,
) -> dict[str, Any]:
    """Return a restriction's columns, lawful but for the changes, and write its permit if none is given.

    Its day is that of the zone it claims, so that a forged zone is all that is wrong.
    """
    floors = operator.country(code=service.country)
    permit_id = changes.pop("permit_id", None) or permit(service=service, at=at, ground=ground, level=level)
    row: dict[str, Any] = {
        "ref": uuid4(),
        "service_id": service.id,
        "service_kind": service.kind,
        "country": floors.code,
        "zone": floors.zone,
        "demand_days": floors.demand_days,
        "demand_months": floors.demand_months,
        "notice_hours": floors.notice_hours,
        "limited_days": floors.limited_days,
        "kind": "debt" if deadline else "credit_limit",
        "ground": ground,
        "level": level,
        "permit_id": permit_id,
        "warning_id": deadline.warning_id if deadline else None,
        "warning_ends_at": deadline.ends_at if deadline else None,
        "begins_at": at,
        "begins_on": at.astimezone(ZoneInfo(changes.get("zone", floors.zone))).date(),
    }
    return row | changes


def restrict(**given: Any) -> int:
    """Insert a restriction, lawful but for what is given, and return its id."""
    return put("restrictions_restriction", **restriction(**given))


def close(*, service: Having, deadline: Deadline, limited_id: int, at: datetime = CLOSED_AT, **changes: Any) -> int:
    """End a limiting and close at the same instant; return the closing's id."""
    run("UPDATE restrictions_restriction SET ended_at = %s WHERE id = %s", at, limited_id)
    limited_on = run("SELECT begins_on FROM restrictions_restriction WHERE id = %s", limited_id)[0][0]
    follows = {"limited_id": limited_id, "limited_on": limited_on} | changes
    return restrict(service=service, deadline=deadline, at=at, level="closed", **follows)
