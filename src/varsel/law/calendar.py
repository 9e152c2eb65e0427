"""Days and how they are counted: business days, day and month limits, local days and instants.

Sources: lag (1930:173) om beräkning av lagstadgad tid 1–2 §§; domstolloven §§ 148–149. The event's day is day 0
and the last day counts whole. Instants are UTC; a civil day is a day of a time zone.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SATURDAY = 5
DAYS_IN_MIND = 4096  # answers that are kept: a sweep asks of the same few days thousands of times

Holidays = Callable[[int], frozenset[date]]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The business days (also the bank days) of one country: all but Saturdays, Sundays and its `holidays(year)`."""

    zone: str
    holidays: Holidays

    def is_business_day(self, day: date) -> bool:
        """Tell whether the day is one on which offices and banks work."""
        return _is_business_day(day, self.holidays)

    def roll_forward(self, day: date) -> date:
        """Return the day itself if it is a business day, else the next one."""
        return _roll_forward(day, self.holidays)

    def next_business_day(self, day: date) -> date:
        """Return the first business day strictly after the day."""
        return self.roll_forward(day + timedelta(days=1))

    def add_bank_days(self, day: date, n: int) -> date:
        """Return the n-th business day after the day, which itself is day 0; raise ValueError for n < 0."""
        if n < 0:
            raise ValueError(f"bank days are counted forward; got {n}")
        for _ in range(n):
            day = self.next_business_day(day)
        return day


def _is_business_day(day: date, holidays: Holidays) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


@lru_cache(maxsize=DAYS_IN_MIND)
def _roll_forward(day: date, holidays: Holidays) -> date:
    while not _is_business_day(day, holidays):
        day += timedelta(days=1)
    return day


def add_days(day: date, n: int) -> date:
    """Return the last day of an n-day limit: the day is day 0."""
    return day + timedelta(days=n)


def add_months(day: date, n: int) -> date:
    """Return the same day number n months later (earlier, if n < 0), or that month's last day if it has none such."""
    year, month = divmod(12 * day.year + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian year (the method of Meeus, Jones and Butcher)."""
    a = year % 19
    b, c = divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def local_day(at: datetime, zone: str) -> date:
    """Return the civil day of an instant in a zone; raise ValueError for an instant without a zone."""
    return _local_day(at, at.fold, zone)  # equal instants may differ in their fold


@lru_cache(maxsize=DAYS_IN_MIND)
def _local_day(at: datetime, fold: int, zone: str) -> date:
    del fold
    if at.utcoffset() is None:
        raise ValueError(f"{at} has no time zone: give the instant in UTC")
    return at.astimezone(ZoneInfo(zone)).date()


@lru_cache(maxsize=DAYS_IN_MIND)
def at_local(day: date, clock: time, zone: str) -> datetime:
    """Return the UTC instant of a local clock time.

    A time that the clock change skips moves forward by what was skipped; one that it repeats is the first.
    """
    if clock.tzinfo is not None:
        raise ValueError(f"{clock} carries a zone of its own: give the plain local time")
    # fold=0 is both readings: the offset before a skipped hour, and the first of two equal hours.
    return datetime.combine(day, clock.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)


def start_of_day(day: date, zone: str) -> datetime:
    """Return the UTC instant at which a civil day begins."""
    return at_local(day, time(0), zone)
