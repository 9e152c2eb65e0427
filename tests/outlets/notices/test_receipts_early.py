"""Receipts that are heard while their messages are still being handed over: told with them, in one write."""

from __future__ import annotations

from datetime import timedelta

import pytest

import builders
from outlets.notices.saying import Telling, tell
from varsel.outlets.notices import queries, receipts, resolving, sending
from varsel.outlets.notices.channels import Receipt
from varsel.outlets.notices.models import Attempt
from varsel.outlets.notices.models import Receipt as Kept
from varsel.outlets.notices.waiting import Asks
from varsel.records.journal import queries as journal

AT = builders.START
SOON, LATER, LATE = AT + timedelta(seconds=5), AT + timedelta(seconds=10), AT + timedelta(minutes=12)


@pytest.fixture
def party_id(db: None) -> int:
    """Give a customer with a phone and an e-mail address."""
    builders.set_policy()
    return builders.customer(contacts={"sms": "+46700000001", "email": "a@example.test"})


def _said(state: str, ref: str = "1-1") -> Receipt:
    return Receipt(state=state, at=SOON, gateway_ref=ref)  # type: ignore[arg-type]


def _note(*said: Receipt) -> int:
    return receipts.note(receipts=said, channel="sms", at=LATER)


def _state(notice_id: int) -> str:
    return queries.word(notice_id=notice_id).state


def _handed_over(*, parts: int = 1) -> sending.Handed:
    gateway = Telling(parts=parts)
    batch = sending.intend(at=AT, owner="t", gateways={"sms": gateway}, asks=Asks())
    return sending.hand_over(batch=batch, gateways={"sms": gateway})


def test_what_is_heard_before_the_answer_is_written_is_told_with_it(party_id: int) -> None:
    notice_id, handed = tell(party_id=party_id, at=AT), _handed_over()

    sending.conclude(handed=handed, heard={"sms": [_said("delivered"), _said("delivered")]})

    assert (_state(notice_id), Kept.objects.filter(attempt_id=None).count()) == ("told", 0)
    assert Kept.objects.count() == 2
    assert Attempt.objects.get().receipt == "delivered"
    assert receipts.match_waiting(at=LATER) == 0
    assert _note(_said("delivered")) == 1
    assert len(journal.entries(about=["service:1"])) == 1


def test_what_was_kept_before_the_answer_was_written_finds_its_message_later(party_id: int) -> None:
    notice_id, handed = tell(party_id=party_id, at=AT), _handed_over()

    assert _note(_said("delivered")) == 0
    assert _note(Receipt(state="delivered", at=LATER, ref=str(handed.concluded[0].begun.ref))) == 0
    sending.conclude(handed=handed, heard={})

    assert _state(notice_id) == "handed"
    assert receipts.match_waiting(at=LATER) == 2
    assert (_state(notice_id), Kept.objects.filter(attempt_id=None).count()) == ("told", 0)


@pytest.mark.parametrize(("said", "then"), [("failed", "queued"), ("accepted", "handed")])
def test_what_else_is_heard_before_the_answer_is_kept_and_finds_its_message_later(
    party_id: int, said: str, then: str
) -> None:
    notice_id, handed = tell(party_id=party_id, at=AT), _handed_over()

    sending.conclude(handed=handed, heard={"sms": [_said(said)]})
    assert (_state(notice_id), Kept.objects.filter(attempt_id=None).count()) == ("handed", 1)

    assert receipts.match_waiting(at=LATER) == 1
    assert _state(notice_id) == then
    assert receipts.match_waiting(at=LATER) == 0


@pytest.mark.parametrize(("first", "second"), [("delivered", "failed"), ("failed", "delivered")])
def test_what_contradicts_itself_before_the_answer_did_not_arrive(party_id: int, first: str, second: str) -> None:
    notice_id, handed = tell(party_id=party_id, at=AT), _handed_over()

    sending.conclude(handed=handed, heard={"sms": [_said(first), _said(second)]})
    receipts.match_waiting(at=LATER)

    assert (_state(notice_id), Attempt.objects.get().receipt) == ("queued", "failed")


def test_one_part_that_is_heard_before_the_answer_is_not_the_whole_message(party_id: int) -> None:
    notice_id, handed = tell(party_id=party_id, at=AT), _handed_over(parts=2)

    sending.conclude(handed=handed, heard={"sms": [_said("delivered", "1-1")]})
    assert receipts.match_waiting(at=LATER) == 1
    assert _state(notice_id) == "handed"

    assert _note(_said("delivered", "1-2")) == 1
    assert _state(notice_id) == "told"


def test_all_parts_that_are_heard_before_the_answer_are_the_whole_message(party_id: int) -> None:
    notice_id, handed = tell(party_id=party_id, at=AT), _handed_over(parts=2)

    sending.conclude(handed=handed, heard={"sms": [_said("delivered", "1-2"), _said("delivered", "1-1")]})

    assert (_state(notice_id), Kept.objects.filter(attempt_id=None).count()) == ("told", 0)


@pytest.mark.parametrize(("channel", "ref"), [("email", "1-1"), ("sms", "9-9")])
def test_what_is_heard_of_another_channel_or_message_tells_nothing(party_id: int, channel: str, ref: str) -> None:
    notice_id, handed = tell(party_id=party_id, at=AT), _handed_over()

    sending.conclude(handed=handed, heard={channel: [_said("delivered", ref)]})
    receipts.match_waiting(at=LATER)

    assert (_state(notice_id), Kept.objects.filter(attempt_id=None).count()) == ("handed", 1)


def test_what_is_heard_of_a_message_that_was_resolved_meanwhile_waits(party_id: int) -> None:
    notice_id, handed = tell(party_id=party_id, at=AT), _handed_over()
    assert resolving.find_lost(at=LATE) == 1
    resolving.resolve(notice_id=notice_id, arrived=False, because="asked them", actor="test", at=LATE)

    sending.conclude(handed=handed, heard={"sms": [_said("delivered")]})

    assert (_state(notice_id), Kept.objects.filter(attempt_id=None).count()) == ("queued", 1)
