"""Receipts, bounces and brakes by raw SQL: what came back carries nothing, and nothing is said twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import builders
from promises.conftest import Owing
from promises.forging import LIMITED_AT, count, put, refused, restrict, run
from promises.telling import DEMANDED_AT, Demanded, attempt, deadline, hand_over, notice, queued
from varsel.outlets.notices.models import Attempt

HOUR = timedelta(hours=1)
ACCEPT = "UPDATE notices_attempt SET outcome = 'accepted', ended_at = %s WHERE id = %s"
TELL = "UPDATE notices_notice SET state = 'told', told_at = %s, told_by = 'email', received_at = %s WHERE id = %s"
FAIL = "UPDATE notices_attempt SET receipt = 'failed', failed_at = %s WHERE notice_id = %s"


@pytest.fixture
def untold(policy: int) -> Demanded:
    """Give a demand that waits to be handed over."""
    return queued(builders.service(party_id=builders.customer()))


def _bounce(notice_id: int, *, at: Any = LIMITED_AT) -> None:
    run(FAIL, at, notice_id)
    run(
        "INSERT INTO notices_bounce (notice_id, attempt_id, at, because)"
        " SELECT notice_id, id, %s, 'bounced' FROM notices_attempt WHERE notice_id = %s",
        at,
        notice_id,
    )


def test_what_awaits_a_receipt_is_told_by_the_receipt_and_not_by_the_hand_over(untold: Demanded) -> None:
    row = attempt(notice_id=untold.word.id, at=DEMANDED_AT, awaits_receipt=True)
    attempt_id = put("notices_attempt", **row)
    run(ACCEPT, DEMANDED_AT, attempt_id)
    with refused(by="notice_told_by_an_attempt"):
        run(TELL, DEMANDED_AT, DEMANDED_AT, untold.word.id)

    run("UPDATE notices_notice SET state = 'handed' WHERE id = %s", untold.word.id)
    later = DEMANDED_AT + HOUR
    run("UPDATE notices_attempt SET receipt = 'delivered', delivered_at = %s WHERE id = %s", later, attempt_id)
    with refused(by="notice_told_by_an_attempt"):
        run(TELL, DEMANDED_AT, DEMANDED_AT, untold.word.id)
    run(TELL, later, later, untold.word.id)


def test_nothing_waits_for_a_receipt_that_was_not_handed_over(untold: Demanded) -> None:
    with refused(by="notice_told_by_an_attempt"):
        run("UPDATE notices_notice SET state = 'handed' WHERE id = %s", untold.word.id)


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ("receipt = 'lost'", "attempt_receipt"),
        ("receipt = 'delivered', delivered_at = begun_at - interval '1 second'", "attempt_delivered_after_hand_over"),
        ("receipt = 'accepted', failed_at = begun_at", "attempt_failed_by_receipt"),
        ("set_aside_at = begun_at", "notices_attempt_said_twice"),
    ],
)
def test_a_receipt_says_what_it_can_say(untold: Demanded, change: str, by: str) -> None:
    hand_over(untold)

    with refused(by=by):
        run(f"UPDATE notices_attempt SET {change}")


def test_a_receipt_is_not_taken_back(untold: Demanded) -> None:
    hand_over(untold)
    run("UPDATE notices_attempt SET receipt = 'delivered', delivered_at = %s", DEMANDED_AT + HOUR)
    for change in ("receipt = 'accepted'", "receipt = NULL"):
        with refused(by="notices_receipt_climbs"):
            run(f"UPDATE notices_attempt SET {change}")
    with refused(by="notices_attempt_keeps_receipt"):
        run("UPDATE notices_attempt SET delivered_at = %s", DEMANDED_AT)

    part = put("notices_part", attempt_id=Attempt.objects.get().id, channel="sms", gateway_ref="1", receipt="failed")
    with refused(by="notices_part_receipt_climbs"):
        run("UPDATE notices_part SET receipt = 'delivered' WHERE id = %s", part)


def test_a_failed_hand_over_makes_room_for_the_next_and_only_then(untold: Demanded) -> None:
    first = put("notices_attempt", **attempt(notice_id=untold.word.id, at=DEMANDED_AT, awaits_receipt=True))
    run(ACCEPT, DEMANDED_AT, first)
    with refused(by="attempt_at_most_one_live"):
        put("notices_attempt", **attempt(notice_id=untold.word.id, at=DEMANDED_AT))

    run(FAIL, DEMANDED_AT, untold.word.id)
    put("notices_attempt", **attempt(notice_id=untold.word.id, at=DEMANDED_AT))


@pytest.mark.parametrize(("about", "is_refused"), [("service_reopened", True), ("outage_start", False)])
def test_only_what_may_be_said_twice_is_set_aside(untold: Demanded, about: str, is_refused: bool) -> None:
    row = notice(party_id=untold.warning.party_id, subject="service:1", about=about, at=DEMANDED_AT)
    notice_id = put("notices_notice", **row)
    first = put("notices_attempt", **attempt(notice_id=notice_id, at=DEMANDED_AT))
    set_aside = "UPDATE notices_attempt SET set_aside_at = ended_at WHERE id = %s"
    run("UPDATE notices_attempt SET outcome = 'unknown', ended_at = %s WHERE id = %s", DEMANDED_AT, first)
    if is_refused:
        with refused(by="notices_attempt_said_twice"):
            run(set_aside, first)
        with refused(by="attempt_at_most_one_live"):
            put("notices_attempt", **attempt(notice_id=notice_id, at=DEMANDED_AT))
    else:
        run(set_aside, first)
        put("notices_attempt", **attempt(notice_id=notice_id, at=DEMANDED_AT))
        with refused(by="attempt_set_aside_if_unknown"):
            run(ACCEPT, DEMANDED_AT, first)


def test_what_may_be_said_twice_is_not_for_us_to_choose(untold: Demanded) -> None:
    for statement in ("INSERT INTO notices_said_twice VALUES ('payment_demand')", "DELETE FROM notices_said_twice"):
        with refused(by="permission"):
            run(statement)


def test_only_what_was_told_and_failed_bounces(untold: Demanded) -> None:
    attempt_id = put("notices_attempt", **attempt(notice_id=untold.word.id, at=DEMANDED_AT))
    row = {"notice_id": untold.word.id, "attempt_id": attempt_id, "at": LIMITED_AT, "because": "x"}
    run(ACCEPT, DEMANDED_AT, attempt_id)
    for step in ("untold", "told"):
        with refused(by="notices_bounce_of_told"):
            put("notices_bounce", **row)
        if step == "untold":
            run(TELL, DEMANDED_AT, DEMANDED_AT, untold.word.id)
    run(FAIL, LIMITED_AT, untold.word.id)
    put("notices_bounce", **row)


def test_no_deadline_begins_with_a_demand_that_came_back(untold: Demanded) -> None:
    hand_over(untold)
    _bounce(untold.word.id, at=DEMANDED_AT + HOUR)

    with refused(by="arrears_deadline_of_arrived"):
        put("arrears_deadline", **deadline(untold))


def test_nothing_is_limited_on_a_demand_that_came_back(owing: Owing) -> None:
    _bounce(owing.deadline.notice_id)

    with refused(by="restrictions_warning_arrived"):
        restrict(service=owing.service, deadline=owing.deadline)
    assert count("restrictions_restriction") == 0


def test_without_the_bounce_it_is(owing: Owing) -> None:
    restrict(service=owing.service, deadline=owing.deadline)


def test_words_are_said_anew_once_and_only_instead_of_what_came_back(owing: Owing) -> None:
    party_id, told = owing.deadline.party_id, owing.deadline.notice_id
    row = notice(party_id=party_id, subject="invoice:1", at=LIMITED_AT, instead_of=told)
    with refused(by="notice_instead_of_bounced"):
        put("notices_notice", **row)

    _bounce(told)
    put("notices_notice", **row)
    with refused(by="notice_said_anew_once"):
        put("notices_notice", **(row | {"ref": builders.key()}))


def test_while_words_are_stopped_no_hand_over_begins(untold: Demanded) -> None:
    stop = {"channel": "email", "stopped": True, "at": DEMANDED_AT, "actor": "staff:1", "because": "wrong"}
    for changes, by in (({"because": ""}, "brake_because"), ({"channel": "fax"}, "brake_channel")):
        with refused(by=by):
            put("notices_brake", **(stop | changes))
    put("notices_brake", **stop)
    row = attempt(notice_id=untold.word.id, at=DEMANDED_AT)
    with refused(by="notices_attempt_not_while_stopped"):
        put("notices_attempt", **row)
    with refused(by="notices_brake_not_backdated"):
        put("notices_brake", **(stop | {"at": DEMANDED_AT - timedelta(days=30)}))

    put("notices_brake", **(stop | {"stopped": False}))
    first = put("notices_attempt", **row)
    run("UPDATE notices_attempt SET outcome = 'rejected', ended_at = %s WHERE id = %s", DEMANDED_AT, first)
    put("notices_brake", **(stop | {"channel": ""}))
    with refused(by="notices_attempt_not_while_stopped"):
        put("notices_attempt", **(row | {"ref": builders.key(), "channel": "sms"}))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM notices_receipt",
        "UPDATE notices_receipt SET state = 'delivered'",
        "DELETE FROM notices_part",
        "UPDATE notices_part SET gateway_ref = 'other'",
        "UPDATE notices_bounce SET because = 'other'",
        "DELETE FROM notices_bounce",
        "UPDATE notices_brake SET stopped = false",
        "DELETE FROM notices_brake",
        "UPDATE notices_notice SET instead_of = 1",
        "UPDATE notices_attempt SET awaits_receipt = false",
    ],
)
def test_proof_is_only_added_to(untold: Demanded, statement: str) -> None:
    with refused(by="permission"):
        run(statement)
