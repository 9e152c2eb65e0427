"""How good forecasts were, listed and on the page of an outage; and what is suspected, on the list of outages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

import builders
from operations.outages.network import Tree
from surfaces.desk.people import inside, staff
from varsel.kit import clock
from varsel.operations.outages import actions, queries
from varsel.operations.outages.pages import live
from varsel.operations.outages.pages.live import Accuracy
from varsel.surfaces.alarms import actions as alarms
from varsel.surfaces.alarms import queries as suspicions

pytestmark = pytest.mark.database
AT, MINUTE, HOUR = builders.START, timedelta(minutes=1), timedelta(hours=1)


def _foretold(outage_id: int, *hours: int) -> None:
    for number, one in enumerate(hours):
        at = AT + number * MINUTE
        actions.estimate(outage_id=outage_id, until=AT + one * HOUR, because="splicing", actor="staff:1", at=at)


def test_nothing_is_said_of_forecasts_where_there_was_none(noc: Client, dark: int) -> None:
    actions.restore(outage_id=dark, actor="staff:1", at=AT)

    assert live.accuracy(at=AT) is None
    assert "forecast" not in noc.get("/outages/?show=over").content.decode().partition('id="outages"')[2]


def test_a_forecast_counts_when_its_outage_is_over(dark: int) -> None:
    _foretold(dark, 1)

    assert live.accuracy(at=AT + HOUR) is None


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        (59 * MINUTE, Accuracy(3, 3, timedelta(0))),
        (HOUR, Accuracy(3, 3, timedelta(0))),
        (HOUR + MINUTE, Accuracy(3, 2, MINUTE)),
        (4 * HOUR, Accuracy(3, 0, 2 * HOUR)),
    ],
)
def test_each_forecast_is_judged_by_the_end(dark: int, ended: timedelta, expected: Accuracy) -> None:
    _foretold(dark, 1, 2, 3)
    actions.restore(outage_id=dark, actor="staff:1", at=AT + ended)

    assert live.accuracy(at=AT + ended) == expected
    assert live.accuracy(at=AT + ended + live.LOOK_BACK) == expected
    assert live.accuracy(at=AT + ended + live.LOOK_BACK + MINUTE) is None


def test_the_pages_say_what_was_kept_and_what_was_passed(noc: Client, dark: int) -> None:
    _foretold(dark, 1, 4)
    actions.restore(outage_id=dark, actor="staff:1", at=AT + 3 * HOUR)
    with clock.held(at=AT + 3 * HOUR):
        listed = noc.get("/outages/?show=over").content.decode()
        page = noc.get(f"/outages/{dark}/").content.decode()

    assert "Of 2 forecasts, 1 were kept. Half of the others were passed by less than 2 hours." in listed
    for said in ("How it turned out", "over 60 minutes before", "by 2 hours"):
        assert said in page


def test_an_open_outage_is_not_judged(noc: Client, dark: int) -> None:
    _foretold(dark, 1)
    assert "How it turned out" not in noc.get(f"/outages/{dark}/").content.decode()


@pytest.fixture
def suspected(net: Tree) -> int:
    """Three who report from one place, and no alarm; the suspicion's id."""
    for _ in range(3):
        alarms.note_report(line_id=builders.line(node_id=net.nodes["b"]), actor="test", at=AT)
    builders.advance(to=AT)
    (found,) = suspicions.suspected()
    return found.id


def test_what_is_suspected_is_accepted_from_the_list(noc: Client, net: Tree, suspected: int) -> None:
    text = noc.get("/outages/").content.decode()
    assert "3 customers report it, and no alarm explains it." in text

    answer = noc.post(f"/alarms/suspected/{suspected}/declare/", {"back": "outages"})

    assert answer["Location"] == "/outages/"
    assert [one.node_id for one in queries.open_now()] == [net.nodes["b"]]
    assert "3 customers report it" not in noc.get("/outages/").content.decode()


def test_what_is_suspected_is_refused_from_the_list(noc: Client, suspected: int) -> None:
    answer = noc.post(f"/alarms/suspected/{suspected}/dismiss/", {"back": "outages"})

    assert answer["Location"] == "/outages/"
    assert queries.open_now() == []
    assert "3 customers report it" not in noc.get("/outages/").content.decode()


def test_reports_from_outside_an_outage_say_that_the_topology_may_be_wrong(noc: Client, net: Tree) -> None:
    actions.declare_outage(called="O1", node_id=net.nodes["a"], title="", expected=None, actor="staff:1", at=AT)
    for _ in range(3):
        alarms.note_report(line_id=builders.line(node_id=net.nodes["b"]), actor="test", at=AT)
    builders.advance(to=AT)

    text = noc.get("/outages/").content.decode()
    assert "the topology may be wrong" in text


@pytest.mark.parametrize("address", ["/outages/?show=over", "/outages/?show=planned"])
def test_other_lists_say_nothing_of_it(noc: Client, suspected: int, address: str) -> None:
    assert "3 customers report it" not in noc.get(address).content.decode()


@pytest.mark.parametrize(("role", "sees"), [("agent", True), ("press", False), ("complaints", False)])
def test_who_sees_no_alarms_sees_nothing_suspected(suspected: int, role: str, sees: bool) -> None:
    client = inside(staff(role, name="Eva Ek"))
    text = client.get("/outages/").content.decode()

    assert ("3 customers report it" in text) is sees
    assert f"/alarms/suspected/{suspected}/" not in text
