"""Quiet hours: what the night holds goes at its end."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from varsel.law.calendar import at_local
from varsel.outlets.notices.purposes import Purpose
from varsel.records.operator import queries as operator


def held_until(*, purpose: Purpose, country: str, at: datetime) -> datetime:
    """Return `at`, or for a word that the night holds the end of the operator's quiet hours in the country."""
    if not purpose.held_at_night:
        return at
    hours = operator.policy_at(at=at).policy.notices.quiet_hours
    return not_before(at=at, quiet=hours, zone=operator.country(code=country).zone)


def not_before(*, at: datetime, quiet: tuple[time, time], zone: str) -> datetime:
    """Return `at`, or the end of the quiet hours it falls into. The hours are local and may span midnight."""
    begin, end = quiet
    local = at.astimezone(ZoneInfo(zone))
    clock = local.time().replace(tzinfo=None)
    inside = begin <= clock < end if begin <= end else clock >= begin or clock < end
    if not inside or begin == end:
        return at
    day = local.date() + timedelta(days=1) if begin > end and clock >= begin else local.date()
    return at_local(day, end, zone)
