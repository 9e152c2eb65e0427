"""What a name means, to whom a router is refused and why, and what of a child's outage holds for the parent's."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

import builders
from operations.outages.network import Tree, tree
from varsel.operations.outages import actions, queries
from varsel.operations.outages.refusals import Refused
from varsel.operations.stock import actions as stock
from varsel.outlets.notices import queries as notices

AT = builders.START
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def net(db: None) -> Tree:
    """Give a tree, and the operator's defaults."""
    builders.set_policy()
    return tree()


def _by_hand(net: Tree, called: str, *, at: datetime, expected: datetime | None = None) -> int:
    node_id = net.nodes["a"]
    return actions.declare_outage(
        called=called, node_id=node_id, title="cut", expected=expected, actor="staff:1", at=at
    )


def _told(net: Tree, leaf: str) -> list[str]:
    return [word.about for word in notices.words_to(party_id=net.parties[leaf]) if word.told_at]


def test_what_was_declared_by_hand_has_only_its_own_name_also_when_an_alarm_joins_it(net: Tree) -> None:
    _by_hand(net, "O1", at=AT)
    actions.raise_alarm(node_id=net.nodes["a"], at=AT + MINUTE)
    builders.advance(after=AT + MINUTE, to=AT + 10 * MINUTE)

    assert queries.called(name="O1")
    assert queries.called(name=net.names["a"]) is None
    assert queries.subjects_called(name=net.names["a"]) == []


def test_a_later_outage_by_hand_takes_over_the_name_that_an_alarm_gave(net: Tree) -> None:
    actions.raise_alarm(node_id=net.nodes["a"], at=AT)
    builders.advance(to=AT + 2 * MINUTE)
    actions.clear_alarm(node_id=net.nodes["a"], actor="test", at=AT + HOUR)
    later = _by_hand(net, "O2", at=AT + 2 * HOUR)

    found = queries.called(name=net.names["a"])
    assert found
    assert (found.id, found.ended_at) == (later, None)


@pytest.mark.parametrize(
    ("leaf", "left", "code"), [("a", 0, "out-of-stock"), ("b", 0, "not-found"), ("b", 1, "not-found")]
)
def test_whose_line_works_is_refused_as_not_found_even_when_no_router_is_left(
    net: Tree, leaf: str, left: int, code: str
) -> None:
    stock.set_count(warehouse="V", item=queries.ROUTER, count=left, actor="staff:1", at=AT)
    outage_id = _by_hand(net, "O1", at=AT, expected=AT + 9 * HOUR)

    with pytest.raises(Refused, match=code):
        actions.accept_loan(outage_id=outage_id, party_id=net.parties[leaf], actor="staff:1", at=AT + MINUTE)

    assert queries.out() == 0


def test_a_childs_long_forecast_holds_for_those_whom_the_parent_adds(net: Tree) -> None:
    _by_hand(net, "O1", at=AT, expected=AT + 9 * HOUR)
    actions.raise_alarm(node_id=net.nodes["agg-1"], at=AT + 10 * MINUTE)
    builders.advance(after=AT, to=AT + 12 * MINUTE)

    assert _told(net, "b") == ["outage_start", "loan_offer"]
    assert _told(net, "a") == ["outage_start", "loan_offer"]


def test_a_forecast_that_ran_out_before_the_parent_came_says_nothing_of_it(net: Tree) -> None:
    _by_hand(net, "O1", at=AT, expected=AT + HOUR)
    out = builders.advance(to=AT + HOUR)
    actions.raise_alarm(node_id=net.nodes["agg-1"], at=AT + HOUR)
    builders.advance(after=AT + HOUR, to=AT + HOUR + 2 * MINUTE, out=out)

    assert _told(net, "b") == ["outage_start"]


def test_that_it_takes_longer_is_told_to_all_whom_it_touches_by_then(net: Tree) -> None:
    _by_hand(net, "O1", at=AT, expected=AT + HOUR)
    actions.raise_alarm(node_id=net.nodes["agg-1"], at=AT + 10 * MINUTE)
    builders.advance(after=AT, to=AT + HOUR)

    assert _told(net, "a") == ["outage_start", "outage_estimate"]
    assert _told(net, "b") == ["outage_start", "outage_estimate"]
    assert _told(net, "c") == []
