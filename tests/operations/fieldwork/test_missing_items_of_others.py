"""What is missing where outages take each other over, or somebody else takes the order."""

from __future__ import annotations

from operations.fieldwork import field, missing
from operations.fieldwork.field import AT, HOUR, MINUTE
from operations.fieldwork.missing import ACTOR, Scene
from varsel.operations.fieldwork import actions, queries
from varsel.operations.outages import actions as outages
from varsel.operations.outages import queries as told
from varsel.operations.stock import actions as stock
from varsel.records.network import queries as network


def test_an_order_of_an_outage_that_was_taken_over_speaks_for_the_one_above(scene: Scene) -> None:
    order = missing.order(scene)
    node = told.outage(outage_id=scene.outage).node_id
    above = network.ways_up(node_ids=[node])[node][1]
    top = outages.declare_outage(called=field.name(), node_id=above, title="", expected=None, actor=ACTOR, at=AT)

    missing.material(scene, order, expected=AT + 5 * HOUR)

    found = told.status(outage_id=top, at=AT)
    assert found.waiting_for
    assert found.forecast
    assert found.forecast.until == AT + 7 * HOUR


def test_what_was_said_of_the_one_above_counts_for_the_order_of_one_below(scene: Scene) -> None:
    order = missing.order(scene)
    node = told.outage(outage_id=scene.outage).node_id
    above = network.ways_up(node_ids=[node])[node][1]
    about = {"called": field.name(), "node_id": above, "title": "", "actor": ACTOR, "at": AT}
    top = outages.declare_outage(**about, expected=AT + 20 * HOUR)

    missing.material(scene, order, expected=AT + 5 * HOUR)

    assert [one.until for one in told.forecasts(outage_id=top)] == [AT + 3 * HOUR, AT + 20 * HOUR]


def test_what_somebody_fetched_is_not_waited_for_again_by_itself(scene: Scene) -> None:
    delivery = missing.expect(scene, AT + 5 * HOUR)
    order = missing.order(scene, items={"card": 1})
    (wait,) = queries.waits_of(order_ids=[order])[order]
    scene.until(AT + MINUTE)
    actions.go_on(order_id=order, wait_id=wait.id, actor=ACTOR, at=scene.now)

    stock.expect_anew(delivery_id=delivery, expected_at=AT + 6 * HOUR, because="x", actor=ACTOR, at=scene.now)
    field.assign(order, field.team().technician)
    scene.until(AT + 2 * MINUTE)

    assert field.job(order).state == "acknowledged"
    assert scene.status().waiting_for is None


def test_whoever_gets_a_waiting_order_waits_on(scene: Scene) -> None:
    order = missing.order(scene)
    missing.material(scene, order, expected=AT + 5 * HOUR)
    field.assign(order, field.team().technician)
    assert field.job(order).state == "held"
