from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from varsel.law.grammar import NotInForce
from varsel.law.no import CALENDAR
from varsel.law.no import calendar as norwegian

YEARS = range(2022, 2041)


def days_of(year):
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.mark.parametrize("year", YEARS)
def test_the_holidays_are_those_of_the_almanac(year):
    assert norwegian.holidays(year) == set(holidays.country_holidays("NO", years=year))


@pytest.mark.parametrize("year", YEARS)
def test_all_other_weekdays_are_business_days(year):
    almanac = holidays.country_holidays("NO", years=year)
    expected = {day for day in days_of(year) if day.isoweekday() <= 5 and day not in almanac}
    assert {day for day in days_of(year) if CALENDAR.is_business_day(day)} == expected


@pytest.mark.parametrize(
    ("raw", "rolled"),
    [
        (date(2027, 3, 25), date(2027, 3, 30)),  # T10: skjærtorsdag to annen påskedag
        (date(2027, 5, 17), date(2027, 5, 18)),  # 17 May, also annen pinsedag
        (date(2029, 5, 17), date(2029, 5, 18)),
        (date(2026, 5, 25), date(2026, 5, 26)),  # annen pinsedag
        (date(2026, 12, 24), date(2026, 12, 24)),  # the eves are ordinary days
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2026, 6, 19), date(2026, 6, 19)),
        (date(2025, 6, 6), date(2025, 6, 6)),
    ],
)
def test_a_day_rolls_as_the_law_says(raw, rolled):
    assert CALENDAR.roll_forward(raw) == rolled


def test_years_before_the_present_holidays_are_not_answered():
    assert date(1996, 5, 17) in norwegian.holidays(1996)
    with pytest.raises(NotInForce, match="1995"):
        norwegian.holidays(1995)


def test_the_calendar_is_of_oslo():
    assert CALENDAR.zone == "Europe/Oslo"
