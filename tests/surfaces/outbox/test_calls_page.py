"""The call list: who reached nobody is rung, what was said is written down, and in shadow mode nobody is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

import builders
from outlets.notices.saying import send, tell
from surfaces.outbox.saying import AT, NOW, Said, agent, customer, ref, text
from surfaces.shadow.playing import switch
from varsel.kit import clock
from varsel.outlets.notices import purposes, queries
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.surfaces.desk import board

LETTER = {"letter": "Storgatan 1"}


@pytest.fixture
def due(said: Said, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give an urgent word with a clock, to a customer who only has a letter box."""
    purpose = replace(purposes.PURPOSES["service_reopened"], route="urgent_never_letter")
    monkeypatch.setitem(purposes.PURPOSES, "service_reopened", purpose)
    key = tell(party_id=customer(contacts=LETTER, language="sv"), at=AT, subject="service:8")
    send(at=AT, gateway=Recorder())
    return ref(notice_id=key)


def _state(of: str) -> str:
    found = queries.message(ref=of)
    assert found
    return found.state


def test_what_is_due_comes_first_with_its_clock(due: str, said: Said) -> None:
    page = text(agent(), "/calls/")
    assert page.index(f"/outbox/{due}/") < page.index(f"/outbox/{said.unreached}/")
    assert "in 3 hours" in page


def test_after_its_time_it_is_said_on_the_list_and_on_the_board(due: str) -> None:
    with clock.held(at=NOW + timedelta(hours=4)):
        assert "1 customer should have been rung by now." in text(agent(), "/calls/")
        assert board.board(at=clock.now()).messages.overdue == 1


def test_languages_are_filters(due: str, said: Said) -> None:
    page = text(agent(), "/calls/?language=sv")
    assert f"/outbox/{due}/" in page
    assert f"/outbox/{said.unreached}/" not in page


def test_the_call_shows_the_words_and_the_number(said: Said) -> None:
    assert "is open again" in text(agent(), f"/calls/{said.unreached}/")
    assert "We have none." in text(agent(), f"/calls/{said.unreached}/")


def test_what_was_said_is_written_down_and_counts(said: Said) -> None:
    answer = agent().post(f"/calls/{said.unreached}/rung/", {"said": "told her that the line is open"}, follow=True)
    assert "Written down" in answer.content.decode()
    assert _state(said.unreached) == "told"
    page = text(agent(), f"/outbox/{said.unreached}/")
    assert "told her that the line is open" in page
    assert "It was said in a telephone call" in page


@pytest.mark.parametrize("words", ["", "hi"])
def test_without_what_was_said_nothing_counts(said: Said, words: str) -> None:
    assert agent().post(f"/calls/{said.unreached}/rung/", {"said": words}).status_code == 422
    assert _state(said.unreached) == "unreached"


def test_what_is_told_already_is_not_rung(said: Said) -> None:
    answer = agent().post(f"/calls/{said.told}/rung/", {"said": "told her once more"}, follow=True)
    assert "not to be rung any more" in answer.content.decode()


def test_a_call_does_not_stand_for_what_starts_a_time_in_law(said: Said) -> None:
    key = tell(party_id=customer(contacts={}), at=NOW, about="payment_demand", subject="invoice:1")
    send(at=NOW, gateway=Recorder())
    client = agent()
    assert "A call does not stand for this message." in text(client, f"/calls/{ref(notice_id=key)}/")
    client.post(f"/calls/{ref(notice_id=key)}/rung/", {"said": "told her to pay"})
    assert _state(ref(notice_id=key)) == "unreached"
    assert "Needs an address" in text(client, "/calls/")


def test_who_may_not_ring_sees_no_number(said: Said) -> None:
    client = agent("finance")
    assert '<th scope="col">Number</th>' not in text(client, "/calls/")
    assert client.get(f"/calls/{said.unreached}/").status_code == 403


def test_in_shadow_mode_nobody_is_rung_and_the_page_says_so(plain: None) -> None:
    builders.set_policy()
    switch(on=True, at=AT)
    key = tell(party_id=customer(contacts={}), at=AT)
    send(at=AT, gateway=Recorder())
    client, mine = agent(), ref(notice_id=key)
    assert "Shadow mode: nobody is rung." in text(client, f"/calls/{mine}/")
    answer = client.post(f"/calls/{mine}/rung/", {"said": "told her that it is open"}, follow=True)
    assert "Nothing was changed." in answer.content.decode()
    assert _state(mine) == "unreached"


def test_nobody_to_be_rung_says_so(plain: None) -> None:
    assert "Nobody is to be rung." in text(agent(), "/calls/")
