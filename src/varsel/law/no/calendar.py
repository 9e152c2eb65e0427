"""Norway's business days: helligdagsloven (1995-02-24-12) § 2 and lov 1947-04-26-1 § 1, read 2026-04-13.

24 and 31 December are ordinary days.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from varsel.law.calendar import Calendar, easter
from varsel.law.grammar import NotInForce
from varsel.law.no.sources import READ_ON

ZONE = "Europe/Oslo"
FIRST_YEAR = 1996  # the first whole year of helligdagsloven


@lru_cache(maxsize=256)
def holidays(year: int) -> frozenset[date]:
    """Return the year's days, besides Saturdays and Sundays, that are no business days; NotInForce before 1996."""
    if year < FIRST_YEAR:
        raise NotInForce(f"Norwegian holidays of {year}: read for {FIRST_YEAR} and later, last on {READ_ON}")
    return frozenset((*_on_fixed_days(year), *_around_easter(year)))


def _on_fixed_days(year: int) -> tuple[date, ...]:
    """Nyttårsdag, 1. mai, 17. mai, første og andre juledag."""
    return tuple(date(year, month, day) for month, day in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26)))


def _around_easter(year: int) -> tuple[date, ...]:
    """Skjærtorsdag, langfredag, første og andre påskedag, Kristi himmelfartsdag, første og andre pinsedag."""
    return tuple(easter(year) + timedelta(days=days) for days in (-3, -2, 0, 1, 39, 49, 50))


CALENDAR = Calendar(zone=ZONE, holidays=holidays)
