"""Which services are restricted, how far, on which ground."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from varsel.kit.reading import fetch
from varsel.outlets.access.restrictions.models import Day, Restriction

_OPEN_ON = """
    SELECT id, service_id, kind, level, ground, permit_id, warning_id, begins_at, begins_on, ended_at,
        coalesce(limited_on, begins_on)
    FROM restrictions_restriction WHERE service_id = ANY(%(ids)s) AND ended_at IS NULL ORDER BY id"""
_CLOSED = """
    SELECT service_id, begins_at, ended_at FROM restrictions_restriction
    WHERE service_id = ANY(%(ids)s) AND level = 'closed' AND begins_at <= %(until)s
        AND (ended_at IS NULL OR ended_at >= %(since)s) ORDER BY service_id, begins_at"""

ORDER = ("closed", "limited", "outgoing_barred", "signposted", "open")  # the first that holds is the level


@dataclass(frozen=True, slots=True)
class Restricted:
    """A restriction, open (`ended_at` None) or ended."""

    id: int
    service_id: int
    kind: str
    level: str
    ground: str
    permit_id: int
    warning_id: int | None
    begins_at: datetime
    begins_on: date
    ended_at: datetime | None
    first_on: date  # the day the service was first restricted without a break


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many restrictions for debt began on a day, and how many may."""

    begun: int
    cap: int


def open_on(*, service_ids: Collection[int]) -> list[Restricted]:
    """Return the open restrictions of these services."""
    return [Restricted(*row) for row in fetch(statement=_OPEN_ON, values={"ids": list(service_ids)})]


def history(*, service_id: int) -> list[Restricted]:
    """Return all restrictions that a service ever had, oldest first."""
    return [_restricted(row) for row in Restriction.objects.filter(service_id=service_id).order_by("id")]


def closed_between(
    *, service_ids: Collection[int], since: datetime, until: datetime
) -> dict[int, list[tuple[datetime, datetime | None]]]:
    """Return when these services were closed in a time, from when to when (None: still)."""
    found: dict[int, list[tuple[datetime, datetime | None]]] = {}
    values = {"ids": list(service_ids), "since": since, "until": until}
    for service_id, begins_at, ended_at in fetch(statement=_CLOSED, values=values) if service_ids else ():
        found.setdefault(service_id, []).append((begins_at, ended_at))
    return found


def levels(*, service_ids: Collection[int]) -> dict[int, str]:
    """Return each service's access level; without a restriction it is open."""
    found: dict[int, str] = dict.fromkeys(service_ids, "open")
    for row in open_on(service_ids=service_ids):
        found[row.service_id] = min(found[row.service_id], row.level, key=ORDER.index)
    return found


def day_count(*, day: date) -> DayCount | None:
    """Return the count of a day, or None while nothing was restricted on it."""
    row = Day.objects.filter(day=day).first()
    return DayCount(begun=row.begun, cap=row.cap) if row else None


def _restricted(row: Restriction) -> Restricted:
    return Restricted(
        id=row.id,
        service_id=row.service_id,
        kind=row.kind,
        level=row.level,
        ground=row.ground,
        permit_id=row.permit_id,
        warning_id=row.warning_id,
        begins_at=row.begins_at,
        begins_on=row.begins_on,
        ended_at=row.ended_at,
        first_on=row.limited_on or row.begins_on,
    )
