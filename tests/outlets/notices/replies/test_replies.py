"""What customers write back is kept once, with the notice that it answers, until a person has seen to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import builders
from outlets.notices.saying import send, tell
from varsel.kit.reading import fetch
from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.outlets.notices.replies import actions, queries
from varsel.outlets.notices.replies.actions import AlreadyHandled

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


@pytest.fixture
def anna(transactional_db: None) -> int:
    """Give a customer who was told something by SMS."""
    builders.set_policy()
    party = builders.customer(contacts={"sms": "+46701740605", "email": "anna@example.test"})
    tell(party_id=party, at=AT, about="service_reopened")
    send(at=AT, gateway=Recorder())
    return party


def _came(**changes: Any) -> Reply:
    given: dict[str, Any] = {"channel": "sms", "address": "+46701740605", "to": "71234", "text": "Tack", "key": "k1"}
    return Reply(**(given | {"at": LATER} | changes))


def _take(*, ref: str = "", at: datetime = LATER, automatic: bool = False, **changes: Any) -> queries.Written:
    key = actions.take(reply=_came(**changes), at=at, ref=ref, automatic=automatic)
    assert key is not None
    found = queries.reply(reply_id=key)
    assert found is not None
    return found


def _last_notice() -> int:
    return int(fetch(statement="SELECT max(id) FROM notices_notice", values={})[0][0])


def test_a_reply_answers_the_last_word_that_went_to_its_number(anna: int) -> None:
    reply = _take()

    assert (reply.notice_id, reply.party_id, reply.text) == (_last_notice(), anna, "Tack")
    assert queries.to_notice(notice_id=_last_notice()) == [reply]
    assert queries.of_party(party_id=anna) == [reply]


def test_our_reference_says_better_what_it_answers(anna: int) -> None:
    first, ref = _last_notice(), str(fetch(statement="SELECT ref FROM notices_attempt", values={})[0][0])
    tell(party_id=anna, at=LATER, about="service_reopened", subject="service:2")
    send(at=LATER, gateway=Recorder())

    assert _last_notice() != first
    assert _take(ref=ref).notice_id == first


@pytest.mark.parametrize("ref", ["", "nonsense", "01920000-0000-7000-8000-000000000000"])
def test_a_reference_that_is_not_ours_is_as_if_there_were_none(anna: int, ref: str) -> None:
    assert _take(ref=ref).notice_id == _last_notice()


@pytest.mark.parametrize(("days", "answers"), [(29, True), (30, False), (31, False)])
def test_who_writes_after_thirty_days_does_not_answer_our_last_word(anna: int, days: int, answers: bool) -> None:
    reply = _take(at=AT + timedelta(days=days))

    assert (reply.notice_id is not None) == answers
    assert reply.party_id == anna


def test_an_unknown_number_is_kept_all_the_same(anna: int) -> None:
    reply = _take(address="+46709999999")

    assert (reply.notice_id, reply.party_id) == (None, None)
    assert queries.count_waiting() == 1


def test_a_number_that_two_customers_have_is_nobodys(anna: int) -> None:
    builders.customer(contacts={"sms": "+46701111111"}, at=AT)
    builders.customer(contacts={"sms": "+46701111111"}, at=AT)

    assert _take(address="+46701111111").party_id is None


def test_the_same_reply_is_kept_once_however_often_it_comes(anna: int) -> None:
    _take()

    assert actions.take(reply=_came(), at=LATER) is None
    assert len(queries.waiting(limit=10)) == 1
    assert _take(channel="email", address="anna@example.test").id


def test_what_a_machine_wrote_waits_for_nobody(anna: int) -> None:
    _take(automatic=True)

    assert queries.waiting(limit=10) == []
    assert len(queries.of_party(party_id=anna)) == 1


def test_a_person_sees_to_it_once_and_says_what_they_did(anna: int) -> None:
    reply = _take()

    actions.handle(reply_id=reply.id, said=" rang  back ", at=LATER, actor="staff:1")

    seen = queries.reply(reply_id=reply.id)
    assert seen is not None
    assert (seen.handled_by, seen.handled_as) == ("staff:1", "rang back")
    assert queries.count_waiting() == 0
    with pytest.raises(AlreadyHandled, match="staff:1 has seen to it: rang back"):
        actions.handle(reply_id=reply.id, said="again", at=LATER, actor="staff:2")


def test_nothing_is_seen_to_without_words(anna: int) -> None:
    reply = _take()

    with pytest.raises(ValueError, match="say what was done"):
        actions.handle(reply_id=reply.id, said="  ", at=LATER, actor="staff:1")
    assert queries.count_waiting() == 1


@pytest.mark.parametrize(("text", "kept"), [("a\0b", "a�b"), ("x" * 30_000, "x" * 20_000), ("", "")])
def test_whatever_is_written_is_kept_as_far_as_it_can_be(anna: int, text: str, kept: str) -> None:
    assert _take(text=text).text == kept


def test_the_journal_tells_that_somebody_wrote_and_not_what(anna: int) -> None:
    reply = _take(text="min hemlighet")

    entries = fetch(statement="SELECT kind, about, facts::text FROM journal_entry ORDER BY id DESC LIMIT 1", values={})
    assert entries[0][:2] == ("reply_came", f"reply:{reply.id}")
    assert "hemlighet" not in entries[0][2]


@pytest.mark.parametrize(
    "changes",
    [
        {"address": "+4670\0"},
        {"to": "7\0"},
        {"text": "Hej \ud83d"},
        {"address": "anna\udce5@example.test"},
        {"key": "k\0"},
        {"key": "<" + "a" * 5000 + "@example.test>"},
        {"address": "a" * 5000},
    ],
    ids=["NUL in the sender", "NUL in the receiver", "half a sign", "a raw octet", "NUL in the key", "key", "sender"],
)
def test_what_no_table_holds_is_kept_as_far_as_it_can_be_and_once(anna: int, changes: dict[str, str]) -> None:
    reply = _came(**changes)

    assert actions.take(reply=reply, at=LATER) is not None
    assert actions.take(reply=reply, at=LATER) is None
