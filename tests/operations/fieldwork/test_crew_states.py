"""What technicians say is the crew's state of the outage."""

from __future__ import annotations

import builders
from operations.fieldwork import field
from operations.fieldwork.field import AT
from operations.outages.network import tree
from varsel.operations.fieldwork import actions, queries
from varsel.operations.outages import actions as outages
from varsel.operations.outages import queries as told


def test_the_crews_state_of_an_outage_follows(db: None) -> None:
    builders.set_policy()
    net = tree()
    outage = outages.declare_outage(called="O", node_id=net.nodes["a"], title="", expected=None, actor="s", at=AT)
    order, other = field.order(outage_id=outage), field.order(outage_id=outage)
    for one in (order, other):
        field.assign(one, field.team().technician)

    assert told.status(outage_id=outage, at=AT).crew is None  # nobody has begun, so nobody has left

    def crew() -> tuple[str, str]:
        seen = told.status(outage_id=outage, at=AT).crew
        assert seen
        return seen.state, seen.because

    for step in ("on_the_way", "on_site", "night_work"):
        actions.say(order_id=order, step=step, because="b", actor="s", at=AT)
        assert crew() == (step, "b")
    actions.wait(order_id=order, kind="pause", what="rest", actor="s", at=AT)
    assert crew() == ("paused", "rest")
    (wait,) = queries.waits_of(order_ids=[order])[order]
    actions.go_on(order_id=order, wait_id=wait.id, actor="s", at=AT)
    assert crew() == ("night_work", "")
    actions.say(order_id=other, step="on_site", actor="s", at=AT)
    actions.finish(order_id=other, used={}, actor="s", at=AT)
    assert crew()[0] == "on_site"  # the other is still there
    actions.fail(order_id=order, because="flooded", actor="s", at=AT)
    assert crew() == ("left", "flooded")
