"""The cap of the day: one person asks, another lifts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from surfaces.desk import world as worlds
from surfaces.desk.people import inside, staff
from surfaces.desk.world import PROPOSED, World
from varsel.kit import clock
from varsel.operations.arrears import pages

pytestmark = pytest.mark.database


@pytest.fixture
def full() -> Iterator[World]:
    """A day whose cap of one is used up while two proposals wait."""
    with clock.held(at=worlds.BEGIN):
        world = worlds.begin(daily_cap=1)
        for number in ("1001", "1002", "1003"):
            world.owing(number, "Somebody")
        world.until(PROPOSED)
        collector = inside(staff("collections", name="Cleo Ek"))
        batch = collector.post("/proposals/review/", {"all": "1"})["Location"]
        collector.post(f"{batch}approve/")
        yield world


def cap() -> int:
    """Return today's cap."""
    return pages.today(at=clock.now()).cap


@pytest.fixture
def asked(full: World) -> Client:
    """Somebody who may do both has asked to lift the cap to 3."""
    client = inside(staff("collections", "finance"))
    client.post("/cap/ask/", {"cap": "3"})
    return client


def test_the_board_says_that_the_cap_is_used_up(full: World) -> None:
    text = inside(staff("collections")).get("/board/").content.decode()
    assert "The cap of the day is used up." in text
    assert "Ask to lift the cap" in text


def test_asking_changes_nothing_yet(asked: Client) -> None:
    assert cap() == 1
    assert "You asked: somebody else decides." in asked.get("/board/").content.decode()


def test_who_asked_can_not_lift_it(asked: Client) -> None:
    text = asked.post("/cap/lift/", {"cap": "3"}, follow=True).content.decode()
    assert "a second person must" in text
    assert cap() == 1


def test_a_second_person_lifts_it(asked: Client) -> None:
    second = inside(staff("finance", name="Per Ek"))
    assert "Lift the cap to 3" in second.get("/board/").content.decode()
    second.post("/cap/lift/", {"cap": "3"})
    assert cap() == 3
    assert "asks that up to" not in second.get("/board/").content.decode()


def test_what_was_not_asked_for_is_not_lifted(asked: Client) -> None:
    inside(staff("finance", name="Per Ek")).post("/cap/lift/", {"cap": "300"})
    assert cap() == 1


def test_a_cap_that_lifts_nothing_is_refused(full: World) -> None:
    answer = inside(staff("collections")).post("/cap/ask/", {"cap": "1"}, follow=True)
    assert "Choose more than today" in answer.content.decode()
    assert pages.today(at=clock.now()).asked_cap is None
