"""Closing by raw SQL: only where its own limiting has just ended, and not before the tenth day has (LEK 7:34 st. 2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

import builders
from promises.conftest import Owing
from promises.forging import CLOSED_AT, LIMITED_AT, close, count, permit, refused, restrict, run

MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
def limited(owing: Owing) -> tuple[Owing, int]:
    """Give a service that was limited on Tuesday 24 March: the clocks change on Sunday 29 March."""
    return owing, restrict(service=owing.service, deadline=owing.deadline)


def test_a_service_is_closed_from_the_first_instant_after_the_tenth_day(limited: tuple[Owing, int]) -> None:
    owing, limited_id = limited

    close(service=owing.service, deadline=owing.deadline, limited_id=limited_id, at=CLOSED_AT)

    assert run("SELECT level FROM restrictions_restriction WHERE ended_at IS NULL") == [("closed",)]


@pytest.mark.parametrize(
    "early",
    [
        MICROSECOND,
        timedelta(minutes=1),
        timedelta(hours=1),  # midnight by the clock of before the change
        timedelta(days=1),
        CLOSED_AT - (LIMITED_AT + timedelta(days=10)),  # ten times twenty-four hours are not ten days
        CLOSED_AT - (LIMITED_AT + timedelta(days=9, hours=23, minutes=59)),
        CLOSED_AT - LIMITED_AT - MICROSECOND,
    ],
)
def test_a_service_is_not_closed_before_its_tenth_day_has_ended(limited: tuple[Owing, int], early: timedelta) -> None:
    owing, limited_id = limited

    with refused(by="restriction_days_of_functional_internet"):
        close(service=owing.service, deadline=owing.deadline, limited_id=limited_id, at=CLOSED_AT - early)

    assert run("SELECT level, ended_at FROM restrictions_restriction") == [("limited", None)]


def test_the_tenth_day_ends_at_midnight_when_the_clocks_go_back(owing_with: Callable[..., Owing]) -> None:
    owing = owing_with(due_on=date(2026, 10, 2))
    limited_id = restrict(service=owing.service, deadline=owing.deadline, at=datetime(2026, 10, 20, 8, 0, tzinfo=UTC))
    midnight = datetime(2026, 10, 30, 23, 0, tzinfo=UTC)

    for early in (timedelta(hours=1), MICROSECOND):
        with refused(by="restriction_days_of_functional_internet"):
            close(service=owing.service, deadline=owing.deadline, limited_id=limited_id, at=midnight - early)
    close(service=owing.service, deadline=owing.deadline, limited_id=limited_id, at=midnight)


@pytest.mark.parametrize(
    ("forged", "by"),
    [
        ({"zone": "Pacific/Kiritimati"}, "restriction_country"),  # its day ends fourteen hours before
        ({"limited_days": 0}, "restriction_country"),
        ({"country": "NO", "zone": "Europe/Oslo", "limited_days": 0}, "restriction_service"),
        ({"limited_on": date(2026, 3, 20)}, "restriction_follows_limited"),
        ({"limited_id": 999_999}, "restriction_follows_limited"),
        ({"limited_id": None}, "restriction_closed_follows_limited"),
        ({"limited_on": None}, "restriction_closed_follows_limited"),
        ({"limited_id": None, "limited_on": None}, "restriction_closed_follows_limited"),
        ({"ground": "repeatedly_late"}, "restriction_warning"),
    ],
)
def test_a_closing_with_forged_columns_is_refused(limited: tuple[Owing, int], forged: dict[str, Any], by: str) -> None:
    owing, limited_id = limited
    early = CLOSED_AT - timedelta(hours=9)
    at = early if "limited_on" in forged or "zone" in forged else CLOSED_AT
    permit_id = permit(service=owing.service, at=at, level="closed")

    with refused(by=by):
        own = {"service": owing.service, "deadline": owing.deadline, "limited_id": limited_id}
        _close(**(own | {"at": at, "permit_id": permit_id} | forged))


def test_the_generated_columns_of_a_closing_can_not_be_written(limited: tuple[Owing, int]) -> None:
    owing, limited_id = limited

    with pytest.raises(Exception, match="limited_until"), transaction.atomic():
        close(service=owing.service, deadline=owing.deadline, limited_id=limited_id, limited_until=LIMITED_AT)


def test_a_service_that_was_never_limited_is_not_closed(owing: Owing) -> None:
    with refused(by="restriction_closed_follows_limited"):
        restrict(service=owing.service, deadline=owing.deadline, at=CLOSED_AT, level="closed")


def test_a_service_that_was_reopened_is_not_closed_on_its_old_days(limited: tuple[Owing, int]) -> None:
    owing, limited_id = limited
    reopened_at = LIMITED_AT + timedelta(days=2)
    run("UPDATE restrictions_restriction SET ended_at = %s WHERE id = %s", reopened_at, limited_id)
    follows = {"limited_id": limited_id, "limited_on": date(2026, 3, 24)}

    with refused(by="restriction_follows_limited"):
        restrict(service=owing.service, deadline=owing.deadline, at=CLOSED_AT, level="closed", **follows)


def test_a_service_that_is_still_limited_is_not_closed_beside_it(limited: tuple[Owing, int]) -> None:
    owing, limited_id = limited
    follows = {"limited_id": limited_id, "limited_on": date(2026, 3, 24)}

    with refused(by="restriction_one_of_a_kind"):
        restrict(service=owing.service, deadline=owing.deadline, at=CLOSED_AT, level="closed", **follows)


def test_another_services_limiting_closes_nothing(two: tuple[Owing, Owing]) -> None:
    one, other = two
    limited_id = restrict(service=one.service, deadline=one.deadline)

    with refused(by="restriction_follows_limited"):
        close(service=other.service, deadline=other.deadline, limited_id=limited_id)


def test_norway_closes_on_the_day_after_at_the_earliest(owing_with: Callable[..., Owing]) -> None:
    owing = owing_with(country="NO")
    at = owing.deadline.ends_at + timedelta(hours=10)
    limited_id = restrict(service=owing.service, deadline=owing.deadline, at=at)
    midnight = owing.deadline.ends_at + timedelta(days=1)

    for too_early in (at + timedelta(hours=1), midnight - MICROSECOND):
        with refused(by="restriction_days_of_functional_internet"):
            close(service=owing.service, deadline=owing.deadline, limited_id=limited_id, at=too_early)
    close(service=owing.service, deadline=owing.deadline, limited_id=limited_id, at=midnight)


def test_a_restriction_that_ended_is_not_brought_back_or_moved(limited: tuple[Owing, int]) -> None:
    _, limited_id = limited
    run("UPDATE restrictions_restriction SET ended_at = %s WHERE id = %s", CLOSED_AT, limited_id)

    for ended_at in (None, CLOSED_AT + timedelta(days=1)):
        with refused(by="restrictions_restriction_only_ends"):
            run("UPDATE restrictions_restriction SET ended_at = %s WHERE id = %s", ended_at, limited_id)


def test_a_restriction_does_not_end_before_it_begins(limited: tuple[Owing, int]) -> None:
    _, limited_id = limited

    with refused(by="restriction_ends_after"):
        run("UPDATE restrictions_restriction SET ended_at = begins_at - interval '1 day' WHERE id = %s", limited_id)


@pytest.mark.parametrize("column", ["begins_at", "begins_on", "level", "permit_id", "service_id", "warning_ends_at"])
def test_nothing_else_of_a_restriction_is_changed(limited: tuple[Owing, int], column: str) -> None:
    with refused(by="permission"):
        run(f"UPDATE restrictions_restriction SET {column} = {column}")
    with refused(by="permission"):
        run("DELETE FROM restrictions_restriction")

    assert count("restrictions_restriction") == 1


def test_paying_by_the_road_that_production_takes_opens_the_service_again(limited: tuple[Owing, int]) -> None:
    owing, _ = limited
    builders.pay(invoice_id=owing.deadline.invoice_id, on=date(2026, 3, 24), at=LIMITED_AT)

    builders.advance(after=LIMITED_AT, to=LIMITED_AT)

    assert run("SELECT ended_at FROM restrictions_restriction") == [(LIMITED_AT,)]


def _close(**given: Any) -> None:
    """End the limiting that there is, and insert the closing as it is given."""
    run("UPDATE restrictions_restriction SET ended_at = %s WHERE level = 'limited'", given["at"])
    restrict(level="closed", **({"limited_on": date(2026, 3, 24)} | given))
