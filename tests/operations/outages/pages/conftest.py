"""A network with four customers, and people who work on its outages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

import builders
from operations.outages.network import Tree, tree
from surfaces.desk.conftest import plain
from surfaces.desk.people import inside, staff
from varsel.kit import clock
from varsel.operations.outages import actions

__all__ = ["plain"]


@pytest.fixture
def net(plain: None) -> Iterator[Tree]:
    """A tree on a Monday morning, the clock held."""
    with clock.held(at=builders.START):
        builders.set_policy()
        yield tree(contacts={"sms": "+46700000001"}, telecare="a")


@pytest.fixture
def noc(net: Tree) -> Client:
    """Somebody who watches the network."""
    return inside(staff("noc"))


@pytest.fixture
def dark(net: Tree) -> int:
    """An outage of one aggregation, of which nobody has said how long it lasts; its id."""
    return actions.declare_outage(
        called="O1",
        node_id=net.nodes["agg-1"],
        title="Cut at the bridge",
        expected=None,
        actor="staff:1",
        at=builders.START,
    )
