"""Which days without a service are compensated: pure, one service at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from varsel.law.calendar import local_day, start_of_day

Closed = tuple[datetime, datetime | None]  # from when to when a service was lawfully closed; None: still


def days_between(*, since: datetime, until: datetime, zone: str) -> list[date]:
    """Return the local days from an instant to another, both included."""
    first, last = local_day(since, zone), local_day(until, zone)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def owed_days(
    *, days: Iterable[date], sold_from: date | None, credited: Collection[date], closed: Collection[Closed], zone: str
) -> list[date]:
    """Leave out the days before the service was sold, those credited already, and those on which it was closed whole.

    A limited service is to work; where it does not, its days count (rules, section 7, case 26).
    """
    if sold_from is None:
        return []
    return [
        day
        for day in days
        if day >= sold_from and day not in credited and not any(_all_of(day, one, zone) for one in closed)
    ]


def _all_of(day: date, closed: Closed, zone: str) -> bool:
    begin, end = closed
    ends_in_time = end is not None and end < start_of_day(day + timedelta(days=1), zone)
    return begin <= start_of_day(day, zone) and not ends_in_time
