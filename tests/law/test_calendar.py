from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.law import calendar
from varsel.law.calendar import Calendar

STOCKHOLM = "Europe/Stockholm"
CLOSED = Calendar(zone=STOCKHOLM, holidays=lambda year: frozenset({date(year, 4, 3), date(year, 4, 6)}))
DAYS = st.dates(date(2022, 1, 1), date(2040, 12, 31))


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def easter_by_epact(year):
    """Easter by golden number and epact (Clavius, as Knuth writes it): another road to the same Sunday."""
    golden = year % 19 + 1
    century = year // 100 + 1
    skipped_leap_years = 3 * century // 4 - 12
    moon = (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - skipped_leap_years - 10
    epact = (11 * golden + 20 + moon - skipped_leap_years) % 30
    if (epact == 25 and golden > 11) or epact == 24:
        epact += 1
    full = 44 - epact if epact <= 23 else 74 - epact
    march = full + 7 - (sunday + full) % 7
    return date(year, 3, 1) + timedelta(days=march - 1)


def test_easter_is_the_same_by_another_method():
    years = range(1583, 5000)
    assert [calendar.easter(year) for year in years] == [easter_by_epact(year) for year in years]


@pytest.mark.parametrize("day", [date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25), date(2024, 3, 31)])
def test_easter_falls_where_the_almanac_says(day):
    assert calendar.easter(day.year) == day


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),  # T1, T9
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 9, 26), 3, date(2026, 12, 26)),  # T2, before rolling
        (date(2026, 11, 30), 3, date(2027, 2, 28)),  # T3, before rolling
        (date(2027, 1, 5), 1, date(2027, 2, 5)),  # T8
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -12, date(2025, 1, 15)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day(start, months, end):
    assert calendar.add_months(start, months) == end


@given(day=DAYS, months=st.integers(-30, 30))
def test_months_agree_with_counting_one_by_one(day, months):
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
    assert calendar.add_months(day, months) == date(year, month, min(day.day, monthrange(year, month)[1]))


def test_the_day_of_the_event_is_day_nought():
    assert calendar.add_days(date(2026, 12, 1), 10) == date(2026, 12, 11)  # T7


def test_weekends_and_holidays_are_no_business_days():
    days = [date(2026, 4, n) for n in range(1, 8)]
    assert [CLOSED.is_business_day(day) for day in days] == [True, True, False, False, False, False, True]


def test_a_business_day_stays_and_others_roll_forward():
    assert CLOSED.roll_forward(date(2026, 4, 2)) == date(2026, 4, 2)
    assert CLOSED.roll_forward(date(2026, 4, 3)) == date(2026, 4, 7)
    assert CLOSED.next_business_day(date(2026, 4, 2)) == date(2026, 4, 7)
    assert CLOSED.next_business_day(date(2026, 4, 1)) == date(2026, 4, 2)


def test_bank_days_begin_after_the_day_itself():
    assert CLOSED.add_bank_days(date(2026, 4, 4), 0) == date(2026, 4, 4)
    assert CLOSED.add_bank_days(date(2026, 4, 4), 1) == date(2026, 4, 7)
    assert CLOSED.add_bank_days(date(2026, 4, 2), 2) == date(2026, 4, 8)


def test_bank_days_are_not_counted_backward():
    with pytest.raises(ValueError, match="counted forward"):
        CLOSED.add_bank_days(date(2026, 4, 2), -1)


@given(day=DAYS, n=st.integers(1, 25))
def test_bank_days_agree_with_a_list_of_open_days(day, n):
    later = (day + timedelta(days=i) for i in range(1, 200))
    is_open = [d for d in later if d.isoweekday() not in (6, 7) and (d.month, d.day) not in {(4, 3), (4, 6)}]
    assert CLOSED.add_bank_days(day, n) == is_open[n - 1]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (utc(2026, 1, 15, 22, 59, 59), date(2026, 1, 15)),
        (utc(2026, 1, 15, 23, 0), date(2026, 1, 16)),
        (utc(2026, 7, 15, 21, 59, 59), date(2026, 7, 15)),
        (utc(2026, 7, 15, 22, 0), date(2026, 7, 16)),
        (datetime(2026, 7, 16, 1, 0, tzinfo=timezone(timedelta(hours=3))), date(2026, 7, 16)),
    ],
)
def test_a_civil_day_ends_at_local_midnight(at, day):
    assert calendar.local_day(at, STOCKHOLM) == day


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        calendar.local_day(datetime(2026, 1, 1, 12), STOCKHOLM)  # noqa: DTZ001 (the mistake under test)


def test_a_clock_time_with_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone of its own"):
        calendar.at_local(date(2026, 1, 1), time(12, tzinfo=UTC), STOCKHOLM)


@pytest.mark.parametrize(
    ("day", "clock", "at"),
    [
        (date(2026, 3, 28), time(10), utc(2026, 3, 28, 9)),
        (date(2026, 3, 29), time(1, 59), utc(2026, 3, 29, 0, 59)),
        (date(2026, 3, 29), time(2, 30), utc(2026, 3, 29, 1, 30)),  # skipped: 03:30 local
        (date(2026, 3, 29), time(3, 0), utc(2026, 3, 29, 1)),
        (date(2026, 10, 25), time(2, 30), utc(2026, 10, 25, 0, 30)),  # twice: the first
        (date(2026, 10, 25), time(2, 30, fold=1), utc(2026, 10, 25, 0, 30)),
        (date(2026, 10, 25), time(3, 0), utc(2026, 10, 25, 2)),
    ],
)
def test_a_local_time_is_safe_over_the_clock_change(day, clock, at):
    assert calendar.at_local(day, clock, STOCKHOLM) == at
    assert calendar.at_local(day, clock, STOCKHOLM).tzinfo is UTC


def test_an_hour_that_comes_twice_has_the_civil_day_of_its_own_fold():
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo(STOCKHOLM))  # 00:30 and 01:30 UTC
    second = first.replace(fold=1)

    assert calendar.local_day(first, "Etc/GMT+1") == date(2026, 10, 25) - timedelta(days=1)
    assert calendar.local_day(second, "Etc/GMT+1") == date(2026, 10, 25)


def test_a_day_begins_at_local_midnight_also_where_midnight_is_skipped():
    assert calendar.start_of_day(date(2026, 3, 30), STOCKHOLM) == utc(2026, 3, 29, 22)
    assert calendar.start_of_day(date(2026, 10, 26), STOCKHOLM) == utc(2026, 10, 25, 23)
    assert calendar.start_of_day(date(2018, 11, 4), "America/Sao_Paulo") == utc(2018, 11, 4, 3)


@given(day=DAYS, zone=st.sampled_from([STOCKHOLM, "Europe/Oslo", "America/Sao_Paulo"]))
def test_a_day_begins_on_itself_and_the_moment_before_is_yesterday(day, zone):
    begins = calendar.start_of_day(day, zone)
    assert calendar.local_day(begins, zone) == day
    assert calendar.local_day(begins - timedelta(microseconds=1), zone) == day - timedelta(days=1)
