"""Which windows are offered: two weeks from today on, where somebody free and able has the time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from operations.fieldwork import field
from operations.fieldwork.field import AT, DAY, HOUR
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.fieldwork import facts

MONDAY = date(2026, 3, 2)


def _days(order: int, **more: int) -> list[date]:
    windows = facts.free_windows(order=field.job(order), at=AT, **more)
    return [local_day(one.begins_at, COUNTRIES["SE"].ZONE) for one in windows]


def test_windows_are_offered_for_two_weeks(db: None) -> None:
    field.team()
    days = _days(field.order())

    assert (days[0], days[-1]) == (MONDAY, MONDAY + timedelta(days=11))  # the last Friday before day 14, a Monday
    assert len(days) == 19  # noon of today, and both of nine days


@pytest.mark.parametrize(("days", "last"), [(11, 10), (12, 11), (13, 11), (14, 11), (15, 14)])
def test_the_last_day_is_counted_from_today(db: None, days: int, last: int) -> None:
    field.team()
    assert _days(field.order(), days=days)[-1] == MONDAY + timedelta(days=last)


def test_two_weeks_end_on_their_last_day(db: None) -> None:
    field.team()
    order, thursday = field.order(), AT - 4 * DAY  # so that day 14 is a Wednesday, day 15 a Thursday
    windows = facts.free_windows(order=field.job(order), at=thursday)
    assert local_day(windows[-1].begins_at, COUNTRIES["SE"].ZONE) == date(2026, 3, 11)


@pytest.mark.parametrize("later", [1, 4])
def test_what_somebody_has_on_a_later_day_takes_its_window(db: None, later: int) -> None:
    team, order = field.team(), field.order()
    begin = AT + later * DAY - HOUR  # 08:00
    field.assign(field.order(), team.technician, begins_at=begin, ends_at=begin + 8 * HOUR)

    assert MONDAY + timedelta(days=later) not in _days(order)
    assert MONDAY + timedelta(days=later - 1) in _days(order)
