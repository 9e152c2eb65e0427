"""What several tests of field work begin with."""

from __future__ import annotations

import pytest

import builders
from operations.fieldwork import field
from operations.fieldwork.field import AT, HOUR
from operations.fieldwork.missing import ACTOR, Scene
from operations.outages.network import tree
from varsel.operations.outages import actions as outages
from varsel.operations.stock import actions as stock


@pytest.fixture
def scene(db: None) -> Scene:
    """Give an outage of one customer, expected to last three hours."""
    builders.set_policy()
    net = tree(contacts={"sms": "+46701740605"})
    warehouse = stock.add_place(called=field.name(), kind="warehouse", actor=ACTOR, at=AT)
    stock.set_item(called="card", name="line card", unit="pc", low=None, has_serials=False, actor=ACTOR, at=AT)
    outage = outages.declare_outage(
        called=field.name(), node_id=net.nodes["a"], title="Byn", expected=AT + 3 * HOUR, actor=ACTOR, at=AT
    )
    found = Scene(outage=outage, warehouse=warehouse, out=builders.Out())
    found.until(AT)
    assert len(found.words()) == 1
    return found
