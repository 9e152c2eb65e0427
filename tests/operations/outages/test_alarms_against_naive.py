"""Random storms of alarms: what is open and what each customer heard is as a naive drawing of the network has it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from operations.outages.drawing import Drawing
from operations.outages.network import PARENTS, Tree, tree
from varsel.operations.outages import actions, queries
from varsel.outlets.notices import queries as notices

MINUTE = timedelta(minutes=1)
_days = count(1)
# Down twice as often as up, within minutes of each other, and no more than a morning.
STEPS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(sorted(PARENTS)), st.sampled_from(["down", "down", "up"])),
    min_size=1,
    max_size=18,
)


@pytest.fixture(autouse=True)
def policy(db: None) -> None:
    """Let the operator choose the defaults, but that nobody is lent a router."""
    builders.set_policy()


@settings(max_examples=40)
@given(steps=STEPS)
def test_every_storm_is_as_drawn(steps: list[tuple[int, str, str]]) -> None:
    begin = builders.START + timedelta(days=next(_days))
    net, drawing = tree(at=begin), Drawing()
    now = 0
    for wait, node, state in [*steps, (3, "core", "up")]:
        for _ in range(wait):
            now += 1
            builders.advance(after=begin + now * MINUTE, to=begin + now * MINUTE)
            drawing.minute(now)
        at = begin + now * MINUTE
        _step(net, node, state, at=at)
        getattr(drawing, state)(node, now)
        builders.advance(after=at, to=at)
        drawing.minute(now)
        _compare(net, drawing, begin)
    for node in PARENTS:
        actions.clear_alarm(node_id=net.nodes[node], at=begin + now * MINUTE, actor="test")


def _step(net: Tree, node: str, state: str, *, at: datetime) -> None:
    if state == "down":
        actions.raise_alarm(node_id=net.nodes[node], at=at)
    else:
        actions.clear_alarm(node_id=net.nodes[node], at=at, actor="test")


def _compare(net: Tree, drawing: Drawing, begin: datetime) -> None:
    names = {key: name for name, key in net.nodes.items()}
    found = {names[one.node_id]: one.detected_at for one in queries.open_now() if one.node_id in names}
    assert found == {node: begin + since * MINUTE for node, since in drawing.outages.items()}
    for leaf, heard in drawing.heard.items():
        words = notices.words_to(party_id=net.parties[leaf])
        assert [word.about for word in words if word.told_at] == heard
