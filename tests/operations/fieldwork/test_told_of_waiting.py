"""What several orders about one outage wait for: what comes last is said, and anew whenever it is another word."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

import builders
from operations.fieldwork import field
from operations.fieldwork.field import AT, HOUR, MINUTE
from operations.outages.network import Tree, tree
from varsel.operations.fieldwork import actions, queries
from varsel.operations.outages import actions as outages
from varsel.operations.outages import queries as told
from varsel.operations.outages.account import Awaited


@pytest.fixture
def net(db: None) -> Tree:
    """Give a network."""
    builders.set_policy()
    return tree()


@pytest.fixture
def outage(net: Tree) -> int:
    """Give an outage that somebody expects to last nine hours."""
    return _dark(net, "a")


def _dark(net: Tree, node: str) -> int:
    return outages.declare_outage(
        called=field.name(), node_id=net.nodes[node], title="Byn", expected=AT + 9 * HOUR, actor="s", at=AT
    )


def _wait(outage: int, what: str, place: str, expected: datetime | None, **more: Any) -> int:
    """Take in an order about the outage that waits for something; return the order."""
    key = field.order(outage_id=outage)
    said = {"kind": "material", "what": what, "place": place, "expected": expected, "actor": "s", "at": AT}
    actions.wait(order_id=key, **(said | more))
    return key


def _said(outage: int) -> tuple[str, str, datetime | None]:
    waits = told.status(outage_id=outage, at=AT).waiting_for
    assert isinstance(waits, Awaited)
    return waits.item, waits.place, waits.expected


def test_a_later_arrival_is_said_though_the_forecast_stays(outage: int) -> None:
    order = _wait(outage, "ladder", "Växjö", AT + HOUR)
    (wait,) = queries.waits_of(order_ids=[order])[order]
    actions.expect(order_id=order, wait_id=wait.id, expected=AT + HOUR + MINUTE, actor="s", at=AT)

    assert _said(outage) == ("ladder", "Växjö", AT + HOUR + MINUTE)
    assert len(told.forecasts(outage_id=outage)) == 1


@pytest.mark.parametrize(("what", "place"), [("ladder", "Kalmar"), ("rope", "Växjö")])
def test_something_else_or_from_elsewhere_is_another_word(outage: int, what: str, place: str) -> None:
    _wait(outage, "ladder", "Växjö", AT + HOUR)
    _wait(outage, what, place, AT + HOUR)

    assert _said(outage) == (what, place, AT + HOUR)


def test_what_nobody_knows_of_comes_last(outage: int) -> None:
    _wait(outage, "ladder", "Växjö", None)
    _wait(outage, "rope", "Kalmar", AT + 5 * HOUR)
    assert _said(outage) == ("ladder", "Växjö", None)
    order = _wait(outage, "wedge", "Kalmar", AT + 6 * HOUR)
    assert _said(outage) == ("ladder", "Växjö", None)
    assert queries.waits_of(order_ids=[order])[order][0].expected == AT + 6 * HOUR


def test_a_pause_is_nothing_that_is_missing(outage: int) -> None:
    _wait(outage, "ladder", "Växjö", AT + HOUR)
    _wait(outage, "lunch", "", None, kind="pause")

    assert _said(outage) == ("ladder", "Växjö", AT + HOUR)


def test_of_an_outage_that_was_taken_over_the_crews_are_one(net: Tree) -> None:
    child = _dark(net, "a")
    first = field.order(outage_id=child)
    parent = _dark(net, "agg-1")
    assert told.outage(outage_id=child).merged_into == parent
    second = field.order(outage_id=parent)
    for order in (first, second):
        field.assign(order, field.team().technician)
        actions.say(order_id=order, step="on_site", actor="s", at=AT)
    actions.finish(order_id=second, used={}, actor="s", at=AT)
    assert [one.state for one in told.crew(outage_id=parent)] == ["on_site", "on_site"]
    actions.finish(order_id=first, used={}, actor="s", at=AT)

    assert [one.state for one in told.crew(outage_id=parent)] == ["on_site", "on_site", "left"]


def test_what_the_desk_has_said_meanwhile_stays_said(outage: int) -> None:
    order = _wait(outage, "ladder", "Växjö", AT + HOUR)
    outages.wait_for(outage_id=outage, item="permit", place="", expected=None, actor="s", at=AT)
    (wait,) = queries.waits_of(order_ids=[order])[order]
    actions.go_on(order_id=order, wait_id=wait.id, actor="s", at=AT)

    assert _said(outage) == ("permit", "", None)


def test_what_moved_no_forecast_moves_none_when_it_is_there(outage: int) -> None:
    order = _wait(outage, "ladder", "Växjö", None)
    actions.set_left(order_id=order, minutes_left=60 * 12, travel_minutes=0, actor="s", at=AT)
    (wait,) = queries.waits_of(order_ids=[order])[order]
    actions.go_on(order_id=order, wait_id=wait.id, actor="s", at=AT)

    assert told.status(outage_id=outage, at=AT).waiting_for is None
    assert [one.until for one in told.forecasts(outage_id=outage)] == [AT + 9 * HOUR]
