"""Who works in the field changes: another name, crew, sign-in or hours; a vehicle goes from hand to hand, and away."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

import pytest

import builders
from operations.fieldwork import field
from operations.fieldwork.field import AT, HOUR
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.queries import Worker
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.stock import actions as stock
from varsel.operations.stock import queries as shelves
from varsel.records.journal import queries as journal

BY = {"actor": "s", "at": AT + HOUR}


def _change(technician: int, **more: Any) -> None:
    now = field.worker(technician)
    said = {"name": now.name, "crew_id": now.crew.id, "user_id": now.user_id}
    said |= {"day_begins": now.day_begins, "day_ends": now.day_ends}
    actions.change_technician(technician_id=technician, **(said | more), **BY)


def _told(about: str, *kinds: str) -> int:
    return len(journal.entries(about=[about], kinds=list(kinds)))


def _car(team: field.Team) -> queries.Car:
    (found,) = [one for one in queries.cars() if one.id == team.vehicle]
    return found


def test_what_is_known_of_a_technician_changes_and_is_written_down_once(db: None) -> None:
    team, user = field.team(), builders.person()
    new = {"name": "Tove Lind", "user_id": user, "day_begins": time(8), "day_ends": time(17)}
    for _ in range(2):
        _change(team.technician, **new)

    now = field.worker(team.technician)
    assert (now.name, now.user_id, now.day_begins, now.day_ends) == ("Tove Lind", user, time(8), time(17))
    (entry,) = journal.entries(about=[f"technician:{team.technician}"], kinds=["technician_changed"])
    assert entry.facts == {"crew_id": team.crew, "user": user, "hours": ["08:00", "17:00"]}
    assert "Tove" not in str(entry)


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("not-lawful", {"name": " "}),
        ("not-lawful", {"day_begins": time(16)}),
        ("not-lawful", {"day_ends": time(7)}),
        ("not-found", {"crew_id": 0}),
    ],
)
def test_what_a_technician_cannot_be_is_refused(db: None, code: str, more: dict[str, Any]) -> None:
    technician = field.team().technician
    was = field.worker(technician)
    with pytest.raises(Refused, match=code):
        _change(technician, **more)
    assert field.worker(technician) == was
    assert _told(f"technician:{technician}", "technician_changed") == 0


@pytest.mark.parametrize("more", [{"name": " "}, {"day_ends": time(7)}, {"crew_id": 0}])
def test_nobody_is_added_who_cannot_be_so(db: None, more: dict[str, Any]) -> None:
    about = {"name": "T", "crew_id": field.team().crew, "country": "SE", "day_begins": time(7), **BY}
    before = queries.technicians()
    with pytest.raises(Refused):
        actions.add_technician(**(about | more))
    assert queries.technicians() == before


def test_one_sign_in_is_of_one_technician(db: None) -> None:
    first, second, user = field.team(), field.team(), builders.person()
    _change(first.technician, user_id=user)
    with pytest.raises(Refused, match="named-already"):
        _change(second.technician, user_id=user)
    assert field.worker(second.technician).user_id is None
    _change(first.technician, user_id=user, name="Another name")
    _change(first.technician, user_id=None)
    _change(second.technician, user_id=user)

    found = queries.technician_of(user_id=user)
    assert found
    assert found.id == second.technician


def test_who_comes_back_signs_in_as_before(db: None) -> None:
    team, user = field.team(), builders.person()
    _change(team.technician, user_id=user)
    actions.let_go(technician_id=team.technician, **BY)
    key = actions.add_technician(name="T", crew_id=team.crew, country="SE", user_id=user, **BY)

    found = queries.technician_of(user_id=user)
    assert found
    assert found.id == key
    (entry,) = journal.entries(about=[f"technician:{team.technician}"], kinds=["technician_left"])
    assert entry.facts["user"] == user


def test_who_has_left_is_changed_no_more(db: None) -> None:
    technician = field.team().technician
    actions.let_go(technician_id=technician, **BY)
    with pytest.raises(Refused, match="has-left"):
        _change(technician, name="Back")
    with pytest.raises(Refused, match="not-found"):
        actions.change_technician(
            technician_id=0, name="x", crew_id=1, user_id=None, day_begins=time(7), day_ends=time(8), **BY
        )


def test_who_changes_the_crew_takes_their_vehicle_along(db: None) -> None:
    first, second = field.team(), field.team()
    _change(first.technician, crew_id=second.crew)

    assert (_car(first).technician_id, _car(first).crew_id) == (first.technician, second.crew)
    assert field.worker(first.technician).crew.id == second.crew
    assert (_car(second).technician_id, _car(second).crew_id) == (second.technician, second.crew)


def test_who_has_orders_stays_in_the_crew_but_may_change_else(db: None) -> None:
    first, second, order = field.team(), field.team(), field.order()
    field.assign(order, first.technician)
    with pytest.raises(Refused, match="has-orders"):
        _change(first.technician, crew_id=second.crew)
    assert _car(first).crew_id == first.crew
    _change(first.technician, name="New Name")
    actions.cancel(order_id=order, because="x", **BY)
    _change(first.technician, crew_id=second.crew)
    assert field.worker(first.technician).crew.id == second.crew


def test_a_technician_is_added_once_under_a_key(db: None) -> None:
    crew = field.team().crew
    about = {"name": "T", "crew_id": crew, "country": "SE", **BY}
    before = len(queries.technicians())
    keys = {actions.add_technician(**about, key=UUID(int=7)) for _ in range(2)}

    assert len(keys) == 1
    assert len(queries.technicians()) == before + 1
    assert _told(f"technician:{keys.pop()}", "technician_added") == 1
    actions.add_technician(**about, key=UUID(int=8))
    assert len(queries.technicians()) == before + 2


def test_a_crew_is_called_otherwise_but_as_no_other_is(db: None) -> None:
    team, other = field.team(), field.team()
    name = next(one.name for one in queries.crews() if one.id == other.crew)
    for code, crew, new in (
        ("named-already", team.crew, name),
        ("not-lawful", team.crew, " "),
        ("not-found", 0, "X"),
    ):
        with pytest.raises(Refused, match=code):
            actions.rename_crew(crew_id=crew, name=new, **BY)
    for _ in range(2):
        actions.rename_crew(crew_id=team.crew, name="Fiber syd", **BY)

    assert "Fiber syd" in [one.name for one in queries.crews()]
    assert _told(f"crew:{team.crew}", "crew_renamed") == 1
    for nothing in (lambda: actions.add_crew(name=" ", kind="own", **BY),
                    lambda: actions.add_vehicle(registration=" ", name="", **BY)):  # fmt: skip
        with pytest.raises(Refused, match="not-lawful"):
            nothing()


def test_a_vehicle_is_not_called_as_a_warehouse_but_as_its_own_place(db: None) -> None:
    stock.add_place(called="Växjö", kind="warehouse", **BY)
    stock.add_place(called="ABC 123", kind="vehicle", **BY)
    with pytest.raises(Refused, match="named-already"):
        actions.add_vehicle(registration="Växjö", name="", **BY)
    assert queries.cars() == []
    actions.add_vehicle(registration="ABC 123", name="", **BY)
    assert [one.registration for one in queries.cars()] == ["ABC 123"]


def test_a_vehicle_is_handed_once_to_the_same(db: None) -> None:
    team = field.team()
    about = f"vehicle:{team.vehicle}"
    actions.hand_vehicle(vehicle_id=team.vehicle, technician_id=team.technician, **BY)
    assert _told(about, "vehicle_handed") == 1
    for said in ({"crew_id": team.crew}, {}):
        for _ in range(2):
            actions.hand_vehicle(vehicle_id=team.vehicle, **said, **BY)
    assert _told(about, "vehicle_handed") == 3
    with pytest.raises(Refused, match="not-found"):
        actions.hand_vehicle(vehicle_id=team.vehicle, crew_id=0, **BY)
    assert (_car(team).technician_id, _car(team).crew_id) == (None, None)


def test_a_vehicle_is_described_and_goes_when_it_is_empty(db: None) -> None:
    team = field.team()
    for _ in range(2):
        actions.name_vehicle(vehicle_id=team.vehicle, name="lift", **BY)
    assert _car(team).name == "lift"
    assert _told(f"vehicle:{team.vehicle}", "vehicle_named") == 1
    stock.set_item(called="box", name="box", unit="pc", low=None, has_serials=False, **BY)
    place = shelves.store_called(name=_car(team).place)
    assert place
    stock.come(item="box", place_id=place.id, count=1, **BY)
    with pytest.raises(Refused, match="holds-stock"):
        actions.drop_vehicle(vehicle_id=team.vehicle, **BY)
    assert _car(team).technician_id == team.technician
    stock.set_count(warehouse=place.called, item="box", count=0, **BY)

    actions.drop_vehicle(vehicle_id=team.vehicle, **BY)
    assert queries.cars() == []
    assert queries.people.cars_of(technician_ids=[team.technician]) == {}
    assert _told(f"vehicle:{team.vehicle}", "vehicle_gone") == 1
    for act in (
        lambda: actions.drop_vehicle(vehicle_id=team.vehicle, **BY),
        lambda: actions.name_vehicle(vehicle_id=team.vehicle, name="x", **BY),
        lambda: actions.hand_vehicle(vehicle_id=team.vehicle, crew_id=team.crew, **BY),
    ):
        with pytest.raises(Refused, match="not-found"):
            act()


def test_what_a_technician_had_before_is_back_when_a_vehicle_is_handed(db: None) -> None:
    first, second = field.team(), field.team()
    actions.hand_vehicle(vehicle_id=second.vehicle, technician_id=first.technician, **BY)
    found = queries.people.cars_of(technician_ids=[first.technician, second.technician])
    assert {key: car.id for key, car in found.items()} == {first.technician: second.vehicle}


def test_of_several_vehicles_of_a_crew_the_one_that_it_has_had_longest_is_theirs(db: None) -> None:
    crew = field.team().crew
    technician = field.colleague(crew=crew)
    keys = [actions.add_vehicle(registration=name, name="", **BY) for name in ("B 2", "A 1")]
    for key in keys:
        actions.hand_vehicle(vehicle_id=key, crew_id=crew, **BY)

    assert queries.people.cars_of(technician_ids=[technician])[technician].id == keys[0]
    assert [one.registration for one in queries.cars() if one.id in keys] == ["A 1", "B 2"]


def _names(found: list[Worker]) -> list[str]:
    return [one.name for one in found]


def test_people_are_listed_by_name_and_crews_with_our_own_first(db: None) -> None:
    contractor = actions.add_crew(name="A", kind="contractor", **BY)
    own, other = (actions.add_crew(name=name, kind="own", **BY) for name in ("C", "B"))
    for name, crew in (("Tove", own), ("Anna", contractor), ("Nils", own)):
        actions.add_technician(name=name, crew_id=crew, country="SE", **BY)

    assert [one.id for one in queries.crews()] == [other, own, contractor]
    assert _names(queries.technicians()) == ["Anna", "Nils", "Tove"]
    assert _names(queries.technicians(crew_id=own)) == ["Nils", "Tove"]
