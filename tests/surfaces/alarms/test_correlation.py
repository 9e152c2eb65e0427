"""What follows from alarms: one cut is one outage, single terminals are single faults, flapping is told to nobody."""

from __future__ import annotations

from datetime import datetime

import pytest

import builders
from operations.outages.network import Tree, tree
from surfaces.alarms.sayings import AT, MINUTE, alert, tell, terminals
from varsel.operations.outages import actions as working
from varsel.operations.outages import queries as outages
from varsel.outlets.notices import queries as notices
from varsel.surfaces.alarms import actions, queries


@pytest.fixture
def net(db: None) -> Tree:
    """Give a tree, and the operator's defaults."""
    builders.set_policy()
    return tree()


def _open(net: Tree) -> list[str]:
    names = {key: name for name, key in net.nodes.items()}
    return [names[one.node_id] for one in outages.open_now()]


def _told(net: Tree, leaf: str) -> list[str]:
    return [word.about for word in notices.words_to(party_id=net.parties[leaf]) if word.told_at]


def _run(after: datetime, to: datetime) -> None:
    builders.advance(after=after - MINUTE, to=to)


def test_an_alarm_of_a_node_is_an_outage_from_its_own_moment(net: Tree) -> None:
    tell(alert(net.names["a"], at=AT), at=AT + 0.5 * MINUTE)
    _run(AT, AT + 2 * MINUTE)

    found = outages.called(name=net.names["a"])
    assert found
    assert (found.detected_at, found.declared_at) == (AT, AT + 2 * MINUTE)
    assert _told(net, "a") == ["outage_start"]


def test_a_clear_that_came_before_its_raise_ends_it(net: Tree) -> None:
    tell(alert(net.names["a"], at=AT + MINUTE, up=True), at=AT + MINUTE)
    tell(alert(net.names["a"], at=AT), at=AT + 1.1 * MINUTE)
    _run(AT, AT + 10 * MINUTE)

    assert outages.called(name=net.names["a"]) is None
    assert _told(net, "a") == []


def test_repeats_change_nothing(net: Tree) -> None:
    first = tell(alert(net.names["a"], at=AT), at=AT)
    again = tell(alert(net.names["a"], at=AT), at=AT + MINUTE)

    assert (first.new, again.new) == (1, 0)
    _run(AT, AT + 5 * MINUTE)
    tell(alert(net.names["a"], at=AT), at=AT + 6 * MINUTE)
    _run(AT + 6 * MINUTE, AT + 9 * MINUTE)
    assert len(outages.all_of(node_id=net.nodes["a"])) == 1
    assert _told(net, "a") == ["outage_start"]


def test_a_node_is_up_when_the_last_of_its_alarms_is_cleared_and_stays_so(net: Tree) -> None:
    for check in ("ping", "snmp"):
        tell(alert(net.names["a"], at=AT, check=check), at=AT)
    _run(AT, AT + 3 * MINUTE)
    tell(alert(net.names["a"], at=AT + 4 * MINUTE, up=True, check="ping"), at=AT + 4 * MINUTE)
    _run(AT + 4 * MINUTE, AT + 9 * MINUTE)
    assert _open(net) == ["a"]

    tell(alert(net.names["a"], at=AT + 10 * MINUTE, up=True, check="snmp"), at=AT + 10 * MINUTE)
    _run(AT + 10 * MINUTE, AT + 11.9 * MINUTE)
    assert _open(net) == ["a"]
    _run(AT + 11.9 * MINUTE, AT + 12 * MINUTE)
    assert _open(net) == []
    assert _told(net, "a") == ["outage_start", "outage_restored"]


def test_an_end_that_does_not_hold_is_told_to_nobody(net: Tree) -> None:
    tell(alert(net.names["a"], at=AT), at=AT)
    _run(AT, AT + 3 * MINUTE)
    tell(alert(net.names["a"], at=AT + 4 * MINUTE, up=True), at=AT + 4 * MINUTE)
    _run(AT + 4 * MINUTE, AT + 5 * MINUTE)
    tell(alert(net.names["a"], at=AT + 5.5 * MINUTE), at=AT + 5.5 * MINUTE)
    _run(AT + 5.5 * MINUTE, AT + 20 * MINUTE)

    assert _open(net) == ["a"]
    assert _told(net, "a") == ["outage_start"]


def test_flapping_is_told_to_nobody_and_goes_on_the_board(net: Tree) -> None:
    for minute in range(0, 8, 2):
        tell(alert(net.names["a"], at=AT + minute * MINUTE), at=AT + minute * MINUTE)
        _run(AT + minute * MINUTE, AT + minute * MINUTE)
        tell(alert(net.names["a"], at=AT + (minute + 1) * MINUTE, up=True), at=AT + (minute + 1) * MINUTE)
        _run(AT + (minute + 1) * MINUTE, AT + (minute + 1) * MINUTE)
    _run(AT + 8 * MINUTE, AT + 30 * MINUTE)

    assert outages.all_of(node_id=net.nodes["a"]) == []
    assert [(one.why, one.count) for one in queries.suspected()] == [("flapping", 4)]


def test_five_hundred_terminals_of_one_cut_are_one_outage(net: Tree) -> None:
    lines = terminals(net, "a", count=500)
    tell(*(alert(name, at=AT, label="line") for name in lines), at=AT)
    _run(AT, AT + 3 * MINUTE)

    assert _open(net) == ["a"]
    assert _told(net, "a") == ["outage_start"]
    assert _told(net, "b") == []


@pytest.mark.parametrize(("down", "outage"), [(7, []), (8, ["a"])])
def test_from_the_share_on_it_is_the_node(net: Tree, down: int, outage: list[str]) -> None:
    lines = terminals(net, "a", count=9)  # and the customer's own line makes ten
    tell(*(alert(name, at=AT, label="line") for name in lines[:down]), at=AT)
    _run(AT, AT + 5 * MINUTE)

    assert _open(net) == outage


def test_too_few_terminals_are_single_faults_whatever_their_share(net: Tree) -> None:
    lines = terminals(net, "core", count=1)
    tell(alert(lines[0], at=AT, label="line"), at=AT)
    _run(AT, AT + 5 * MINUTE)

    assert _open(net) == []
    assert queries.counts().lines == 1


def test_when_all_below_two_nodes_are_down_it_is_the_node_above(net: Tree) -> None:
    lines = [*terminals(net, "a", count=20), *terminals(net, "b", count=20)]
    tell(*(alert(name, at=AT, label="line") for name in lines), at=AT)
    _run(AT, AT + 3 * MINUTE)

    assert _open(net) == ["agg-1"]
    assert [_told(net, leaf) for leaf in "abc"] == [["outage_start"], ["outage_start"], []]


def test_the_outage_lasts_until_most_terminals_are_back(net: Tree) -> None:
    lines = terminals(net, "a", count=9)
    tell(*(alert(name, at=AT, label="line") for name in lines), at=AT)
    _run(AT, AT + 3 * MINUTE)
    back = [alert(name, at=AT + 10 * MINUTE, up=True, label="line") for name in lines]
    tell(*back[:6], at=AT + 10 * MINUTE)
    _run(AT + 10 * MINUTE, AT + 20 * MINUTE)
    assert _open(net) == ["a"]

    tell(*back[6:7], at=AT + 20 * MINUTE)
    _run(AT + 20 * MINUTE, AT + 23 * MINUTE)
    assert _open(net) == []


def test_customers_without_power_are_no_outage_of_ours(net: Tree) -> None:
    lines = terminals(net, "a", count=9)
    tell(*(alert(name, at=AT, label="line") for name in lines), at=AT)
    gasps = [alert(name, at=AT, label="line", cause="dying-gasp") for name in lines]
    tell(*gasps, at=AT + MINUTE)
    _run(AT, AT + 10 * MINUTE)

    assert _open(net) == []
    assert (queries.counts().lines, queries.counts().power) == (9, 9)


def test_an_alarm_of_an_unknown_node_is_kept_and_counts_when_somebody_names_it(net: Tree) -> None:
    tell(alert("olt7.example.net:161", at=AT), at=AT)
    _run(AT, AT + 5 * MINUTE)
    assert [one.names for one in queries.unplaced()] == [("olt7.example.net:161", "olt7.example.net")]
    assert _open(net) == []

    at = AT + 6 * MINUTE
    actions.call_it(source="prom", said="olt7.example.net", node_id=net.nodes["a"], actor="test", at=at)
    _run(at, at + 3 * MINUTE)
    assert queries.unplaced() == []
    assert _open(net) == ["a"]


def test_several_reports_from_one_place_are_suspected_and_a_person_declares(net: Tree) -> None:
    ids = [builders.line(node_id=net.nodes["a"]) for _ in range(3)]
    for line_id in ids[:2]:
        actions.note_report(line_id=line_id, actor="test", at=AT)
    _run(AT, AT)
    assert queries.suspected() == []
    actions.note_report(line_id=ids[2], actor="test", at=AT + MINUTE)
    _run(AT + MINUTE, AT + MINUTE)

    (found,) = queries.suspected()
    assert (found.node_id, found.why, found.count) == (net.nodes["a"], "reports", 3)
    assert _told(net, "a") == []
    at = AT + 2 * MINUTE
    assert actions.declare(suspicion_id=found.id, called=found.node, title="", actor="test", at=at)
    assert actions.declare(suspicion_id=found.id, called=found.node, title="", actor="test", at=at) is None
    assert _open(net) == ["a"]


def test_reports_from_beside_an_outage_say_that_the_topology_is_wrong(net: Tree) -> None:
    tell(alert(net.names["a"], at=AT), at=AT)
    _run(AT, AT + 3 * MINUTE)
    for _ in range(3):
        actions.note_report(line_id=builders.line(node_id=net.nodes["b"]), actor="test", at=AT + 4 * MINUTE)
    actions.note_report(line_id=builders.line(node_id=net.nodes["a"]), actor="test", at=AT + 4 * MINUTE)
    _run(AT + 4 * MINUTE, AT + 4 * MINUTE)

    whys = {(one.node_id, one.why, one.count) for one in queries.suspected()}
    assert whys == {(net.nodes["a"], "topology", 3), (net.nodes["b"], "reports", 3)}


def test_planned_work_silences_what_begins_inside_it(net: Tree) -> None:

    begins = AT + 3 * 24 * 60 * MINUTE
    working.plan_work(
        called="P1",
        node_id=net.nodes["a"],
        title="new card",
        begins_at=begins,
        ends_at=begins + 60 * MINUTE,
        actor="x",
        at=AT,
    )
    lines = terminals(net, "a", count=9)
    tell(*(alert(name, at=begins + MINUTE, label="line") for name in lines), at=begins + MINUTE)
    _run(begins + MINUTE, begins + 50 * MINUTE)

    assert _open(net) == []
