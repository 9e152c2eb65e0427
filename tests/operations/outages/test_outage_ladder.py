"""The moments of an outage: a minute before, on it, a minute after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from varsel.operations.outages import ladder
from varsel.records.operator.policy import defaults

POLICY = defaults().outages
AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(("after", "is_long"), [(-MINUTE, False), (timedelta(0), False), (MINUTE, True)])
def test_a_router_is_offered_at_once_only_where_it_lasts_longer_than_the_hours(after: timedelta, is_long: bool) -> None:
    until = ladder.loan_at(detected_at=AT, policy=POLICY) + after

    assert ladder.is_long(detected_at=AT, until=until, policy=POLICY) is is_long


@pytest.mark.parametrize(("after", "is_paid"), [(-MINUTE, False), (timedelta(0), True), (MINUTE, True)])
def test_days_are_credited_from_twenty_four_hours_on(after: timedelta, is_paid: bool) -> None:
    until = AT + 24 * HOUR + after

    assert ladder.is_compensated(since=AT, until=until, policy=POLICY) is is_paid
    silent = replace(POLICY, automatic_compensation=False)
    assert not ladder.is_compensated(since=AT, until=until, policy=silent)


@pytest.mark.parametrize(("after", "in_time"), [(-MINUTE, False), (timedelta(0), True), (MINUTE, True)])
def test_planned_work_is_announced_twenty_four_hours_before_or_not_at_all(after: timedelta, in_time: bool) -> None:
    assert ladder.is_told_in_time(begins_at=AT + 24 * HOUR + after, at=AT) is in_time


def test_planned_work_is_told_at_nine_five_days_before_also_over_the_clock_change() -> None:
    begins = datetime(2026, 3, 31, 1, 0, tzinfo=UTC)
    told = ladder.planned_told_at(begins_at=begins, zone="Europe/Stockholm", policy=POLICY, now=AT)

    assert told == datetime(2026, 3, 26, 8, 0, tzinfo=UTC)  # winter time there, summer time when it begins
    late = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)
    assert ladder.planned_told_at(begins_at=begins, zone="Europe/Stockholm", policy=POLICY, now=late) == late


def test_the_desk_is_reminded_half_an_hour_before_and_never_in_the_past() -> None:
    assert ladder.reminded_at(until=AT + HOUR, policy=POLICY, now=AT) == AT + HOUR / 2
    assert ladder.reminded_at(until=AT + HOUR / 4, policy=POLICY, now=AT) == AT
