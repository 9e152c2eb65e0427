"""What everybody may know of outages and planned work: the rows behind the public pages and the fact sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from varsel.kit.reading import fetch
from varsel.law.countries import COUNTRIES
from varsel.operations.outages import queries
from varsel.operations.outages.account import Awaited, Foretold, Work
from varsel.operations.outages.models import Outage, PlannedWork
from varsel.outlets.notices.feed import personal

_TOUCHED = """
    WITH RECURSIVE below (id) AS (
        SELECT id FROM network_node WHERE id = %(node)s
        UNION SELECT node.id FROM network_node AS node JOIN below ON node.parent_id = below.id)
    SELECT count(DISTINCT service.party_id), min(service.country) FROM below
        JOIN network_line AS line ON line.node_id = below.id
        JOIN agreements_service AS service ON service.line_id = line.id"""


@dataclass(frozen=True, slots=True)
class Event:
    """An outage with all that was said of it, oldest first. What looks like somebody's own is left out of its words."""

    id: int
    ref: str
    node_id: int
    title: str
    since: datetime
    ended_at: datetime | None
    customers: int
    zone: str
    forecasts: tuple[Foretold, ...]
    crew: tuple[Work, ...]
    waiting_for: Awaited | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Past:
    """An outage that is over."""

    id: int
    ref: str
    node_id: int
    title: str
    since: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Coming:
    """Work that is planned, and not over."""

    ref: str
    node_id: int
    title: str
    begins_at: datetime
    ends_at: datetime
    planned_at: datetime
    zone: str


def event(*, outage_id: int, at: datetime) -> Event | None:
    """Return one outage; if another took it over, that one."""
    row = Outage.objects.filter(id=outage_id).select_related("merged_into").first()
    return _event(row.merged_into or row, at=at) if row else None


def open_events(*, at: datetime) -> list[Event]:
    """Return the open outages, newest first."""
    rows = Outage.objects.filter(ended_at__isnull=True, merged_into__isnull=True).order_by("-id")
    return [_event(row, at=at) for row in rows]


def ended_events(*, since: datetime, at: datetime, limit: int) -> list[Event]:
    """Return the newest of the outages that ended since an instant, with all that was said of them."""
    return [_event(row, at=at) for row in _ended(since)[:limit]]


def past(*, since: datetime) -> Iterator[Past]:
    """Yield the outages that ended since an instant, newest first."""
    for row in _ended(since).iterator():
        assert row.ended_at
        yield Past(row.id, str(row.ref), row.node_id, _said(row.title), row.detected_at, row.ended_at)


def coming(*, at: datetime) -> list[Coming]:
    """Return planned work that is not over, the first to begin first."""
    rows = PlannedWork.objects.filter(ends_at__gt=at).order_by("begins_at", "id")
    return [
        Coming(
            ref=str(row.ref),
            node_id=row.node_id,
            title=_said(row.title),
            begins_at=row.begins_at,
            ends_at=row.ends_at,
            planned_at=row.planned_at,
            zone=_touched(row.node_id)[1],
        )
        for row in rows
    ]


def _ended(since: datetime) -> QuerySet[Outage]:
    return Outage.objects.filter(merged_into__isnull=True, ended_at__gte=since).order_by("-ended_at", "-id")


def _event(row: Outage, *, at: datetime) -> Event:
    status = queries.status(outage_id=row.id, at=at)
    customers, zone = _touched(row.node_id)
    waits = status.waiting_for if row.ended_at is None else None
    return Event(
        id=row.id,
        ref=str(row.ref),
        node_id=row.node_id,
        title=_said(row.title),
        since=row.detected_at,
        ended_at=row.ended_at,
        customers=customers,
        zone=zone,
        forecasts=tuple(_without_people(one) for one in queries.forecasts(outage_id=row.id)),
        crew=tuple(Work(one.state, _said(one.because), one.at) for one in queries.crew(outage_id=row.id)),
        waiting_for=Awaited(_said(waits.item), _said(waits.place), waits.expected, waits.at) if waits else None,
        is_overdue=status.is_overdue,
    )


def _without_people(said: Foretold) -> Foretold:
    return Foretold(said.earliest, said.until, said.confidence, _said(said.because), said.made_at, made_by="")


def _said(text: str) -> str:
    """Return what a person wrote; nothing where a number or an address of somebody may be in it."""
    ours = (settings.OPERATOR_PHONE, settings.MAIL_FROM, settings.MAIL_REPLIES)
    return "" if personal.found(text=text, ours=ours) else " ".join(text.split())


def _touched(node_id: int) -> tuple[int, str]:
    """Return how many customers hang below a node, and the zone of the country that they are in."""
    customers, country = fetch(statement=_TOUCHED, values={"node": node_id})[0]
    law = COUNTRIES[country] if country else next(iter(COUNTRIES.values()))
    return customers, law.ZONE
