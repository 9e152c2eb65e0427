"""The page of a day in the shadow, and the banner that every page of the staff has while it is on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

import builders
from surfaces.desk.people import inside, staff
from surfaces.shadow.playing import shadowed, switch
from varsel.kit import clock
from varsel.records.agreements.queries import Having

PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MAY = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _plain(settings: Settings, db: None) -> Iterator[None]:
    settings.STORAGES = {**settings.STORAGES, **PLAIN_FILES}
    with clock.held(at=MAY), translation.override("en"):
        yield


@pytest.fixture
def agent(owing: Having) -> Client:
    """Somebody who sees customers, two months into shadow mode."""
    shadowed(to=MAY)
    return inside(staff("agent"))


def _get(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_a_day_is_an_address_with_the_days_around_it(agent: Client, owing: Having) -> None:
    page = _get(agent, "/shadow/?day=2026-03-30")

    assert owing.external_id in page
    assert "SE-SUSP-01" in page
    assert 'rel="prev" href="?day=2026-03-29"' in page
    assert 'rel="next" href="?day=2026-03-31"' in page


@pytest.mark.parametrize("asked", ["", "?day=nonsense", "?day=2030-01-01", "?day=2026-05-01"])
def test_there_is_no_day_after_today(agent: Client, asked: str) -> None:
    page = _get(agent, f"/shadow/{asked}")
    assert 'rel="next"' not in page
    assert "Nothing would have been done on this day." in page


def test_a_filter_is_an_address_and_stays_on_the_way_to_another_day(agent: Client, owing: Having) -> None:
    page = _get(agent, "/shadow/?day=2026-03-30&action=limit")
    assert owing.external_id in page
    assert "?day=2026-03-31&amp;action=limit" in page
    assert "Nothing of this kind" in _get(agent, "/shadow/?day=2026-03-30&action=close")


def test_the_list_as_a_file_names_people_by_their_ids(agent: Client, owing: Having) -> None:
    sheet = agent.get("/shadow.csv?day=2026-03-30").content.decode()
    assert f";{owing.external_id};" in sheet
    assert ";300,00;SEK;SE-SUSP-01;" in sheet
    assert "Anna Ek" not in sheet


def test_a_protected_identity_stays_masked(db: None) -> None:
    builders.set_policy()
    switch(on=True, at=builders.START)
    party_id = builders.customer(name="Hemlig Person", protected_identity=True)
    builders.invoice(services=[builders.service(party_id=party_id)])
    shadowed(to=MAY)

    page = _get(inside(staff("agent")), "/shadow/?day=2026-03-30")
    assert "SE-SUSP-01" in page
    assert "Hemlig" not in page


@pytest.mark.parametrize("address", ["/customers/", "/proposals/", "/sign-in/preferences/", "/shadow/"])
def test_every_page_of_the_staff_says_that_nothing_is_sent(agent: Client, address: str) -> None:
    said = "Shadow mode: nothing is sent."
    assert said in _get(agent, address)
    assert said not in _get(Client(), "/when-may-we-limit/")

    switch(on=False, at=MAY)
    assert said not in _get(agent, address)


@pytest.mark.parametrize(("language", "said"), [("sv", "Skuggläge: inget skickas."), ("nb", "Skyggemodus: ingenting")])
def test_it_says_so_in_the_language_of_the_person(agent: Client, language: str, said: str) -> None:
    assert said in _get(inside(staff("agent", name="Per Ek", language=language)), "/shadow/?day=2026-03-30")


def test_an_empty_day_says_why(db: None) -> None:
    client = inside(staff("agent"))
    assert "Shadow mode has never been on." in _get(client, "/shadow/")
    switch(on=True, at=MAY)
    assert "Nothing would have been done" in _get(client, "/shadow/")
    assert "Shadow mode was off on this day." in _get(client, "/shadow/?day=2026-04-01")
