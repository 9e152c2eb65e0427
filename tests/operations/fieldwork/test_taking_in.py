"""Orders are taken in about one thing that is there; crews, technicians and vehicles are what they are."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

import builders
from operations.fieldwork import field
from operations.fieldwork.field import AT, HOUR
from operations.outages.network import tree
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.outages import actions as outages
from varsel.operations.stock import actions as stock
from varsel.operations.stock import queries as shelves
from varsel.records.journal import queries as journal


def _refused(code: str, **more: object) -> None:
    before = len(queries.open_orders())
    with pytest.raises(Refused, match=code):
        field.order(**more)
    assert len(queries.open_orders()) == before


@pytest.mark.parametrize(
    "more",
    [
        {"minutes_left": 0},
        {"travel_minutes": -1},
        {"description": " "},
        {"priority": 5},
        {"priority": -1},
        {"outage_id": None},
        {"items": {"box": 0}},
    ],
)
def test_an_order_that_says_nothing_is_not_taken_in(db: None, more: dict[str, object]) -> None:
    _refused("not-lawful", **more)


def test_an_order_is_about_one_thing_that_is_there(db: None) -> None:
    service = field.service()
    _refused("not-lawful", service_id=service.id, outage_id=1)
    _refused("not-lawful", service_id=service.id, node_id=1)
    _refused("not-lawful", outage_id=1, node_id=1)
    for about in ("service_id", "outage_id", "planned_id", "node_id"):
        _refused("not-found", **{about: 0})
    _refused("not-found", service_id=service.id, items={"moon": 1})


def test_an_order_may_be_about_planned_work(db: None) -> None:
    builders.set_policy()
    net = tree(country="NO")
    work = outages.plan_work(
        called="P", node_id=net.nodes["agg-1"], begins_at=AT + timedelta(days=9), ends_at=AT + timedelta(days=10),
        title="exchange", actor="s", at=AT,
    )  # fmt: skip
    job = field.job(field.order(planned_id=work, priority=0))
    assert (job.planned_id, job.node_id, job.country, job.priority) == (work, net.nodes["agg-1"], "NO", 0)


def test_an_order_may_be_about_a_node_alone(db: None) -> None:
    net = tree(country="NO")
    job = field.job(field.order(node_id=net.nodes["a"]))
    assert (job.node_id, job.country, job.outage_id, job.service_id) == (net.nodes["a"], "NO", None, None)
    (entry,) = journal.entries(about=[job.about])
    assert (entry.facts["node"], entry.facts["outage"]) == (net.nodes["a"], None)


def test_material_is_reserved_from_the_vehicle_that_goes_there_and_let_go_at_the_end(db: None) -> None:
    team, warehouse = field.team(), stock.add_place(called=field.name(), kind="warehouse", actor="s", at=AT)
    stock.set_item(called="box", name="box", unit="pc", low=None, has_serials=False, actor="s", at=AT)
    (car,) = [one for one in queries.cars() if one.id == team.vehicle]
    vehicle = shelves.store_called(name=car.place)
    assert vehicle
    for place in (warehouse, vehicle.id):
        stock.come(item="box", place_id=place, count=5, actor="s", at=AT)
    order = field.order(items={"box": 2})

    def held() -> dict[str, int]:
        return {one.place.called: one.reserved for one in shelves.shelves(item="box") if one.reserved}

    assert sum(held().values()) == 2
    field.assign(order, team.technician)
    assert sum(held().values()) == 2
    actions.say(order_id=order, step="on_site", actor="s", at=AT)
    actions.finish(order_id=order, used={"box": 1}, actor="s", at=AT)
    assert held() == {}
    assert sum(one.count for one in shelves.shelves(item="box")) == 9
    assert queries.items_of(order_ids=[order])[order][0].used == 1


def test_crews_technicians_and_vehicles_have_names_of_their_own(db: None) -> None:
    team = field.team()
    (crew,) = queries.crews()
    for attempt in (
        lambda: actions.add_crew(name=crew.name, kind="own", actor="s", at=AT),
        lambda: actions.add_vehicle(registration=queries.cars()[0].registration, name="", actor="s", at=AT),
    ):
        with pytest.raises(Refused, match="named-already"):
            attempt()
    about = {"name": "T", "crew_id": team.crew, "country": "SE", "actor": "s", "at": AT}
    with pytest.raises(Refused, match="not-lawful"):
        actions.add_technician(**about, day_begins=time(8), day_ends=time(8))
    user = builders.person()
    key = actions.add_technician(**about, user_id=user)
    with pytest.raises(Refused, match="named-already"):
        actions.add_technician(**about, user_id=user)
    worker = queries.technician_of(user_id=user)
    assert worker
    assert (worker.id, worker.day_begins, worker.day_ends) == (key, time(7), time(16))
    actions.let_go(technician_id=key, actor="s", at=AT)
    assert queries.technician_of(user_id=user) is None
    assert key not in [one.id for one in queries.technicians(crew_id=team.crew)]
    assert key in [one.id for one in queries.technicians(with_those_who_left=True)]


def test_a_vehicle_goes_from_hand_to_hand(db: None) -> None:
    first, second = field.team(), field.team()

    def drivers() -> dict[int, tuple[int | None, int | None]]:
        return {one.id: (one.technician_id, one.crew_id) for one in queries.cars()}

    actions.hand_vehicle(vehicle_id=first.vehicle, technician_id=second.technician, actor="s", at=AT + HOUR)
    assert drivers() == {first.vehicle: (second.technician, second.crew), second.vehicle: (None, None)}
    actions.hand_vehicle(vehicle_id=second.vehicle, crew_id=first.crew, actor="s", at=AT + HOUR)
    assert drivers()[second.vehicle] == (None, first.crew)
    actions.hand_vehicle(vehicle_id=first.vehicle, actor="s", at=AT + HOUR)
    assert drivers()[first.vehicle] == (None, None)
    assert len(journal.entries(about=[f"vehicle:{first.vehicle}"], kinds=["vehicle_handed"])) == 3
    with pytest.raises(Refused, match="not-found"):
        actions.hand_vehicle(vehicle_id=0, actor="s", at=AT)


def test_a_skill_is_known_once_somebody_has_it_and_set_anew(db: None) -> None:
    team = field.team(skills=("climbing", "splicing"))
    assert queries.skills() == ["climbing", "splicing"]
    until = AT.date()
    actions.set_skill(technician_id=team.technician, skill="climbing", valid_until=until, actor="s", at=AT)
    held = {one.skill: one.valid_until for one in field.worker(team.technician).skills}
    assert held == {"climbing": until, "splicing": None}
    with pytest.raises(Refused, match="not-found"):
        actions.set_skill(technician_id=0, skill="climbing", valid_until=None, actor="s", at=AT)
