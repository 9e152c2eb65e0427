"""The channels today, and the stop: one button with a reason, seen on every page until a person lets it go."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from outlets.notices.saying import send, tell
from surfaces.outbox.saying import NOW, Said, agent, customer, text
from varsel.kit import clock
from varsel.outlets.notices import brakes, queries
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.records.journal import queries as journal

STOP = {"channel": "", "because": "wrong amounts in today's demands"}


def test_each_channel_says_what_it_did_since_midnight(said: Said) -> None:
    sms = next(one for one in queries.health(at=NOW, over=timedelta(hours=9)) if one.channel == "sms")
    assert (sms.accepted, sms.unknown, sms.failed, sms.waiting) == (3, 1, 1, 2)


def test_a_stop_says_how_soon_it_held_and_nothing_begins_after_it(said: Said) -> None:
    answer = agent().post("/outbox/channels/stop/", STOP, follow=True).content.decode()

    told = re.search(r"No hand-over begins from ([0-9.]+) seconds after it was pressed", answer)
    assert told
    assert float(told[1]) < 2
    assert "It holds: no hand-over began after it was pressed." in answer
    recorder = Recorder()
    send(at=NOW, gateway=recorder)
    assert recorder.handed == []


def test_every_page_of_the_staff_says_that_it_is_stopped_and_why(said: Said) -> None:
    client = agent()
    client.post("/outbox/channels/stop/", STOP)
    for address in ("/board/", "/customers/", "/outbox/"):
        page = text(client, address)
        assert "Nothing is sent: all sending is stopped." in page
        assert "wrong amounts in today&#x27;s demands" in page


def test_one_channel_is_stopped_and_the_others_go(said: Said) -> None:
    agent().post("/outbox/channels/stop/", STOP | {"channel": "sms"})
    assert brakes.stopped() == {"sms"}
    tell(party_id=customer(contacts={"email": "a@example.test"}, at=NOW), at=NOW, subject="service:4")
    recorder = Recorder()
    send(at=NOW, gateway=recorder)
    assert {one.channel for one in recorder.handed} == {"email"}


def test_a_person_lets_it_go_again(said: Said) -> None:
    agent().post("/outbox/channels/stop/", STOP)
    noc = agent("noc")
    with clock.held(at=NOW + timedelta(minutes=5)):
        noc.post("/outbox/channels/go/", {"channel": "", "because": "amounts are right again"})

    assert brakes.stopped() == set()
    kinds = [entry.kind for entry in journal.entries(about=["words"])]
    assert kinds == ["words_stopped", "words_released"]


def test_an_agent_stops_and_does_not_let_go(said: Said) -> None:
    client = agent()
    client.post("/outbox/channels/stop/", STOP)
    assert client.post("/outbox/channels/go/", {"channel": "", "because": "no reason"}).status_code == 403
    assert brakes.stopped() == {""}


@pytest.mark.parametrize("given", [{"because": ""}, {"because": "x"}, {"channel": "pigeon", "because": "wrong"}])
def test_a_stop_needs_a_reason_and_a_channel_that_there_is(said: Said, given: dict[str, str]) -> None:
    assert agent().post("/outbox/channels/stop/", given).status_code == 422
    assert brakes.stopped() == set()


def test_a_stop_that_stands_is_not_stopped_twice(said: Said) -> None:
    client = agent()
    client.post("/outbox/channels/stop/", STOP)
    assert "It stood already." in client.post("/outbox/channels/stop/", STOP, follow=True).content.decode()
    assert len(journal.entries(about=["words"])) == 1


def test_without_a_stop_there_is_no_banner(said: Said) -> None:
    assert "v-stopped" not in text(agent(), "/outbox/")


def test_what_began_after_the_stop_was_pressed_is_said(said: Said) -> None:
    """A batch that had claimed its words before the stop begins them in the same second."""
    early = NOW - timedelta(hours=1, seconds=2)
    ended = queries.ends(brake=queries.Brake("", True, early, "staff:1", "why"))
    assert ended.began_after == 4
    assert ended.last_began_at == NOW - timedelta(hours=1)
