"""Limiting, closing, barring and ending it. Only arrears may come here.

The caller's transaction holds the permit (a journal entry of the same instant); the rows carry it and the dates of
the warning, and PostgreSQL refuses what the law does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from varsel.kit import ids
from varsel.law.calendar import local_day
from varsel.outlets.access import actions as lines
from varsel.outlets.access.restrictions.models import CapLift, Restriction
from varsel.records.agreements.queries import Having
from varsel.records.operator import queries as operator


class CapReached(Exception):
    """As many restrictions began today as the operator allows; a second person may lift the cap."""


@dataclass(frozen=True, slots=True)
class Permit:
    """What a restriction needs: the journal entry with verdict and facts, the ground, and for a debt its warning."""

    entry_id: int
    ground: str  # unpaid, repeatedly_late, credit_limit
    warning_id: int | None = None
    warning_ends_at: datetime | None = None


def limit(*, service: Having, permit: Permit, at: datetime) -> int:
    """Limit a service and return the restriction's id.

    :raises CapReached: when the day's cap is used up; nothing has changed then.
    """
    return _begin(service=service, permit=permit, kind="debt", level="limited", at=at, limited=None)


def close(*, service: Having, permit: Permit, at: datetime) -> int:
    """Close a limited service: its limiting ends and the closing begins at the same instant.

    :raises CapReached: when the day's cap is used up; nothing has changed then.
    """
    limited = Restriction.objects.select_for_update().get(
        service_id=service.id, kind="debt", level="limited", ended_at__isnull=True
    )
    return _begin(service=service, permit=permit, kind="debt", level="closed", at=at, limited=limited)


def bar(*, service: Having, permit: Permit, at: datetime) -> int:
    """Bar outgoing calls of a service and return the restriction's id."""
    return _begin(service=service, permit=permit, kind="credit_limit", level="outgoing_barred", at=at, limited=None)


def lift(*, service: Having, kind: str, at: datetime) -> None:
    """End the service's restriction of this kind (debt, credit_limit)."""
    lift_many(services=[service], kind=kind, at=at)


def lift_many(*, services: Collection[Having], kind: str, at: datetime) -> None:
    """End the restrictions of this kind of many services."""
    keys = [service.id for service in services]
    Restriction.objects.filter(service_id__in=keys, kind=kind, ended_at__isnull=True).update(ended_at=at)
    lines.intend_many(line_ids={service.line_id for service in services}, at=at)


def lift_cap(*, day: datetime, zone: str, cap: int, asked_by: int, lifted_by: int) -> None:
    """Let more restrictions begin on the local day of `day` than the cap: two people, staff ids, say so."""
    CapLift.objects.create(day=local_day(day, zone), cap=cap, asked_by=asked_by, lifted_by=lifted_by, at=day)


def _begin(*, service: Having, permit: Permit, kind: str, level: str, at: datetime, limited: Restriction | None) -> int:
    floors = operator.country(code=service.country)
    try:
        with transaction.atomic():
            if limited:
                Restriction.objects.filter(id=limited.id).update(ended_at=at)
            row = Restriction.objects.create(
                ref=ids.new(at=at),
                service_id=service.id,
                service_kind=service.kind,
                country=floors.code,
                zone=floors.zone,
                demand_days=floors.demand_days,
                demand_months=floors.demand_months,
                notice_hours=floors.notice_hours,
                limited_days=floors.limited_days,
                kind=kind,
                ground=permit.ground,
                level=level,
                permit_id=permit.entry_id,
                warning_id=permit.warning_id,
                warning_ends_at=permit.warning_ends_at,
                begins_at=at,
                begins_on=local_day(at, floors.zone),
                limited_id=limited.id if limited else None,
                limited_on=limited.begins_on if limited else None,
            )
    except IntegrityError as refused:
        if "restrictions_daily_cap" in str(refused):
            raise CapReached("the cap of restrictions for today is used up: a second person may lift it") from refused
        raise
    lines.intend(line_id=service.line_id, at=at)
    return row.id
