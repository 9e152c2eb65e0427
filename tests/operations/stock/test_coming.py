"""What is on its way, who it is promised to, what changes for whom; undoing; what is left free."""

from __future__ import annotations

from datetime import timedelta

import pytest

import builders
from operations.stock.filled import Filled, fill
from varsel.operations.stock import actions, pages, queries
from varsel.operations.stock.refusals import Refused
from varsel.records.journal import queries as journal

AT = builders.START
DAY = timedelta(days=1)
WHO = {"actor": "test", "at": AT}
CLOSURE = "closure-96"
pytestmark = pytest.mark.database


@pytest.fixture
def filled(db: None) -> Filled:
    """Three closures in Luleå for an order that needs five; ten come in two days."""
    return fill(at=AT)


def _wanted(subject: str = "job:1") -> queries.Wanted:
    return queries.standing(subject=subject).needs[0]


def _heard(subject: str = "job:1") -> int:
    return len(journal.entries(about=[subject], kinds=["stock_promised"]))


def test_what_is_not_here_waits_for_the_first_delivery(filled: Filled) -> None:
    standing = queries.standing(subject="job:1")

    assert [(one.place.called, one.count, one.expected_at) for one in standing.needs[0].held] == [
        ("Kiruna", 2, AT + 2 * DAY),
        ("Luleå", 3, None),
    ]
    assert (standing.is_here, standing.ready_at, _wanted().missing) == (False, AT + 2 * DAY, 0)


@pytest.mark.parametrize(("day", "first"), [(1, True), (3, False)])
def test_a_delivery_that_comes_sooner_is_promised_instead(filled: Filled, day: int, first: bool) -> None:
    said = {"item": CLOSURE, "count": 2, "place_id": filled.lulea}
    sooner = actions.expect(**said, expected_at=AT + day * DAY, **WHO)

    held = next(one for one in _wanted().held if one.delivery_id)
    assert (held.delivery_id == sooner) is first
    assert _heard() == (2 if first else 1)


def test_a_new_time_is_heard_by_who_waits_and_by_nobody_else(filled: Filled) -> None:
    actions.reserve(subject="job:2", needs=[(CLOSURE, 8)], **WHO)
    actions.reserve(subject="job:3", needs=[(CLOSURE, 1)], **WHO)
    before = [_heard(f"job:{number}") for number in (1, 2, 3)]
    actions.expect_anew(delivery_id=filled.delivery, expected_at=AT + 5 * DAY, because="strike", **WHO)

    assert [_heard(f"job:{number}") - had for number, had in zip((1, 2, 3), before, strict=True)] == [1, 1, 0]
    assert (_wanted().expected_at, _wanted("job:3").missing) == (AT + 5 * DAY, 1)


def test_what_came_in_part_is_for_who_asked_first(filled: Filled) -> None:
    actions.reserve(subject="job:2", needs=[(CLOSURE, 4)], **WHO)
    actions.arrive(delivery_id=filled.delivery, count=3, **WHO)

    assert _wanted().is_here
    assert [(one.count, one.delivery_id) for one in _wanted("job:2").held] == [(3, filled.delivery), (1, None)]
    actions.arrive(delivery_id=filled.delivery, **WHO)
    assert _wanted("job:2").is_here
    with pytest.raises(Refused, match="over-already"):
        actions.arrive(delivery_id=filled.delivery, **WHO)
    assert sum(one.count for one in queries.shelves(item=CLOSURE)) == 13


def test_more_than_comes_does_not_come(filled: Filled) -> None:
    with pytest.raises(Refused, match="out-of-stock"):
        actions.arrive(delivery_id=filled.delivery, count=11, **WHO)
    assert [one.count for one in queries.incoming()] == [10]


def test_what_is_called_off_is_missing_and_what_was_sent_goes_back(filled: Filled) -> None:
    actions.release(subject="job:1", **WHO)
    said = {"item": CLOSURE, "count": 2, "place_id": filled.kiruna, "expected_at": AT + DAY}
    sent = actions.expect(**said, sender_id=filled.lulea, **WHO)
    assert queries.count(item=CLOSURE) == 1
    actions.reserve(subject="job:2", needs=[(CLOSURE, 14)], **WHO)
    actions.call_off(delivery_id=filled.delivery, because="sold out", **WHO)
    actions.call_off(delivery_id=sent, because="the lorry broke down", **WHO)

    assert (_wanted("job:2").missing, queries.incoming()) == (11, [])
    assert sum(one.count for one in queries.shelves(item=CLOSURE)) == 3


@pytest.mark.parametrize(("count", "fits"), [(3, True), (4, False)])
def test_a_warehouse_sends_what_is_free(filled: Filled, count: int, fits: bool) -> None:
    actions.release(subject="job:1", **WHO)
    said = {"item": CLOSURE, "count": count, "place_id": filled.kiruna, "expected_at": AT + DAY}
    if fits:
        assert actions.expect(**said, sender_id=filled.lulea, **WHO)
        return
    with pytest.raises(Refused, match="out-of-stock"):
        actions.expect(**said, sender_id=filled.lulea, **WHO)
    assert len(queries.incoming()) == 1


@pytest.mark.parametrize(("count", "place", "day"), [(1, "Kiruna", 2), (8, "Kiruna", 2), (9, None, None)])
def test_the_earliest_is_what_nobody_was_promised(
    filled: Filled, count: int, place: str | None, day: int | None
) -> None:
    found = queries.earliest(item=CLOSURE, count=count)
    assert (found.place.called if found else None) == place
    assert (found.at if found else None) == (AT + day * DAY if day else None)


def test_the_earliest_is_now_where_some_are_free_in_a_warehouse_but_not_in_a_vehicle(filled: Filled) -> None:
    actions.come(item=CLOSURE, place_id=filled.car, count=5, **WHO)
    actions.reserve(subject="job:1", needs=[(CLOSURE, 2)], **WHO)
    found = queries.earliest(item=CLOSURE)
    assert found
    assert (found.place.called, found.count, found.at) == ("Luleå", 1, None)


def test_what_was_written_by_mistake_is_taken_back_once(filled: Filled) -> None:
    actions.release(subject="job:1", **WHO)
    batch = actions.come(item=CLOSURE, place_id=filled.car, count=5, **WHO)
    actions.undo(batch=batch, **WHO)
    assert [one.count for one in queries.shelves(place_id=filled.car)] == [0]
    with pytest.raises(Refused, match="moved-on"):
        actions.undo(batch=batch, **WHO)


@pytest.mark.parametrize("since", ["reserved", "moved", "nothing"])
def test_it_is_taken_back_only_while_nothing_has_happened_since(filled: Filled, since: str) -> None:
    batch = actions.transfer(item=CLOSURE, count=2, **_free(filled), **WHO)
    if since == "reserved":
        actions.reserve(subject="job:2", needs=[(CLOSURE, 9)], near=filled.car, **WHO)
    elif since == "moved":
        actions.come(item=CLOSURE, place_id=filled.car, count=1, **WHO)
    else:
        actions.undo(batch=batch, **WHO)
        assert [one.count for one in queries.shelves(item=CLOSURE)] == [0, 3]
        return
    with pytest.raises(Refused, match="moved-on"):
        actions.undo(batch=batch, **WHO)


def test_the_movements_show_which_can_be_taken_back(filled: Filled) -> None:
    actions.come(item=CLOSURE, place_id=filled.car, count=5, **WHO)
    actions.come(item=CLOSURE, place_id=filled.car, count=6, **WHO)

    shown = [(row.moved.change, row.is_undoable) for row in pages.went(place_id=filled.car, item=None)]
    assert shown == [(6, True), (5, False)]


@pytest.mark.parametrize(("free", "is_low"), [(4, True), (5, False)])
def test_an_item_is_to_be_ordered_at_its_mark(filled: Filled, free: int, is_low: bool) -> None:
    actions.release(subject="job:1", **WHO)
    actions.set_count(warehouse="Luleå", item=CLOSURE, count=free, **WHO)
    actions.come(item=CLOSURE, place_id=filled.car, count=50, **WHO)  # what lies in a vehicle is not in a warehouse

    assert (CLOSURE in [one.item.called for one in pages.lows()]) is is_low


def _free(filled: Filled) -> dict[str, int]:
    actions.release(subject="job:1", **WHO)
    return {"source_id": filled.lulea, "target_id": filled.car}
