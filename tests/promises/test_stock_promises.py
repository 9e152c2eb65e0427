"""Stock as the database lets it be, whatever the code does: counts, reservations, devices."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import builders
from promises.forging import put, refused, run
from varsel.records.network import actions as network

AT = builders.START
DAY = timedelta(days=1)


@pytest.fixture
def place(db: None) -> int:
    """Give a warehouse."""
    return put("stock_place", called="Luleå", kind="warehouse")


@pytest.fixture
def item(db: None) -> int:
    """Give an item."""
    return put("stock_item", called="closure", name="Closure", unit="st", has_serials=True)


@pytest.fixture
def shelf(place: int, item: int) -> tuple[int, int]:
    """Give a shelf with three."""
    move(place, item, 3)
    return place, item


def move(place: int, item: int, change: int, **columns: Any) -> int:
    """Insert a movement."""
    whole = {"batch": builders.key(), "kind": "came" if change > 0 else "used", "at": AT, "by": "forger"}
    return put("stock_movement", place_id=place, item_id=item, change=change, **whole | columns)


def need(item: int, count: int = 3, subject: str = "order:1") -> int:
    """Insert a need."""
    return put("stock_need", subject=subject, item_id=item, count=count, at=AT)


def delivery(shelf: tuple[int, int], **columns: Any) -> int:
    """Insert a delivery of two."""
    whole = {"count": 2, "expected_at": AT + DAY, "made_at": AT, "made_by": "forger"}
    return put("stock_delivery", place_id=shelf[0], item_id=shelf[1], **whole | columns)


def device(shelf: tuple[int, int], serial: str = "R-1", **columns: Any) -> int:
    """Insert a device that lies on the shelf."""
    whole = {"serial": serial, "state": "stock", "place_id": shelf[0]}
    return put("stock_device", item_id=shelf[1], **whole | columns)


def counts(shelf: tuple[int, int]) -> tuple[int, int, int]:
    """Return what the shelf says: count, reserved, serials."""
    return run("SELECT count, reserved, serials FROM stock_shelf WHERE (place_id, item_id) = (%s, %s)", *shelf)[0]


def test_a_count_is_the_sum_of_its_movements_and_never_below_nothing(shelf: tuple[int, int]) -> None:
    move(*shelf, -3)
    assert counts(shelf)[0] == 0

    with refused(by="stock_no_more_reserved_than_there_is"):
        move(*shelf, -1)
    assert run("SELECT sum(change) FROM stock_movement") == [(0,)]


def test_nothing_leaves_a_shelf_that_never_had_any(place: int, item: int) -> None:
    with refused(by="stock_no_more_reserved_than_there_is"):
        move(place, item, -1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stock_shelf SET count = count + 1",
        "UPDATE stock_shelf SET reserved = 0",
        "UPDATE stock_shelf SET serials = 0",
        "INSERT INTO stock_shelf SELECT * FROM stock_shelf",
        "DELETE FROM stock_shelf",
        "UPDATE stock_movement SET change = 9",
        "DELETE FROM stock_movement",
        "UPDATE stock_delivery SET promised = 0",
        "DELETE FROM stock_delivery",
        "UPDATE stock_need SET held = 0",
        "UPDATE stock_hold SET count = 1",
        "UPDATE stock_device SET serial = 'X'",
        "DELETE FROM stock_device",
        "UPDATE stock_coverage SET is_there = true",
        "DELETE FROM stock_coverage",
        "DELETE FROM stock_place",
    ],
)
def test_what_the_database_keeps_nobody_else_writes(shelf: tuple[int, int], statement: str) -> None:
    with refused(by="permission"):
        run(statement)


@pytest.mark.parametrize(
    ("by", "change", "columns"),
    [
        ("stock_movement_kind", 1, {"kind": "found"}),
        ("stock_movement_moves", 0, {"kind": "moved"}),
        ("stock_movement_way", -1, {"kind": "came"}),
        ("stock_movement_way", -1, {"kind": "back"}),
        ("stock_movement_way", 1, {"kind": "used"}),
        ("stock_movement_way", 1, {"kind": "lent"}),
        ("stock_movement_way", 1, {"kind": "lost"}),
        ("stock_movement_way", 1, {"kind": "sent"}),
    ],
)
def test_a_movement_goes_the_way_of_its_kind(
    shelf: tuple[int, int], by: str, change: int, columns: dict[str, Any]
) -> None:
    with refused(by=by):
        move(*shelf, change, **columns)


def test_a_count_may_find_what_was_thought(shelf: tuple[int, int]) -> None:
    assert move(*shelf, 0, kind="count")


def test_no_more_is_reserved_than_there_is(shelf: tuple[int, int]) -> None:
    place, item = shelf
    put("stock_hold", need_id=need(item), item_id=item, place_id=place, count=3)
    other = need(item, subject="order:2")
    assert counts(shelf) == (3, 3, 0)

    with refused(by="stock_no_more_reserved_than_there_is"):
        put("stock_hold", need_id=other, item_id=item, place_id=place, count=1)
    with refused(by="stock_no_more_reserved_than_there_is"):
        move(*shelf, -1)
    run("DELETE FROM stock_hold")
    assert counts(shelf) == (3, 0, 0)


def test_no_more_is_held_than_is_needed(shelf: tuple[int, int]) -> None:
    place, item = shelf
    need_id = need(item, count=1)
    with refused(by="stock_no_more_held_than_needed"):
        put("stock_hold", need_id=need_id, item_id=item, place_id=place, count=2)
    put("stock_hold", need_id=need_id, item_id=item, place_id=place, count=1)
    with refused(by="stock_hold_need"):
        run("DELETE FROM stock_need")
        run("SET CONSTRAINTS ALL IMMEDIATE")


def test_no_more_is_promised_than_comes(shelf: tuple[int, int]) -> None:
    _place, item = shelf
    key = delivery(shelf)
    put("stock_hold", need_id=need(item), item_id=item, delivery_id=key, count=2)
    with refused(by="stock_no_more_promised_than_comes"):
        put("stock_hold", need_id=need(item, subject="order:2"), item_id=item, delivery_id=key, count=1)
    with refused(by="stock_no_more_promised_than_comes"):
        run("UPDATE stock_delivery SET count = 1")


@pytest.mark.parametrize(
    ("by", "both", "count"),
    [("stock_hold_in_one_place", True, 1), ("stock_hold_of_something", False, 0)],
)
def test_a_hold_is_in_one_place_and_of_something(shelf: tuple[int, int], by: str, both: bool, count: int) -> None:
    place, item = shelf
    more = {"delivery_id": delivery(shelf)} if both else {}
    with refused(by=by):
        put("stock_hold", need_id=need(item), item_id=item, place_id=place, count=count, **more)


@pytest.mark.parametrize(("by", "of"), [("stock_hold_need", "need"), ("stock_hold_delivery", "delivery")])
def test_a_hold_is_of_the_item_of_what_it_is_part_of(shelf: tuple[int, int], by: str, of: str) -> None:
    place, item = shelf
    other = put("stock_item", called="cable", name="Cable", unit="m", has_serials=False)
    move(place, other, 5)
    with refused(by=by):
        if of == "need":
            put("stock_hold", need_id=need(item), item_id=other, place_id=place, count=1)
        else:
            put("stock_hold", need_id=need(other), item_id=other, delivery_id=delivery(shelf), count=1)
        run("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_subject_needs_an_item_once(shelf: tuple[int, int]) -> None:
    need(shelf[1])
    with refused(by="stock_need_once"):
        need(shelf[1])
    with refused(by="stock_need_of_something"):
        need(shelf[1], count=0, subject="order:2")


def test_a_count_never_says_fewer_than_the_devices_that_lie_there(shelf: tuple[int, int]) -> None:
    for number in range(3):
        device(shelf, serial=f"R-{number}")
    assert counts(shelf) == (3, 0, 3)

    with refused(by="stock_no_more_serials_than_there_is"):
        device(shelf, serial="R-4")
    with refused(by="stock_no_more_serials_than_there_is"):
        move(*shelf, -1)
    run("UPDATE stock_device SET state = 'out', place_id = NULL, subject = 'loan:1' WHERE serial = 'R-1'")
    move(*shelf, -1, kind="lent")
    assert counts(shelf) == (2, 0, 2)


def test_a_device_lies_where_something_was_counted(place: int, item: int) -> None:
    with refused(by="stock_no_more_serials_than_there_is"):
        device((place, item))


@pytest.mark.parametrize(
    ("by", "columns"),
    [
        ("stock_device_serial", {"serial": ""}),
        ("stock_device_is_somewhere", {"state": "lost"}),
        ("stock_device_is_somewhere", {"state": "out", "subject": "loan:1"}),
        ("stock_device_is_somewhere", {"place_id": None}),
        ("stock_device_is_somebodys", {"state": "reserved"}),
        ("stock_device_is_somebodys", {"subject": "loan:1"}),
    ],
)
def test_a_device_is_somewhere_or_somebodys(shelf: tuple[int, int], by: str, columns: dict[str, Any]) -> None:
    with refused(by=by):
        device(shelf, **columns)


@pytest.mark.parametrize("column", ["serial", "iccid", "number"])
def test_a_device_has_its_numbers_alone(shelf: tuple[int, int], column: str) -> None:
    device(shelf, **{column: "1"})
    other = {"serial": "R-2"} | {column: "1"}
    with pytest.raises(Exception, match=f"stock_device_{column}"):
        device(shelf, **other)


def test_what_is_undone_is_undone_once_whole_and_where_it_was(shelf: tuple[int, int]) -> None:
    key = move(*shelf, 2)
    elsewhere = put("stock_place", called="Kiruna", kind="warehouse")
    move(elsewhere, shelf[1], 2)
    for place, change, kind in ((shelf[0], -1, "came"), (elsewhere, -2, "came"), (shelf[0], -2, "moved")):
        with refused(by="stock_movement_undone_whole"):
            move(place, shelf[1], change, kind=kind, undoes_id=key)
    undone = move(*shelf, -2, kind="came", undoes_id=key)
    with refused(by="stock_movement_undone_whole"):
        move(*shelf, 2, undoes_id=undone)
    with refused(by="stock_movement_undoes_id_key"):
        move(*shelf, -2, kind="came", undoes_id=key)


def test_a_delivery_comes_from_elsewhere_and_is_of_something(shelf: tuple[int, int]) -> None:
    with refused(by="stock_delivery_from_elsewhere"):
        delivery(shelf, sender_id=shelf[0])
    with refused(by="stock_no_more_promised_than_comes"):
        delivery(shelf, count=-1)


@pytest.mark.parametrize("kind", ["", "shed"])
def test_a_place_is_a_warehouse_or_a_vehicle(db: None, kind: str) -> None:
    with refused(by="stock_place_kind"):
        put("stock_place", called="x", kind=kind)


def test_coverage_is_of_a_node_or_of_a_service(db: None) -> None:
    node = network.add_node(external_id="n-1", kind="access", parent_id=None, municipality="")
    said = {"is_there": True, "at": AT, "by": "forger"}
    assert put("stock_coverage", node_id=node, **said)
    for who in ({}, {"node_id": node, "service_id": 1}):
        with refused(by="stock_coverage_of_one"):
            put("stock_coverage", **who, **said)
