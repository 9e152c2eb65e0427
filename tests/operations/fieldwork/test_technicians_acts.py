"""What a technician does: said once however often it is sent, by whose order it is, and only as the order stands."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operations.fieldwork import field
from operations.fieldwork.field import AT, HOUR, MINUTE
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.ladder import states
from varsel.operations.fieldwork.models import ENDED_STATES
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.stock import actions as stock
from varsel.operations.stock import queries as shelves
from varsel.records.journal import queries as journal

KEY, OTHER = UUID(int=1), UUID(int=2)


@pytest.fixture
def order(db: None) -> int:
    """Give an order that a technician has."""
    found = field.order()
    field.assign(found, field.team().technician)
    return found


def _say(order: int, step: str, **more: object) -> object:
    return actions.say(order_id=order, step=step, actor="staff:1", at=AT, **more)


def _kinds(order: int) -> list[str]:
    return [one.kind for one in journal.entries(about=[f"order:{order}"]) if one.kind.startswith("order_")]


def test_an_order_goes_its_way_and_all_of_it_is_written_down(order: int) -> None:
    technician = field.job(order).technician_id or 0
    actions.accept(order_id=order, worker_id=technician, actor="staff:1", at=AT)
    assert (field.job(order).state, field.job(order).step) == ("acknowledged", "accepted")
    for step in ("on_the_way", "on_site", "night_work"):
        answer = _say(order, step, worker_id=technician)
        assert (answer.state, answer.step) == ("inProgress", step)
    actions.finish(order_id=order, used={}, actor="staff:1", at=AT + HOUR, worker_id=technician)

    job = field.job(order)
    assert (job.state, job.started_at, job.ended_at) == ("completed", AT, AT + HOUR)
    ways = ["order_opened", "order_assigned", "order_accepted", *["order_step"] * 3, "order_completed"]
    assert _kinds(order) == ways


@pytest.mark.parametrize(
    "act",
    [
        lambda order, **more: actions.say(order_id=order, step="on_site", actor="s", **more),
        lambda order, **more: actions.wait(order_id=order, kind="pause", what="ill", actor="s", **more),
        lambda order, **more: actions.fail(order_id=order, because="flooded", actor="s", **more),
        lambda order, **more: actions.set_left(order_id=order, minutes_left=5, travel_minutes=0, actor="s", **more),
        lambda order, **more: actions.accept(
            order_id=order, worker_id=field.job(order).technician_id or 0, actor="s", **more
        ),
    ],
)
def test_the_same_under_the_same_key_does_nothing_and_answers_the_same(order: int, act: Callable[..., object]) -> None:
    first = act(order, at=AT, key=KEY)
    was, said = field.job(order), journal.entries(about=[f"order:{order}"])

    again = act(order, at=AT + HOUR, key=KEY)

    assert again == first
    assert field.job(order) == was
    assert journal.entries(about=[f"order:{order}"]) == said


def test_finishing_twice_under_one_key_uses_the_material_once(order: int) -> None:
    _say(order, "on_site")
    stock.set_item(called="box", name="box", unit="pc", low=None, has_serials=False, actor="s", at=AT)
    (car,) = [one for one in queries.cars() if one.technician_id == field.job(order).technician_id]
    store = shelves.store_called(name=car.place)
    assert store
    stock.come(item="box", place_id=store.id, count=3, actor="s", at=AT)

    for _ in range(2):
        actions.finish(order_id=order, used={"box": 2}, actor="staff:1", at=AT, key=KEY)

    assert [one.count for one in shelves.shelves(item="box")] == [1]
    assert [(one.item, one.used) for one in queries.items_of(order_ids=[order])[order]] == [("box", 2)]


def test_under_a_key_nothing_else_is_done(order: int) -> None:
    _say(order, "on_the_way", key=KEY)
    was = field.job(order)
    other = field.order()
    field.assign(other, field.team().technician)
    for attempt in (
        lambda: _say(order, "on_site", key=KEY),
        lambda: _say(order, "on_the_way", because="x", key=KEY),
        lambda: actions.say(order_id=order, step="on_the_way", actor="staff:2", at=AT, key=KEY),
        lambda: _say(other, "on_the_way", key=KEY),
        lambda: actions.fail(order_id=order, because="x", actor="staff:1", at=AT, key=KEY),
    ):
        with pytest.raises(Refused, match="key-reused"):
            attempt()
    assert field.job(order) == was
    assert field.job(other).step == ""
    _say(order, "on_site", key=OTHER)


def test_what_was_refused_may_be_tried_again_under_its_key(db: None) -> None:
    order = field.order()
    with pytest.raises(Refused, match="not-now"):
        _say(order, "on_site", key=KEY)
    field.assign(order, field.team().technician)
    assert _say(order, "on_site", key=KEY).state == "inProgress"


def test_only_whose_order_it_is_acts_on_it(order: int) -> None:
    stranger, was = field.team().technician, field.job(order)
    about = {"order_id": order, "worker_id": stranger, "actor": "staff:2", "at": AT}
    actions.wait(order_id=order, kind="pause", what="x", actor="staff:1", at=AT)
    (wait,) = queries.waits_of(order_ids=[order])[order]
    was = field.job(order)
    for attempt in (
        lambda: actions.accept(**about),
        lambda: actions.say(step="on_site", **about),
        lambda: actions.wait(kind="pause", what="y", **about),
        lambda: actions.expect(wait_id=wait.id, expected=None, **about),
        lambda: actions.go_on(wait_id=wait.id, **about),
        lambda: actions.set_left(minutes_left=1, travel_minutes=1, **about),
        lambda: actions.finish(used={}, **about),
        lambda: actions.fail(because="x", **about),
    ):
        with pytest.raises(Refused, match="not-yours"):
            attempt()
    assert field.job(order) == was


def test_one_of_a_contractors_people_takes_an_order_by_name(db: None) -> None:
    order, team = field.order(), field.team(kind="contractor")
    busy, stranger = field.order(), field.team(kind="contractor")
    times = {"begins_at": AT + HOUR, "ends_at": AT + 2 * HOUR, "actor": "test", "at": AT}
    for one in (order, busy):
        actions.assign(order_id=one, crew_id=team.crew, **times)
    with pytest.raises(Refused, match="not-yours"):
        actions.accept(order_id=order, worker_id=stranger.technician, actor="s", at=AT)

    actions.accept(order_id=order, worker_id=team.technician, actor="s", at=AT)

    assert field.job(order).technician_id == team.technician
    with pytest.raises(Refused, match="taken"):
        actions.accept(order_id=busy, worker_id=team.technician, actor="s", at=AT)
    assert field.job(busy).technician_id is None


def test_work_has_begun_when_it_was_first_said(order: int) -> None:
    _say(order, "on_the_way")
    actions.say(order_id=order, step="on_site", actor="s", at=AT + HOUR)
    assert field.job(order).started_at == AT


def test_what_has_begun_is_not_accepted_again(order: int) -> None:
    _say(order, "on_site")
    with pytest.raises(Refused, match="not-now"):
        actions.accept(order_id=order, worker_id=field.job(order).technician_id or 0, actor="s", at=AT)
    assert field.job(order).step == "on_site"


@pytest.mark.parametrize(
    "attempt",
    [
        lambda order: actions.wait(order_id=order, kind="material", what=" ", actor="s", at=AT),
        lambda order: actions.wait(order_id=order, kind="weather", what="x", actor="s", at=AT),
        lambda order: actions.wait(order_id=order, kind="material", what="x", count=0, actor="s", at=AT),
        lambda order: actions.wait(order_id=order, kind="material", what="x", expected=AT, actor="s", at=AT),
        lambda order: actions.set_left(order_id=order, minutes_left=0, travel_minutes=0, actor="s", at=AT),
        lambda order: actions.set_left(order_id=order, minutes_left=1, travel_minutes=-1, actor="s", at=AT),
        lambda order: actions.fail(order_id=order, because=" ", actor="s", at=AT),
        lambda order: actions.cancel(order_id=order, because="", actor="s", at=AT),
    ],
)
def test_what_says_nothing_is_refused(order: int, attempt: Callable[[int], object]) -> None:
    was = field.job(order)
    with pytest.raises(Refused, match="not-lawful"):
        attempt(order)
    assert field.job(order) == was
    assert queries.waits_of(order_ids=[order]) == {}


def test_only_what_is_under_way_is_finished(order: int) -> None:
    with pytest.raises(Refused, match="not-now"):
        actions.finish(order_id=order, used={}, actor="s", at=AT)
    assert field.job(order).state == "acknowledged"
    _say(order, "on_site")
    actions.finish(order_id=order, used={}, left_to_do="dig it down", actor="s", at=AT)
    assert (field.job(order).state, field.job(order).ended_because) == ("partial", "dig it down")


def test_more_than_there_is_can_not_have_been_used(order: int) -> None:
    _say(order, "on_site")
    stock.set_item(called="box", name="box", unit="pc", low=None, has_serials=False, actor="s", at=AT)
    for code, used in (("out-of-stock", {"box": 1}), ("not-found", {"moon": 1})):
        with pytest.raises(Refused, match=code):
            actions.finish(order_id=order, used=used, actor="s", at=AT)
    assert field.job(order).state == "inProgress"
    assert queries.items_of(order_ids=[order]) == {}


def test_a_wait_ends_in_what_was(order: int) -> None:
    _say(order, "on_site")
    actions.wait(order_id=order, kind="property_access", what="key", place="owner", actor="s", at=AT)
    assert field.job(order).state == "pending"
    actions.wait(order_id=order, kind="material", what="box", actor="s", at=AT)
    assert field.job(order).state == "held"
    first, second = queries.waits_of(order_ids=[order])[order]
    actions.go_on(order_id=order, wait_id=second.id, actor="s", at=AT)
    assert field.job(order).state == "pending"
    actions.go_on(order_id=order, wait_id=first.id, actor="s", at=AT)
    assert (field.job(order).state, field.job(order).step) == ("inProgress", "on_site")
    with pytest.raises(Refused, match="not-found"):
        actions.go_on(order_id=order, wait_id=first.id, actor="s", at=AT)


ACTS: dict[str, Callable[[int], object]] = {
    "accept": lambda order: actions.accept(
        order_id=order, worker_id=field.job(order).technician_id or 0, actor="s", at=AT
    ),
    "way": lambda order: _say(order, "on_the_way"),
    "site": lambda order: _say(order, "on_site"),
    "night": lambda order: _say(order, "night_work"),
    "material": lambda order: actions.wait(order_id=order, kind="material", what="box", actor="s", at=AT),
    "access": lambda order: actions.wait(order_id=order, kind="property_access", what="key", actor="s", at=AT),
    "pause": lambda order: actions.wait(order_id=order, kind="pause", what="rest", actor="s", at=AT),
    "go_on": lambda order: [
        actions.go_on(order_id=order, wait_id=one.id, actor="s", at=AT)
        for one in queries.waits_of(order_ids=[order]).get(order, [])[:1]
    ],
    "finish": lambda order: actions.finish(order_id=order, used={}, actor="s", at=AT),
    "partly": lambda order: actions.finish(order_id=order, used={}, left_to_do="x", actor="s", at=AT),
    "fail": lambda order: actions.fail(order_id=order, because="x", actor="s", at=AT),
    "cancel": lambda order: actions.cancel(order_id=order, because="x", actor="s", at=AT),
    "reject": lambda order: actions.reject(order_id=order, because="x", actor="s", at=AT),
    "unassign": lambda order: actions.unassign(order_id=order, because="x", actor="s", at=AT),
    "again": lambda order: field.assign(order, field.team().technician),
}


@settings(max_examples=25)
@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=10))
def test_any_run_of_acts_keeps_an_order_in_its_table(db: None, names: list[str]) -> None:
    order = field.order()
    field.assign(order, field.team().technician)
    for name in names:
        was, told_before = field.job(order), len(journal.entries(about=[f"order:{order}"]))
        try:
            ACTS[name](order)
        except Refused:
            assert field.job(order) == was
            assert len(journal.entries(about=[f"order:{order}"])) == told_before
        job, waits = field.job(order), queries.waits_of(order_ids=[order])
        assert job.state == was.state or states.may_become(state=was.state, new=job.state)
        assert (job.state in states.WAITING) == bool(waits)
        assert (job.state in ENDED_STATES) == (job.ended_at is not None)


def test_a_technician_waits_a_minute_and_the_order_knows_how_long(order: int) -> None:
    actions.wait(order_id=order, kind="cable_location", what="map", expected=AT + HOUR, actor="s", at=AT + MINUTE)
    (wait,) = queries.waits_of(order_ids=[order])[order]
    assert (wait.at, wait.expected, wait.over_at) == (AT + MINUTE, AT + HOUR, None)
