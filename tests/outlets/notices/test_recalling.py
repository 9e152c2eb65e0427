"""Whose a receipt is, when the gateway's answer was lost."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection

import builders
from outlets.notices.saying import tell
from varsel.outlets.notices import recalling
from varsel.outlets.notices.channels import Receipt
from varsel.outlets.notices.channels.smpp.heard import Note
from varsel.outlets.notices.models import Attempt, Notice, Part

AT = builders.START
TO = "+46700000001"
REF = "01957000-0000-7000-8000-00000000beef"
NOTE = Note(Receipt("delivered", AT, gateway_ref="77"), TO, 0xBEEF)


def _attempt(*, ref: str = REF, content: str = "Hej", outcome: str | None = "unknown") -> None:
    notice_id = tell(party_id=builders.customer(contacts={"sms": TO}), at=AT)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_attempt (ref, notice_id, channel, address, content, sha256, stated, owner, begun_at,"
            " awaits_receipt, gateway_ref, because) VALUES (%(ref)s, %(notice)s, 'sms', %(to)s, %(content)s,"
            " encode(sha256(%(content)s), 'hex'), '{}', 'test', %(at)s, true, '', '')",
            {"ref": ref, "notice": notice_id, "to": TO, "content": content.encode(), "at": AT},
        )
    if outcome:
        Attempt.objects.filter(ref=ref).update(outcome=outcome, ended_at=AT)
    if outcome == "unknown":
        Notice.objects.filter(id=notice_id).update(state="unknown", settled_at=AT)


def _recalled(note: Note = NOTE) -> Receipt:
    (receipt,) = recalling.recall(notes=[note], at=AT + timedelta(minutes=1))
    return receipt


@pytest.fixture(autouse=True)
def _policy(db: None) -> None:
    builders.set_policy()


def test_number_and_short_reference_together_name_the_message_and_its_name_is_kept() -> None:
    _attempt()

    assert (_recalled().ref, _recalled().state) == (REF, "delivered")
    assert [part.gateway_ref for part in Part.objects.all()] == ["77"]


@pytest.mark.parametrize(
    "note",
    [NOTE._replace(address="+46700000002"), NOTE._replace(short_reference=0xBEEE), NOTE._replace(short_reference=None)],
)
def test_one_of_them_alone_names_nothing(note: Note) -> None:
    _attempt()

    assert _recalled(note).ref == ""
    assert not Part.objects.exists()


def test_two_that_could_be_meant_are_none() -> None:
    _attempt()
    _attempt(ref=str(uuid.UUID(int=uuid.UUID(REF).int + (1 << 64))))

    assert _recalled().ref == ""


@pytest.mark.parametrize("outcome", ["accepted", "rejected"])
def test_a_message_that_was_answered_is_not_meant(outcome: str) -> None:
    _attempt(outcome=outcome)

    assert _recalled().ref == ""


def test_a_message_whose_answer_is_still_awaited_is_named_and_its_parts_left_to_the_answer() -> None:
    _attempt(outcome=None)

    assert _recalled().ref == REF
    assert not Part.objects.exists()


def test_a_part_of_a_long_message_does_not_deliver_it() -> None:
    _attempt(content="å" * 161)

    assert (_recalled().ref, _recalled().state) == (REF, "accepted")
    assert not Part.objects.exists()


def test_what_failed_in_part_has_failed() -> None:
    _attempt(content="å" * 161)

    assert _recalled(NOTE._replace(receipt=NOTE.receipt._replace(state="failed"))).state == "failed"


@pytest.mark.parametrize("ref", [REF, "no uuid", "0195f000-0000-7000-8000-000000000000"])
def test_our_own_reference_goes_before_the_short_one(ref: str) -> None:
    _attempt()
    note = Note(Receipt("accepted", AT, ref=ref, gateway_ref="78"), "")

    assert _recalled(note).ref == ref
    assert Part.objects.filter(gateway_ref="78").exists() == (ref == REF)
