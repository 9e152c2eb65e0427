"""What can be offered and asked now: rows gathered for the pure parts."""

from __future__ import annotations

from datetime import datetime, timedelta

from varsel.law.calendar import local_day, start_of_day
from varsel.law.countries import COUNTRIES
from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.ladder import slots
from varsel.operations.fieldwork.queries import Free, Job

OFFERED_DAYS = 14


def free_windows(*, order: Job, at: datetime, days: int = OFFERED_DAYS) -> list[Free]:
    """Return the windows that can be offered for an order on so many local days, from today on.

    Those who work are our own, in the order's country. An order that is to move does not stand in its own way.
    """
    law = COUNTRIES[order.country]
    begin = local_day(at, law.ZONE)
    dates = [begin + timedelta(days=n) for n in range(days)]
    since, until = start_of_day(begin, law.ZONE), start_of_day(begin + timedelta(days=days), law.ZONE)
    own = [one for one in queries.technicians() if one.country == order.country and one.crew.kind == "own"]
    return slots.free(
        workers=own,
        busy=queries.planned_between(since=since, until=until, but_for=order.id),
        skills=order.skills,
        minutes=order.minutes_left + order.travel_minutes,
        days=dates,
        calendar=law.CALENDAR,
        at=at,
    )
