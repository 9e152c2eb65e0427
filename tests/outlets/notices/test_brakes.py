"""A person stops all words, or a channel's; caps keep a customer from being flooded; urgent words pass the caps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from psycopg.errors import CheckViolation

import builders
from outlets.notices.saying import send, tell
from varsel.outlets.notices import brakes, queries, sending
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.outlets.notices.models import Attempt
from varsel.outlets.notices.purposes import PURPOSES, Purpose
from varsel.outlets.notices.waiting import Asks, take
from varsel.records.journal import queries as journal

AT = builders.START
MINUTE = timedelta(minutes=1)


@pytest.fixture
def party_id(db: None) -> int:
    """Give a customer with an e-mail address and a phone."""
    builders.set_policy(notices={"hourly_cap": 2, "daily_cap": 3})
    return builders.customer(contacts={"email": "a@example.test", "sms": "+46700000001"})


def _stop(channel: str = "") -> bool:
    return brakes.stop(channel=channel, because="wrong amounts", actor="staff:1", at=AT)


def _go(channel: str = "", minutes: int = 1) -> bool:
    return brakes.go(channel=channel, because="right again", actor="staff:1", at=AT + minutes * MINUTE)


def test_a_stop_stops_all_and_go_lets_them_go(party_id: int) -> None:
    notice_id, gateway = tell(party_id=party_id, at=AT), Recorder()

    assert _stop()
    assert send(at=AT, gateway=gateway) == 0
    assert (gateway.handed, queries.word(notice_id=notice_id).state) == ([], "queued")

    assert _go()
    send(at=AT + MINUTE, gateway=gateway)
    assert queries.word(notice_id=notice_id).state == "told"


def test_a_stopped_channel_holds_its_own_words_and_no_others(party_id: int) -> None:
    _stop("email")
    held = tell(party_id=party_id, about="payment_demand", subject="invoice:1", at=AT)
    goes = tell(party_id=party_id, at=AT)

    send(at=AT, gateway=Recorder())

    assert [queries.word(notice_id=one).state for one in (held, goes)] == ["queued", "told"]
    _go("email")
    send(at=AT + MINUTE, gateway=Recorder())
    assert queries.word(notice_id=held).told_by == "email"


def test_a_stop_is_written_down_with_who_and_why_and_only_once(party_id: int) -> None:
    assert _stop()
    assert not _stop()
    assert not _go("sms")

    (entry,) = journal.entries(about=["words"])
    assert (entry.kind, entry.actor, entry.facts["because"]) == ("words_stopped", "staff:1", "wrong amounts")
    (brake,) = queries.brakes()
    assert (brake.channel, brake.stopped, brake.actor) == ("", True, "staff:1")
    assert all(one.stopped for one in queries.health(at=AT))


@pytest.mark.parametrize(("channel", "because"), [("fax", "x"), ("", " ")])
def test_a_stop_of_nothing_or_for_no_reason_is_refused(party_id: int, channel: str, because: str) -> None:
    with pytest.raises(ValueError, match=r"channel|say why"):
        brakes.stop(channel=channel, because=because, actor="staff:1", at=AT)
    assert queries.brakes() == []


def test_who_claimed_before_the_stop_and_did_not_ask_is_refused_by_the_database(
    party_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(party_id=party_id, at=AT)
    _stop()
    monkeypatch.setattr(brakes, "stopped", set)

    with pytest.raises(CheckViolation, match="words are stopped"):
        sending.intend(at=AT, owner="t", gateways={"sms": Recorder()}, asks=Asks())
    assert Attempt.objects.count() == 0


@pytest.fixture
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the word that a service is open again be neither urgent nor legal, as the words of later rooms are."""
    monkeypatch.setitem(PURPOSES, "service_reopened", Purpose("service_reopened", "preferred", held_at_night=False))


def _words(party_id: int, count: int) -> list[int]:
    return [tell(party_id=party_id, subject=f"service:{n}", at=AT) for n in range(count)]


def test_over_the_hourly_cap_the_rest_waits_an_hour(party_id: int, calm: None) -> None:
    first, second, third = _words(party_id, 3)
    gateway = Recorder()

    send(at=AT, gateway=gateway)
    assert [queries.word(notice_id=one).state for one in (first, second, third)] == ["told", "told", "queued"]
    assert queries.next_due_at(after=AT) == AT + 60 * MINUTE

    send(at=AT + 59 * MINUTE, gateway=gateway)
    assert len(gateway.handed) == 2
    send(at=AT + 60 * MINUTE, gateway=gateway)
    assert len(gateway.handed) == 3


def test_over_the_daily_cap_the_rest_waits_a_day(party_id: int, calm: None) -> None:
    _words(party_id, 4)
    gateway = Recorder()
    for minutes in (0, 60, 120):
        send(at=AT + minutes * MINUTE, gateway=gateway)

    assert len(gateway.handed) == 3
    assert queries.next_due_at(after=AT + 120 * MINUTE) == AT + timedelta(days=1)
    send(at=AT + timedelta(days=1), gateway=gateway)
    assert len(gateway.handed) == 4


def test_urgent_words_pass_the_caps_and_another_customer_is_not_held(party_id: int, calm: None) -> None:
    _words(party_id, 2)
    send(at=AT, gateway=Recorder())
    urgent = tell(party_id=party_id, about="credit_limit_reached", at=AT)
    other = tell(party_id=builders.customer(), at=AT)

    send(at=AT, gateway=Recorder())

    assert [queries.word(notice_id=one).state for one in (urgent, other)] == ["told", "told"]


def test_what_the_law_asks_for_is_held_by_no_cap(party_id: int) -> None:
    demands = [tell(party_id=party_id, about="payment_demand", subject=f"invoice:{n}", at=AT) for n in range(5)]

    send(at=AT, gateway=Recorder())

    assert [queries.word(notice_id=one).state for one in demands] == ["told"] * 5


def test_a_sender_leaves_to_others_what_is_theirs(party_id: int) -> None:
    letter = tell(party_id=party_id, about="payment_demand", subject="invoice:1", at=AT)
    mine = tell(party_id=party_id, at=AT)
    gateway = Recorder()

    for _ in range(3):
        sending.send(at=AT, owner="sms", gateways={"sms": gateway}, asks=Asks())

    assert [message.channel for message in gateway.handed] == ["sms"]
    assert [queries.word(notice_id=one).state for one in (letter, mine)] == ["queued", "told"]
    sending.send(at=AT, owner="email", gateways={"email": gateway}, asks=Asks())
    assert queries.word(notice_id=letter).told_by == "email"


def test_taking_nothing_asks_for_nothing(party_id: int) -> None:
    taken = take(channels=["sms"], limit=10, asks=Asks(), at=AT)

    assert (taken.count, taken.ready) == (0, ())


@pytest.mark.parametrize("channel", ["", "sms"])
def test_what_was_claimed_before_the_stop_is_not_handed_over_after_it(party_id: int, channel: str) -> None:
    notice_id, recorder = tell(party_id=party_id, at=AT), Recorder()
    batch = sending.intend(at=AT, owner="t", gateways={"sms": recorder}, asks=Asks())
    brakes.stop(channel=channel, because="wrong amounts", actor="test", at=AT)

    sent = sending.conclude(handed=sending.hand_over(batch=batch, gateways={"sms": recorder}), heard={})

    assert (recorder.handed, sent.answers) == ([], {"deferred": 1})
    assert queries.word(notice_id=notice_id).state == "queued"


def test_another_channels_stop_stops_nothing_that_was_claimed(party_id: int) -> None:
    tell(party_id=party_id, at=AT)
    recorder = Recorder()
    batch = sending.intend(at=AT, owner="t", gateways={"sms": recorder}, asks=Asks())
    brakes.stop(channel="email", because="wrong amounts", actor="test", at=AT)

    sending.hand_over(batch=batch, gateways={"sms": recorder})

    assert len(recorder.handed) == 1
