"""Sweden's business days: lag (1989:253) om allmänna helgdagar 1–2 §§ and lag (1930:173) 2 §, read 2026-07-07.

Not among them: skärtorsdag, valborgsmässoafton and annandag pingst.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from varsel.law.calendar import Calendar, easter
from varsel.law.grammar import NotInForce
from varsel.law.se.sources import READ_ON

ZONE = "Europe/Stockholm"
FIRST_YEAR = 2005  # 6 June became a holiday, annandag pingst ceased to be one

_FRIDAY, _SATURDAY = 4, 5


@lru_cache(maxsize=256)
def holidays(year: int) -> frozenset[date]:
    """Return the year's days, besides Saturdays and Sundays, that are no business days; NotInForce before 2005."""
    if year < FIRST_YEAR:
        raise NotInForce(f"Swedish holidays of {year}: read for {FIRST_YEAR} and later, last on {READ_ON}")
    return frozenset((*_on_fixed_days(year), *_around_easter(year), *_on_weekdays(year)))


def _on_fixed_days(year: int) -> tuple[date, ...]:
    """Nyårsdagen, trettondedagen, 1 maj, nationaldagen; julafton, juldagen, annandag jul, nyårsafton."""
    days = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
    return tuple(date(year, month, day) for month, day in days)


def _around_easter(year: int) -> tuple[date, ...]:
    """Långfredagen, påskdagen, annandag påsk, Kristi himmelsfärdsdag, pingstdagen."""
    return tuple(easter(year) + timedelta(days=days) for days in (-2, 0, 1, 39, 49))


def _on_weekdays(year: int) -> tuple[date, ...]:
    """Midsommarafton, midsommardagen (Saturday 20–26 June), alla helgons dag (Saturday 31 October–6 November)."""
    return (
        _first(_FRIDAY, date(year, 6, 19)),
        _first(_SATURDAY, date(year, 6, 20)),
        _first(_SATURDAY, date(year, 10, 31)),
    )


def _first(weekday: int, day: date) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


CALENDAR = Calendar(zone=ZONE, holidays=holidays)
