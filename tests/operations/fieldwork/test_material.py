"""What an order needs and used: written down as it is, whatever was planned."""

from __future__ import annotations

import pytest

from operations.fieldwork import field
from operations.fieldwork.field import AT
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.queries import Needed
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.stock import actions as stock
from varsel.operations.stock import queries as shelves


@pytest.fixture
def team(db: None) -> field.Team:
    """Give a technician in whose vehicle lie five boxes and five clips."""
    found = field.team()
    (car,) = queries.cars()
    place = shelves.store_called(name=car.place)
    assert place
    for name in ("box", "clip"):
        stock.set_item(called=name, name=name, unit="pc", low=None, has_serials=False, actor="s", at=AT)
        stock.come(item=name, place_id=place.id, count=5, actor="s", at=AT)
    return found


def _order(team: field.Team, **items: int) -> int:
    key = field.order(items=items)
    field.assign(key, team.technician)
    actions.say(order_id=key, step="on_site", actor="s", at=AT)
    return key


def _items(order: int) -> list[Needed]:
    return queries.items_of(order_ids=[order]).get(order, [])


def _lying(item: str) -> int:
    return sum(one.count for one in shelves.shelves(item=item))


def test_more_that_is_missing_is_needed_and_less_is_not_forgotten(team: field.Team) -> None:
    order = _order(team, box=2)
    for count, needed in ((3, 3), (1, 3), (3, 3), (7, 7)):
        actions.wait(order_id=order, kind="material", what="box", count=count, actor="s", at=AT)
        assert [one.count for one in _items(order)] == [needed]


def test_what_was_not_used_is_written_down_as_none_used(team: field.Team) -> None:
    order = _order(team, box=2, clip=1)
    actions.finish(order_id=order, used={"box": 1, "moon": 0}, actor="s", at=AT)

    assert _items(order) == [Needed("box", 2, 1), Needed("clip", 1, 0)]
    assert (_lying("box"), _lying("clip")) == (4, 5)


def test_what_was_used_unplanned_was_not_needed(team: field.Team) -> None:
    order = _order(team)
    actions.finish(order_id=order, used={"clip": 2}, actor="s", at=AT)

    assert _items(order) == [Needed("clip", 0, 2)]
    assert _lying("clip") == 3


def test_none_of_it_used_is_nothing_used(team: field.Team) -> None:
    order = _order(team)
    actions.finish(order_id=order, used={"clip": 0, "moon": 0}, actor="s", at=AT)

    assert _items(order) == []
    assert _lying("clip") == 5


@pytest.mark.parametrize(("used", "code"), [({"moon": 1}, "not-found"), ({"box": 6}, "out-of-stock")])
def test_what_is_not_there_is_not_used(team: field.Team, used: dict[str, int], code: str) -> None:
    order = _order(team, box=2)
    with pytest.raises(Refused, match=code):
        actions.finish(order_id=order, used=used, actor="s", at=AT)
    assert (_items(order), _lying("box")) == ([Needed("box", 2, None)], 5)
    assert field.job(order).state == "inProgress"


def test_the_vehicle_that_goes_there_is_asked_first(team: field.Team) -> None:
    for name in ("A", "Z"):
        place = stock.add_place(called=name, kind="warehouse", actor="s", at=AT)
        stock.come(item="box", place_id=place, count=9, actor="s", at=AT)
    order = _order(team)
    actions.wait(order_id=order, kind="material", what="box", count=6, actor="s", at=AT)
    (car,) = queries.cars()

    held = {one.place.called: one.reserved for one in shelves.shelves(item="box") if one.reserved}
    assert held[car.place] == 5
    assert sum(held.values()) == 6
    assert [one.count for one in _items(order)] == [6]


@pytest.mark.parametrize("missing", ["box", "clip"])
def test_an_order_waits_for_what_was_said_to_be_missing(team: field.Team, missing: str) -> None:
    order = _order(team, box=1, clip=1)
    actions.wait(order_id=order, kind="material", what=missing, count=9, actor="s", at=AT)

    assert [one.what for one in queries.waits_of(order_ids=[order])[order]] == [missing]
