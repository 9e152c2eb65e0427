"""Alarms in any number and order: one cut is one outage, and nobody is told twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

import builders
from operations.outages.network import Tree, tree
from varsel.operations.outages import actions, queries
from varsel.outlets.notices import queries as notices
from varsel.records.network import actions as network

AT = builders.START
MINUTE = timedelta(minutes=1)


@pytest.fixture
def net(db: None) -> Tree:
    """Give a tree, and the operator's defaults."""
    builders.set_policy()
    return tree()


def _told(net: Tree, leaf: str) -> list[str]:
    return [word.about for word in notices.words_to(party_id=net.parties[leaf]) if word.told_at]


def test_an_alarm_that_lasts_declares_from_its_own_moment(net: Tree) -> None:
    actions.raise_alarm(node_id=net.nodes["a"], at=AT)
    builders.advance(to=AT + 2 * MINUTE)

    found = queries.called(name=net.names["a"])
    assert found
    assert (found.detected_at, found.declared_at, found.ended_at) == (AT, AT + 2 * MINUTE, None)
    assert _told(net, "a") == ["outage_start"]
    assert _told(net, "b") == []


def test_an_alarm_that_is_over_a_minute_earlier_declares_nothing(net: Tree) -> None:
    actions.raise_alarm(node_id=net.nodes["a"], at=AT)
    actions.clear_alarm(node_id=net.nodes["a"], at=AT + MINUTE, actor="test")
    builders.advance(to=AT + 10 * MINUTE)

    assert queries.called(name=net.names["a"]) is None


def test_a_repeated_alarm_changes_nothing(net: Tree) -> None:
    actions.raise_alarm(node_id=net.nodes["a"], at=AT)
    actions.raise_alarm(node_id=net.nodes["a"], at=AT + MINUTE)
    out = builders.advance(to=AT + 2 * MINUTE)
    actions.raise_alarm(node_id=net.nodes["a"], at=AT + 3 * MINUTE)
    builders.advance(after=AT + 3 * MINUTE, to=AT + 10 * MINUTE, out=out)

    assert len(queries.all_of(node_id=net.nodes["a"])) == 1
    assert _told(net, "a") == ["outage_start"]


def test_five_hundred_terminals_of_one_cut_are_one_outage(net: Tree) -> None:
    terminals = [
        network.add_node(external_id=f"t-{number}", kind="ont", parent_id=net.nodes["a"], municipality="")
        for number in range(500)
    ]
    actions.raise_alarms(node_ids=terminals, at=AT)
    actions.raise_alarm(node_id=net.nodes["a"], at=AT)
    builders.advance(to=AT + 10 * MINUTE)

    assert [one.node_id for one in queries.open_now()] == [net.nodes["a"]]
    assert _told(net, "a") == ["outage_start"]
    actions.clear_alarm(node_id=terminals[0], at=AT + 11 * MINUTE, actor="test")
    assert [one.node_id for one in queries.open_now()] == [net.nodes["a"]]


def test_an_alarm_below_joins_and_is_confirmed_anew_when_the_parent_ends(net: Tree) -> None:
    actions.raise_alarm(node_id=net.nodes["agg-1"], at=AT)
    builders.advance(to=AT + 2 * MINUTE)
    actions.raise_alarm(node_id=net.nodes["a"], at=AT + 3 * MINUTE)
    ended = AT + 30 * MINUTE
    builders.advance(after=AT + 3 * MINUTE, to=ended)
    assert queries.called(name=net.names["a"]) is None
    actions.clear_alarm(node_id=net.nodes["agg-1"], at=ended, actor="test")
    builders.advance(after=ended, to=ended + MINUTE)
    assert queries.open_now() == []

    builders.advance(after=ended + MINUTE, to=ended + 2 * MINUTE)

    assert [(one.node_id, one.detected_at) for one in queries.open_now()] == [(net.nodes["a"], AT + 3 * MINUTE)]
    assert _told(net, "a") == ["outage_start", "outage_restored", "outage_start"]
    assert _told(net, "b") == ["outage_start", "outage_restored"]


def test_a_parent_takes_over_and_a_grandparent_takes_over_that(net: Tree) -> None:
    for minutes, name in ((0, "a"), (10, "agg-1"), (20, "core")):
        actions.raise_alarm(node_id=net.nodes[name], at=AT + minutes * MINUTE)
        builders.advance(after=AT + minutes * MINUTE, to=AT + (minutes + 2) * MINUTE)

    top = queries.called(name=net.names["core"])
    assert top
    assert {queries.called(name=net.names[name]) for name in ("a", "agg-1", "core")} == {top}
    assert len(queries.family(outage_id=top.id)) == 3
    assert [_told(net, leaf) for leaf in "abcd"] == [["outage_start"]] * 4
    actions.restore(outage_id=queries.all_of(node_id=net.nodes["a"])[0].id, actor="test", at=AT + 40 * MINUTE)
    assert {one.ended_at for name in ("a", "agg-1", "core") for one in queries.all_of(node_id=net.nodes[name])} == {
        AT + 40 * MINUTE
    }


def test_an_open_outage_of_a_parent_is_one_of_all_lines_below(net: Tree) -> None:
    actions.raise_alarm(node_id=net.nodes["a"], at=AT)
    actions.raise_alarm(node_id=net.nodes["agg-1"], at=AT + MINUTE)
    builders.advance(to=AT + 10 * MINUTE)

    assert queries.affected(node_id=net.nodes["agg-1"]) == sorted(net.parties[leaf] for leaf in "ab")
    assert [one.node_id for one in queries.open_now()] == [net.nodes["agg-1"]]
