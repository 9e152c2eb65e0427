"""A missing item moves the forecast of an outage by itself, and those affected hear why: in one word."""

from __future__ import annotations

import pytest

from operations.fieldwork import field, missing
from operations.fieldwork.field import AT, HOUR, MINUTE
from operations.fieldwork.missing import ACTOR, Scene
from varsel.operations.fieldwork import actions, queries
from varsel.operations.outages import actions as outages
from varsel.operations.stock import actions as stock
from varsel.operations.stock import queries as shelves


def test_an_order_whose_material_is_not_there_waits_by_itself_and_moves_the_forecast(scene: Scene) -> None:
    missing.expect(scene, AT + 5 * HOUR)

    order = missing.order(scene, items={"card": 1})
    scene.until(AT + MINUTE)

    assert field.job(order).state == "held"
    assert scene.forecast() == (AT + 6 * HOUR + 30 * MINUTE, AT + 7 * HOUR)
    (word,) = scene.words()  # one, with both
    assert all(text in word for text in ("line card", "14:00", "16:00"))
    waits = scene.status().waiting_for
    assert waits
    assert (waits.item, waits.place) == ("line card", shelves.store(place_id=scene.warehouse).called)


def test_what_lies_in_the_warehouse_is_not_missing(scene: Scene) -> None:
    stock.come(item="card", place_id=scene.warehouse, count=1, actor=ACTOR, at=AT)

    order = missing.order(scene, items={"card": 1})
    scene.until(AT + MINUTE)

    assert field.job(order).state == "acknowledged"
    assert scene.words() == []
    assert scene.forecast() == (None, AT + 3 * HOUR)


def test_an_item_that_comes_before_it_matters_does_not_bring_the_forecast_forward(scene: Scene) -> None:
    missing.expect(scene, AT + 15 * MINUTE)

    order = missing.order(scene, items={"card": 1}, minutes_left=30)
    scene.until(AT + MINUTE)

    assert field.job(order).state == "held"
    assert scene.forecast() == (None, AT + 3 * HOUR)
    assert len(scene.words()) == 1  # that it waits is told all the same


def test_nobody_knows_when_and_the_forecast_stays_till_somebody_does(scene: Scene) -> None:
    order = missing.order(scene, items={"card": 1})
    scene.until(AT + MINUTE)
    assert field.job(order).state == "held"
    assert scene.forecast()[1] == AT + 3 * HOUR
    assert len(scene.words()) == 1

    missing.expect(scene, AT + 5 * HOUR)
    scene.until(AT + 2 * MINUTE)

    assert scene.forecast()[1] == AT + 7 * HOUR
    assert len(scene.words()) == 1


@pytest.mark.parametrize(("hours", "until"), [(6, 8), (4, 6)])
def test_a_delivery_that_comes_later_or_earlier_moves_the_forecast_again(scene: Scene, hours: int, until: int) -> None:
    delivery = missing.expect(scene, AT + 5 * HOUR)
    missing.order(scene, items={"card": 1})
    scene.until(AT + MINUTE)
    scene.words()

    anew = {"delivery_id": delivery, "because": "snow", "actor": ACTOR, "at": scene.now}
    stock.expect_anew(**anew, expected_at=AT + hours * HOUR)
    scene.until(AT + 2 * MINUTE)

    assert scene.forecast()[1] == AT + until * HOUR
    assert len(scene.words()) == 1
    waits = scene.status().waiting_for
    assert waits
    assert waits.expected == AT + hours * HOUR


def test_when_it_arrives_the_work_goes_on_and_a_forecast_that_holds_is_not_said_again(scene: Scene) -> None:
    delivery = missing.expect(scene, AT + 5 * HOUR)
    order = missing.order(scene, items={"card": 1})
    scene.until(AT + 5 * HOUR)
    scene.words()

    stock.arrive(delivery_id=delivery, actor=ACTOR, at=scene.now)
    scene.until(scene.now + MINUTE)

    assert field.job(order).state == "acknowledged"
    assert scene.status().waiting_for is None
    assert scene.forecast()[1] == AT + 7 * HOUR
    assert scene.words() == []


def test_what_arrives_much_earlier_brings_the_forecast_forward(scene: Scene) -> None:
    delivery = missing.expect(scene, AT + 5 * HOUR)
    missing.order(scene, items={"card": 1})
    scene.until(AT + 2 * HOUR)
    scene.words()

    stock.arrive(delivery_id=delivery, actor=ACTOR, at=scene.now)
    scene.until(scene.now + MINUTE)

    assert scene.forecast()[1] == AT + 4 * HOUR + MINUTE or scene.forecast()[1] == AT + 4 * HOUR
    assert len(scene.words()) == 1


def test_a_technician_says_what_is_missing_and_it_is_reserved(scene: Scene) -> None:
    missing.expect(scene, AT + 5 * HOUR, count=3)
    order = missing.order(scene)

    missing.material(scene, order, count=2)
    scene.until(AT + MINUTE)

    (wanted,) = shelves.standing(subject=f"order:{order}").needs
    assert (wanted.item.called, wanted.count, wanted.expected_at) == ("card", 2, AT + 5 * HOUR)
    assert scene.forecast()[1] == AT + 7 * HOUR
    assert len(scene.words()) == 1


def test_what_the_technician_says_of_the_time_counts_more_than_the_shelf(scene: Scene) -> None:
    stock.come(item="card", place_id=scene.warehouse, count=1, actor=ACTOR, at=AT)
    order = missing.order(scene)

    missing.material(scene, order, place="Västervik", expected=AT + 4 * HOUR)
    scene.until(AT + MINUTE)

    assert field.job(order).state == "held"
    assert scene.forecast()[1] == AT + 6 * HOUR
    (wait,) = queries.waits_of(order_ids=[order])[order]
    actions.expect(order_id=order, wait_id=wait.id, expected=AT + 6 * HOUR, actor=ACTOR, at=scene.now)
    assert scene.forecast()[1] == AT + 8 * HOUR
    actions.go_on(order_id=order, wait_id=wait.id, actor=ACTOR, at=scene.now)
    assert field.job(order).state == "acknowledged"
    assert scene.status().waiting_for is None


def test_of_two_things_the_last_counts_and_one_that_nobody_knows_of_moves_nothing(scene: Scene) -> None:
    order = missing.order(scene)
    permit = {"order_id": order, "kind": "digging_permit", "what": "permit", "actor": ACTOR, "at": AT}
    actions.wait(**permit, expected=AT + 6 * HOUR)
    missing.material(scene, order, expected=AT + 4 * HOUR)
    assert scene.forecast()[1] == AT + 8 * HOUR
    waits = scene.status().waiting_for
    assert waits
    assert waits.item == "permit"

    first, second = queries.waits_of(order_ids=[order])[order]
    actions.go_on(order_id=order, wait_id=first.id, actor=ACTOR, at=AT)

    assert field.job(order).state == "held"
    waits = scene.status().waiting_for
    assert waits
    assert waits.item == "line card"
    assert scene.forecast()[1] == AT + 6 * HOUR  # it came of the waiting, and follows it both ways
    actions.expect(order_id=order, wait_id=second.id, expected=None, actor=ACTOR, at=AT)
    assert scene.forecast()[1] == AT + 6 * HOUR


def test_two_orders_of_one_outage_speak_with_one_voice(scene: Scene) -> None:
    first, second = missing.order(scene), missing.order(scene)
    missing.material(scene, first, expected=AT + 6 * HOUR)
    missing.material(scene, second, expected=AT + 4 * HOUR)
    assert scene.forecast()[1] == AT + 8 * HOUR

    (wait,) = queries.waits_of(order_ids=[first])[first]
    actions.go_on(order_id=first, wait_id=wait.id, actor=ACTOR, at=AT)

    waits = scene.status().waiting_for
    assert waits
    assert waits.expected == AT + 4 * HOUR
    assert scene.forecast()[1] == AT + 6 * HOUR


def test_an_outage_that_is_over_hears_nothing_more(scene: Scene) -> None:
    order = missing.order(scene)
    outages.restore(outage_id=scene.outage, actor=ACTOR, at=AT)

    missing.material(scene, order, expected=AT + 6 * HOUR)

    assert field.job(order).state == "held"
    assert scene.status().waiting_for is None
    assert scene.forecast()[1] == AT + 3 * HOUR


def test_an_order_that_ends_waits_for_nothing_more(scene: Scene) -> None:
    missing.expect(scene, AT + 5 * HOUR)
    order = missing.order(scene, items={"card": 1})

    actions.cancel(order_id=order, because="done by others", actor=ACTOR, at=AT)

    assert scene.status().waiting_for is None
    assert scene.forecast()[1] == AT + 7 * HOUR  # somebody is to say a new one: the work was not begun
    assert shelves.standing(subject=f"order:{order}").needs == ()
    assert queries.waits_of(order_ids=[order]) == {}
    assert scene.status().crew is None  # nobody had begun, so nobody left
    scene.until(AT + MINUTE)
    assert field.job(order).state == "cancelled"


def test_what_takes_longer_moves_the_forecast_with_what_is_missing(scene: Scene) -> None:
    order = missing.order(scene)
    missing.material(scene, order, expected=AT + 5 * HOUR)
    scene.until(AT + MINUTE)
    scene.words()

    actions.set_left(order_id=order, minutes_left=120, travel_minutes=30, actor=ACTOR, at=scene.now)
    scene.until(AT + 2 * MINUTE)

    assert scene.forecast() == (AT + 7 * HOUR, AT + 7 * HOUR + 30 * MINUTE)
    assert len(scene.words()) == 1


def test_an_order_about_no_outage_waits_when_somebody_says_so_and_goes_on_by_itself(scene: Scene) -> None:
    delivery = missing.expect(scene, AT + 5 * HOUR)
    order = field.order(items={"card": 1})
    scene.until(AT + MINUTE)
    assert field.job(order).state == "acknowledged"

    missing.material(scene, order)
    (wait,) = queries.waits_of(order_ids=[order])[order]
    assert (wait.expected, field.job(order).state) == (AT + 5 * HOUR, "held")
    scene.until(AT + 2 * MINUTE)
    stock.arrive(delivery_id=delivery, actor=ACTOR, at=scene.now)
    scene.until(AT + 3 * MINUTE)

    assert field.job(order).state == "acknowledged"
    assert scene.words() == []
