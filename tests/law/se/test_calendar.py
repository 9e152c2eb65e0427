from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from varsel.law.grammar import NotInForce
from varsel.law.se import CALENDAR
from varsel.law.se import calendar as swedish

YEARS = range(2022, 2041)


def eves(year):
    midsummer = next(date(year, 6, day) for day in range(19, 26) if date(year, 6, day).isoweekday() == 5)
    return {midsummer, date(year, 12, 24), date(year, 12, 31)}


def days_of(year):
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.mark.parametrize("year", YEARS)
def test_the_holidays_are_those_of_the_almanac_and_the_three_eves(year):
    almanac = set(holidays.country_holidays("SE", years=year))
    assert swedish.holidays(year) == almanac | eves(year)


@pytest.mark.parametrize("year", YEARS)
def test_all_other_weekdays_are_business_days(year):
    almanac = holidays.country_holidays("SE", years=year)
    expected = {day for day in days_of(year) if day.isoweekday() <= 5 and day not in almanac and day not in eves(year)}
    assert {day for day in days_of(year) if CALENDAR.is_business_day(day)} == expected


@pytest.mark.parametrize(
    ("raw", "rolled"),
    [
        (date(2026, 12, 26), date(2026, 12, 28)),  # T2
        (date(2027, 2, 28), date(2027, 3, 1)),  # T3
        (date(2026, 12, 24), date(2026, 12, 28)),  # T4: julafton
        (date(2026, 6, 20), date(2026, 6, 22)),  # T5: midsommardagen
        (date(2026, 6, 19), date(2026, 6, 22)),  # midsommarafton
        (date(2026, 12, 31), date(2027, 1, 4)),  # nyårsafton, New Year's Day, a weekend
        (date(2026, 4, 2), date(2026, 4, 2)),  # skärtorsdag is a business day
        (date(2026, 4, 30), date(2026, 4, 30)),  # so is valborg
        (date(2026, 5, 25), date(2026, 5, 25)),  # and annandag pingst
        (date(2026, 5, 17), date(2026, 5, 18)),  # 17 May only as a Sunday
    ],
)
def test_a_day_rolls_as_the_law_says(raw, rolled):
    assert CALENDAR.roll_forward(raw) == rolled


def test_three_bank_days_over_new_year():
    assert CALENDAR.add_bank_days(date(2026, 12, 28), 3) == date(2027, 1, 4)


@pytest.mark.parametrize(("year", "eve"), [(2022, 24), (2026, 19), (2020, 19), (2037, 19), (2038, 25), (2027, 25)])
def test_midsummer_eve_is_the_friday_from_the_19th_to_the_25th(year, eve):
    assert {date(year, 6, eve), date(year, 6, eve + 1)} <= swedish.holidays(year)


def test_years_before_the_present_holidays_are_not_answered():
    assert date(2005, 6, 6) in swedish.holidays(2005)
    with pytest.raises(NotInForce, match="2004"):
        swedish.holidays(2004)


def test_the_calendar_is_of_stockholm():
    assert CALENDAR.zone == "Europe/Stockholm"
