"""Each thing that can be said of the work is entered at the desk, and read there and by everybody at once."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

import builders
from operations.outages.network import Tree
from varsel.kit import clock
from varsel.operations.outages import actions, queries
from varsel.operations.outages.models import CREW, Outage

pytestmark = pytest.mark.database
AT, HOUR = builders.START, timedelta(hours=1)
EXPECTED = "2026-03-02T13:00"  # in Sweden; it is nine
PUBLIC = {
    "on_the_way": "The crew is on its way.",
    "on_site": "The crew is on site and at work.",
    "night_work": "The crew works through the dark, with lighting.",
    "paused": "storm",
    "left": "The crew has left the place.",
}
DESK = {
    "on_the_way": "on the way",
    "on_site": "on site",
    "night_work": "at work in the dark, with lighting",
    "paused": "paused: storm",
    "left": "has left",
}
WAITS = [
    ("96-fibre cable", "the warehouse in Växjö"),
    ("a digging permit", "the municipality"),
    ("cable location", "Ledningskollen"),
    ("access to a property", "the owner"),
]


def _public(outage_id: int) -> str:
    ref = Outage.objects.get(id=outage_id).ref
    return unescape(Client().get(f"/status/outages/{ref}/", {"lang": "en"}).content.decode())


def _desk(client: Client, outage_id: int) -> str:
    return unescape(client.get(f"/outages/{outage_id}/").content.decode())


@pytest.mark.parametrize("state", CREW)
def test_what_the_crew_does_is_said_once_and_read_by_all(noc: Client, dark: int, state: str) -> None:
    noc.post(f"/outages/{dark}/crew/", {"crew-state": state, "crew-because": "storm" if state == "paused" else ""})

    assert DESK[state] in _desk(noc, dark)
    assert PUBLIC[state] in _public(dark)


def test_nobody_pauses_without_saying_why(noc: Client, dark: int) -> None:
    noc.post(f"/outages/{dark}/crew/", {"crew-state": "paused", "crew-because": ""})

    assert queries.crew(outage_id=dark) == []


@pytest.mark.parametrize(("item", "place"), WAITS)
def test_what_the_work_waits_for_is_read_with_from_where_and_when(
    noc: Client, dark: int, item: str, place: str
) -> None:
    said = {"item": item, "place": place, "expected": EXPECTED}
    looked = noc.post(f"/outages/{dark}/wait/", said)
    seen = looked.content.decode().partition('name="seen" value="')[2].partition('"')[0]
    assert noc.post(f"/outages/{dark}/wait/", said | {"seen": seen})["Location"] == f"/outages/{dark}/"

    desk, public = _desk(noc, dark), _public(dark)
    for text in (item, place, "13:00"):
        assert text in desk
        assert text in public


def test_what_came_and_what_was_waited_for_before_stays_in_the_timeline(noc: Client, dark: int) -> None:
    for item, place in WAITS:
        actions.wait_for(outage_id=dark, item=item, place=place, expected=AT + 4 * HOUR, actor="staff:1", at=AT)
    actions.go_on(outage_id=dark, actor="staff:1", at=AT)
    with clock.held(at=AT + HOUR):
        timeline = _desk(noc, dark).partition('id="timeline"')[2]

    for item, place in WAITS:
        assert f"The work waits for {item}. From: {place}. Expected: " in timeline
    assert "What the work waited for is there." in timeline


def test_the_desk_is_nudged_before_a_forecast_runs_out_and_no_longer_when_there_is_a_new_one(
    noc: Client, net: Tree, dark: int
) -> None:
    del net
    actions.estimate(outage_id=dark, until=AT + 2 * HOUR, because="x", actor="staff:1", at=AT)
    builders.advance(to=AT + 1.5 * HOUR)
    with clock.held(at=AT + 1.5 * HOUR):
        nudged = _desk(noc, dark)
        assert "The expected end of the outage is near" in nudged
        assert f'id="outage-{dark}"' in noc.get("/outages/?need=forecast").content.decode()
        actions.estimate(outage_id=dark, until=AT + 4 * HOUR, because="y", actor="staff:1", at=clock.now())
        assert f'id="outage-{dark}"' not in noc.get("/outages/?need=forecast").content.decode()
