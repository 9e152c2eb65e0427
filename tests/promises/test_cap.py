"""Not more restrictions in a day than the operator's cap, and a second person who lifts it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import builders
from promises.conftest import Owing
from promises.forging import LIMITED_AT, put, refused, restrict, run
from varsel.operations.arrears.models import Deadline
from varsel.records.operator.policy import defaults, to_json

DAY = date(2026, 3, 24)


@pytest.fixture
def three(db: None) -> list[Owing]:
    """Give three services that may be limited, and an operator who limits two a day."""
    builders.set_policy(daily_cap=2)
    party_id = builders.customer()
    services = [builders.service(party_id=party_id) for _ in range(3)]
    return [Owing(one, deadline) for one, deadline in zip(services, builders.demanded(*services), strict=True)]


def test_the_third_of_a_day_is_refused_where_the_cap_is_two(three: list[Owing]) -> None:
    _limit(*three[:2])

    with refused(by="restrictions_daily_cap"):
        _limit(three[2])

    assert run("SELECT begun, cap FROM restrictions_day") == [(2, 2)]
    restrict(service=three[2].service, deadline=three[2].deadline, at=LIMITED_AT + timedelta(days=1))


def test_the_cap_is_that_of_the_version_in_force(three: list[Owing]) -> None:
    builders.set_policy(at=LIMITED_AT - timedelta(hours=1), daily_cap=1)
    _limit(three[0])

    with refused(by="restrictions_daily_cap"):
        _limit(three[1])


def test_one_person_raises_the_cap_for_tomorrow_and_not_for_today(three: list[Owing]) -> None:
    choices = to_json(policy=defaults())
    choices["payments"]["daily_cap"] = 1_000_000
    morning = LIMITED_AT - timedelta(hours=1)
    put("operator_policy_version", valid_from=morning, document=choices, digest="forged", set_by="forger")
    _limit(*three[:2])

    with refused(by="restrictions_daily_cap"):
        _limit(three[2])


def test_a_policy_of_yesterday_is_not_written_today(three: list[Owing]) -> None:
    _limit(three[0])
    version = {"document": to_json(policy=defaults()), "digest": "forged", "set_by": "forger"}

    with refused(by="operator_policy_version_not_backdated"):
        put("operator_policy_version", valid_from=LIMITED_AT - timedelta(days=1), **version)


def test_a_second_person_lifts_the_cap(three: list[Owing]) -> None:
    asking, lifting = builders.person(), builders.person()
    _limit(*three[:2])

    put("restrictions_cap_lift", day=DAY, cap=3, asked_by=asking, lifted_by=lifting, at=LIMITED_AT)

    _limit(three[2])
    assert run("SELECT begun, cap FROM restrictions_day") == [(3, 3)]


def test_who_asks_does_not_lift(three: list[Owing]) -> None:
    asking = builders.person()

    with refused(by="cap_lifted_by_a_second_person"):
        put("restrictions_cap_lift", day=DAY, cap=3, asked_by=asking, lifted_by=asking, at=LIMITED_AT)
    with refused(by="cap_lift_lifted_by"):
        put("restrictions_cap_lift", day=DAY, cap=3, asked_by=asking, lifted_by=999_999, at=LIMITED_AT)


def test_the_cap_is_lifted_for_the_day_itself_only(three: list[Owing]) -> None:
    people = {"asked_by": builders.person(), "lifted_by": builders.person(), "cap": 3, "at": LIMITED_AT}

    for day in (date(2026, 3, 23), date(2026, 4, 24)):
        with refused(by="cap_lift_for_today"):
            put("restrictions_cap_lift", day=day, **people)


def test_lifting_never_lowers(three: list[Owing]) -> None:
    people = {"asked_by": builders.person(), "lifted_by": builders.person(), "at": LIMITED_AT}

    put("restrictions_cap_lift", day=DAY, cap=1, **people)

    assert run("SELECT begun, cap FROM restrictions_day") == [(0, 2)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE restrictions_day SET begun = 0",
        "UPDATE restrictions_day SET cap = 1000",
        "DELETE FROM restrictions_day",
        "INSERT INTO restrictions_day (day, begun, cap) VALUES ('2026-03-25', 0, 1000)",
        "UPDATE restrictions_cap_lift SET cap = 1000",
        "TRUNCATE restrictions_day",
    ],
)
def test_the_count_is_not_changed_by_hand(three: list[Owing], statement: str) -> None:
    with refused(by="permission"):
        run(statement)


def test_a_bar_for_a_credit_limit_is_not_counted(three: list[Owing]) -> None:
    calls = builders.service(party_id=three[0].service.party_id, kind="mobile", at=LIMITED_AT)

    restrict(service=calls, deadline=None, ground="credit_limit", level="outgoing_barred")

    assert run("SELECT begun FROM restrictions_day") == []


def _limit(*owing: Owing) -> None:
    for one in owing:
        assert isinstance(one.deadline, Deadline)
        restrict(service=one.service, deadline=one.deadline)
