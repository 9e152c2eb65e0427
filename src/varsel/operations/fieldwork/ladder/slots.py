"""Windows that can be offered to a customer, from the time of those who are free and able: pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from varsel.law.calendar import Calendar, at_local, local_day
from varsel.operations.fieldwork.account import Free, Worker

WINDOWS = ((time(8), time(12)), (time(12), time(16)))  # local; what customers are promised
Busy = Mapping[int, Sequence[tuple[datetime, datetime]]]  # by technician, when they have something else


class Span(NamedTuple):
    """From an instant to another, which is no part of it."""

    begins_at: datetime
    ends_at: datetime


def windows(*, days: Sequence[date], calendar: Calendar) -> list[Span]:
    """Return the windows of these days in order of time: none on days on which nobody works."""
    return [
        Span(at_local(day, begins, calendar.zone), at_local(day, ends, calendar.zone))
        for day in days
        if calendar.is_business_day(day)
        for begins, ends in WINDOWS
    ]


def free(
    *,
    workers: Collection[Worker],
    busy: Busy,
    skills: tuple[str, ...],
    minutes: int,
    days: Sequence[date],
    calendar: Calendar,
    at: datetime,
) -> list[Free]:
    """Return the windows to come that somebody free and able can keep, in order of time, each once.

    In each, whoever can begin first is named with the time it takes; of several, who comes first in `workers`.
    """
    found: list[Free] = []
    for span in windows(days=days, calendar=calendar):
        if span.begins_at <= at:
            continue
        on = local_day(span.begins_at, calendar.zone)
        able = [one for one in workers if not one.lacks(skills=skills, on=on)]
        starts = [(when, one) for one in able if (when := _start(one, span, busy, minutes, calendar.zone))]
        if starts:
            when, who = min(starts, key=lambda pair: pair[0])
            found.append(Free(*span, who.id, when, when + timedelta(minutes=minutes)))
    return found


def _start(worker: Worker, span: Span, busy: Busy, minutes: int, zone: str) -> datetime | None:
    """Return the first instant from which a technician is free for so long inside the window and their hours."""
    day, need = local_day(span.begins_at, zone), timedelta(minutes=minutes)
    opens = max(span.begins_at, at_local(day, worker.day_begins, zone))
    closes = min(span.ends_at, at_local(day, worker.day_ends, zone))
    gaps = _gaps(opens, closes, busy.get(worker.id, ()))
    return next((gap.begins_at for gap in gaps if gap.ends_at - gap.begins_at >= need), None)


def _gaps(opens: datetime, closes: datetime, taken: Sequence[tuple[datetime, datetime]]) -> Iterator[Span]:
    for begins_at, ends_at in sorted(taken):
        if begins_at > opens:
            yield Span(opens, min(begins_at, closes))
        opens = max(opens, ends_at)
    yield Span(opens, closes)
