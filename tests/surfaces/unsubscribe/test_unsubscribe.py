"""Ending offers by the link: a button for people, one click for mail services, nothing for programs that look."""

from __future__ import annotations

import pytest
from django.test import Client

import builders
from surfaces.desk.world import World
from varsel.kit import clock
from varsel.outlets.notices.offers import links
from varsel.records.journal.models import Entry
from varsel.records.parties import actions as parties
from varsel.records.parties import queries as known

pytestmark = pytest.mark.database


@pytest.fixture
def party(world: World) -> int:
    """Register a customer who said yes to offers."""
    key = builders.customer()
    parties.note_consent(party_id=key, purpose="offers", state="given", text="form", at=clock.now(), actor="test")
    return key


def _link(party: int) -> str:
    return links.url(party_ref=known.customer(party_id=party).ref).removeprefix("https://fjord.example")


def _state(party: int) -> str:
    return known.consents(party_ids=[party])[party]["offers"].state


@pytest.mark.parametrize(
    ("language", "ask", "done"),
    [
        ("sv", "Sluta få erbjudanden", "Du får inga fler erbjudanden"),
        ("nb", "Slutte å få tilbud", "Du får ingen flere tilbud"),
        ("en", "Stop offers from us", "You get no more offers"),
    ],
)
def test_a_person_is_asked_and_presses_a_button(party: int, language: str, ask: str, done: str) -> None:
    client = Client(enforce_csrf_checks=True)
    asked = client.get(f"{_link(party)}?lang={language}")
    assert ask in asked.content.decode()
    assert _state(party) == "given"  # looking at the page changes nothing
    answer = client.post(f"{_link(party)}?lang={language}")
    assert done in answer.content.decode()
    assert _state(party) == "withdrawn"
    assert not asked.cookies
    assert not answer.cookies


def test_a_mail_service_does_it_in_one_click_and_again(party: int) -> None:
    for _ in range(2):
        answer = Client(enforce_csrf_checks=True).post(_link(party), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert Entry.objects.filter(party=party, kind="consent_withdrawn", facts__purpose="offers").count() == 1


def test_a_link_that_we_did_not_make_does_nothing(party: int) -> None:
    for token in ("x", "å", _link(party).split("/")[-2][:-3] + "AAA"):
        answer = Client().post(f"/offers/stop/{token}/")
        assert answer.status_code == 404
        assert "call us" in answer.content.decode()
    assert _state(party) == "given"
