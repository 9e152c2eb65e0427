"""Who can't be reached by SMS or e-mail for an urgent word is on the call list, with a clock, until rung."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

import builders
from outlets.notices.saying import send, tell
from varsel.outlets.notices import purposes, queries, ringing
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.outlets.notices.models import Attempt
from varsel.outlets.notices.settling import CALL
from varsel.records.clocks import queries as clocks
from varsel.records.journal import queries as journal
from varsel.records.parties import actions as parties

AT = builders.START
HOUR = timedelta(hours=1)


@pytest.fixture
def never_letter(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a word that has a wording be one that is never posted, as those of outages are."""
    builders.set_policy()
    purpose = replace(purposes.PURPOSES["service_reopened"], route="urgent_never_letter")
    monkeypatch.setitem(purposes.PURPOSES, "service_reopened", purpose)


@pytest.fixture
def to_be_rung(never_letter: None) -> int:
    """Give a word to a customer who only has a letter box."""
    notice_id = tell(party_id=builders.customer(contacts={"letter": "Storgatan 1"}), at=AT)
    send(at=AT, gateway=Recorder())
    return notice_id


def _duty(notice_id: int) -> tuple[str, object]:
    (duty,) = clocks.duties(about=[f"notice:{notice_id}"])
    assert duty.kind == CALL
    return duty.state, duty.due_at


def _ring(notice_id: int, said: str = "told her that the line is open again") -> None:
    ringing.rung(notice_id=notice_id, said=said, actor="staff:7", at=AT + HOUR)


def test_who_only_has_a_letter_box_is_to_be_rung_within_hours(to_be_rung: int) -> None:
    assert [word.id for word in queries.call_list()] == [to_be_rung]
    assert _duty(to_be_rung) == ("open", AT + 4 * HOUR)


def test_who_has_a_phone_is_not(never_letter: None) -> None:
    notice_id = tell(party_id=builders.customer(contacts={"sms": "+46700000001", "letter": "Storgatan 1"}), at=AT)
    send(at=AT, gateway=Recorder())

    assert (queries.call_list(), clocks.duties(about=[f"notice:{notice_id}"])) == ([], [])


def test_rung_is_told_and_off_the_list(to_be_rung: int) -> None:
    _ring(to_be_rung)

    word = queries.word(notice_id=to_be_rung)
    assert (word.state, word.told_by, word.told_at, word.text[:8]) == ("told", "phone", AT + HOUR, "told her")
    assert (queries.call_list(), _duty(to_be_rung)[0]) == ([], "kept")
    kinds = [(entry.kind, entry.actor) for entry in journal.entries(about=["service:1"])]
    assert kinds[-2:] == [("notice_told", "system"), ("customer_informed", "staff:7")]


def test_not_rung_in_time_is_a_broken_duty_and_still_on_the_list(to_be_rung: int) -> None:
    builders.advance(after=AT + HOUR, to=AT + 5 * HOUR)

    assert _duty(to_be_rung)[0] == "broken"
    assert [word.id for word in queries.call_list()] == [to_be_rung]
    _ring(to_be_rung)
    assert queries.call_list() == []


def test_a_new_number_takes_the_word_and_the_duty_off_the_list(to_be_rung: int) -> None:
    party_id = queries.word(notice_id=to_be_rung).party_id
    parties.change_contact(party_id=party_id, channel="sms", value="+46700000002", at=AT + HOUR, actor="staff:7")

    builders.advance(after=AT + HOUR, to=AT + HOUR)

    assert queries.word(notice_id=to_be_rung).told_by == "sms"
    assert _duty(to_be_rung)[0] == "dropped"


def test_a_call_without_a_word_of_what_was_said_is_no_proof(to_be_rung: int) -> None:
    with pytest.raises(ringing.NotToBeRung, match="what was said"):
        _ring(to_be_rung, said="  ")
    assert Attempt.objects.count() == 0


def test_nobody_is_rung_twice_for_one_word(to_be_rung: int) -> None:
    _ring(to_be_rung)

    with pytest.raises(ringing.NotToBeRung, match="not on the call list"):
        _ring(to_be_rung)
    assert Attempt.objects.count() == 1


def test_a_call_does_not_stand_for_a_demand(never_letter: None) -> None:
    notice_id = tell(party_id=builders.customer(contacts={}), about="payment_demand", subject="invoice:1", at=AT)
    send(at=AT, gateway=Recorder())
    assert [word.id for word in queries.call_list()] == [notice_id]

    with pytest.raises(ringing.NotToBeRung, match="does not stand"):
        _ring(notice_id)
    assert queries.word(notice_id=notice_id).state == "unreached"
