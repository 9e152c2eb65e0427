"""When the next step of an outage comes, and whether it does: pure, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from varsel.law.calendar import at_local, local_day
from varsel.records.operator.policy import Outages

MORNING = time(9, 0)
LEAST_NOTICE = timedelta(hours=24)  # before planned work; hours on the clock


def confirmed_at(*, since: datetime, policy: Outages) -> datetime:
    """Return when an alarm that stands since an instant has lasted long enough to be told."""
    return since + timedelta(minutes=policy.confirm_minutes)


def loan_at(*, detected_at: datetime, policy: Outages) -> datetime:
    """Return when a router is offered in an outage that lasts, if nothing is expected of its end."""
    return detected_at + timedelta(hours=policy.loan_after_hours)


def is_long(*, detected_at: datetime, until: datetime, policy: Outages) -> bool:
    """Tell whether an outage is expected to last so long that a router is offered at once."""
    return until > loan_at(detected_at=detected_at, policy=policy)


def loan_asked_at(*, ended_at: datetime, zone: str, policy: Outages) -> datetime:
    """Return when a router that is still out is asked for: at nine in the morning so many days after the outage."""
    day = local_day(ended_at, zone) + timedelta(days=policy.loan_reminder_days)
    return max(at_local(day, MORNING, zone), ended_at)


def is_compensated(*, since: datetime, until: datetime, policy: Outages) -> bool:
    """Tell whether days without a service are credited by themselves: when it lasted so many hours on the clock."""
    return policy.automatic_compensation and until - since >= timedelta(hours=policy.automatic_min_hours)


def is_told_in_time(*, begins_at: datetime, at: datetime) -> bool:
    """Tell whether planned work can still be announced."""
    return begins_at - at >= LEAST_NOTICE


def planned_told_at(*, begins_at: datetime, zone: str, policy: Outages, now: datetime) -> datetime:
    """Return when planned work is told: at nine in the morning so many days before, or now if that has passed."""
    day = local_day(begins_at, zone) - timedelta(days=policy.planned_work_days)
    return max(at_local(day, MORNING, zone), now)


def reminded_at(*, until: datetime, policy: Outages, now: datetime) -> datetime:
    """Return when the operations desk is reminded that a forecast runs out."""
    return max(until - timedelta(minutes=policy.estimate_reminder_minutes), now.astimezone(UTC))
