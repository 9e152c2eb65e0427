"""Work orders, technicians and visits as the database lets them be: raw SQL, as a mistake would write it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import builders
from operations.outages.network import tree
from promises import field_rows as rows
from promises.field_rows import AT, HOUR
from promises.forging import put, refused, run
from varsel.operations.fieldwork.ladder.states import NEXT
from varsel.records.agreements.queries import Having

DAY = date(2026, 3, 2)


@pytest.fixture
def service(db: None) -> Having:
    """Give a customer's service."""
    builders.set_policy()
    return builders.service(party_id=builders.customer())


def test_a_technician_has_one_order_at_a_time(service: Having) -> None:
    crew = rows.crew()
    technician = rows.technician(crew)
    first = rows.given(service, technician, crew)
    for begins, ends in ((1, 2), (0, 3)):
        with refused(by="order_one_at_a_time"):
            rows.given(service, technician, crew, begins=begins, ends=ends)
    rows.given(service, technician, crew, begins=2, ends=3)
    second = rows.given(service, technician, crew, begins=4, ends=5)
    with refused(by="order_one_at_a_time"):
        run("UPDATE fieldwork_order SET begins_at = %s WHERE id = %s", AT + HOUR, second)
    rows.become(first, "cancelled", ended_at=AT)
    rows.given(service, technician, crew)


def test_the_table_of_what_can_become_what_is_that_of_the_code(service: Having) -> None:
    pairs = {(before, after) for before, following in NEXT.items() for after in following}
    assert set(run("SELECT before, after FROM fieldwork_transition")) == pairs
    with refused(by="permission"):
        run("INSERT INTO fieldwork_transition VALUES ('completed', 'inProgress')")


@pytest.mark.parametrize("before", [state for state in NEXT if NEXT[state]])
def test_an_order_takes_no_step_beside_its_table(service: Having, before: str) -> None:
    crew = rows.crew()
    order = rows.given(service, rows.technician(crew), crew)
    if before != "acknowledged":
        rows.become(order, before, step="on_site", started_at=AT)
    for after in set(NEXT) - NEXT[before] - {before}:
        with refused(by="fieldwork_order_takes_a_step"):
            rows.become(order, after, ended_at=None if NEXT[after] else AT)


def test_an_order_begins_acknowledged_and_what_has_ended_stays(service: Having) -> None:
    with refused(by="fieldwork_order_begins_acknowledged"):
        rows.order(service, state="cancelled", ended_at=AT)
    order = rows.order(service)
    rows.become(order, "rejected", ended_at=AT)
    for change in ("state = 'acknowledged', ended_at = NULL", "ended_because = 'x'"):
        with refused(by="fieldwork_order_stays_ended"):
            run(f"UPDATE fieldwork_order SET {change} WHERE id = %s", order)
    with refused(by="permission"):
        run("DELETE FROM fieldwork_order")


@pytest.mark.parametrize(("until", "by"), [(DAY - timedelta(days=1), "refused"), (DAY, ""), (None, "")])
def test_whoever_is_to_do_it_has_the_skills_on_its_last_day(service: Having, until: date | None, by: str) -> None:
    crew = rows.crew()
    technician = rows.technician(crew, "splicing", until)
    if by:
        with refused(by="fieldwork_order_for_the_skilled"):
            rows.given(service, technician, crew, skills=["splicing"])
    else:
        rows.given(service, technician, crew, skills=["splicing"])
    with refused(by="fieldwork_order_for_the_skilled"):
        rows.given(service, technician, crew, skills=["splicing", "climbing"])


def test_the_last_day_is_that_of_the_orders_country(service: Having) -> None:
    crew = rows.crew()
    technician = rows.technician(crew, "splicing", DAY)
    rows.given(service, technician, crew, begins=13, ends=14, skills=["splicing"])  # 23:00 in Sweden
    with refused(by="fieldwork_order_for_the_skilled"):
        rows.given(service, technician, crew, begins=14, ends=15, skills=["splicing"])


def test_of_a_contractor_somebody_who_is_there_has_each_skill(service: Having) -> None:
    crew = rows.crew("contractor")
    first, second = rows.technician(crew, "splicing"), rows.technician(crew, "climbing")
    whole = {"crew_id": crew, "crew_kind": "contractor", "skills": ["splicing", "climbing"]}
    times = {"begins_at": AT, "ends_at": AT + HOUR}
    for _ in range(2):  # as many as they take
        order = rows.order(service, **whole, **times)
    run("UPDATE fieldwork_order SET technician_id = %s WHERE id = %s", first, order)
    run("UPDATE fieldwork_technician SET left_at = %s WHERE id = %s", AT, second)
    with refused(by="fieldwork_order_for_the_skilled"):
        rows.order(service, **whole, **times)
    with refused(by="fieldwork_order_for_the_skilled"):
        rows.given(service, second, crew)


@pytest.mark.parametrize(
    ("by", "columns"),
    [
        ("order_priority", {"priority": 5}),
        ("order_priority", {"priority": -1}),
        ("order_takes_time", {"minutes_left": 0}),
        ("order_takes_time", {"travel_minutes": -1}),
        ("order_has_a_description", {"description": ""}),
        ("order_step", {"step": "asleep"}),
        ("order_step_of_its_state", {"step": "on_site"}),
        ("order_ends_with_its_state", {"ended_at": AT}),
        ("order_window_in_order", {"begins_at": AT, "ends_at": AT}),
        ("order_window_in_order", {"begins_at": AT}),
        ("order_about_one_thing", {"service_id": None, "party_id": None, "address": "x"}),
        ("order_about_one_thing", {"party_id": None}),
        ("order_country", {"country": "XX"}),
    ],
)
def test_an_order_is_whole(service: Having, by: str, columns: dict[str, Any]) -> None:
    with refused(by=by):
        rows.order(service, **columns)
        run("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_order_is_about_one_thing_that_is_there(service: Having) -> None:
    net = tree()
    outage = put(
        "outages_outage", ref=builders.key(), called="O", node_id=net.nodes["a"], detected_at=AT, declared_at=AT
    )
    with refused(by="order_about_one_thing"):
        rows.order(service, outage_id=outage)
    nothing: dict[str, Any] = {"service_id": None, "party_id": None}
    for columns in (nothing, nothing | {"outage_id": outage}, {"node_id": net.nodes["a"]}):
        with refused(by="order_about_one_thing"):
            rows.order(service, **columns)
    planned = {"ref": builders.key(), "called": "P", "node_id": net.nodes["a"], "title": "t", "planned_at": AT}
    times = {"begins_at": AT + timedelta(days=20), "ends_at": AT + timedelta(days=21)}
    work = put("outages_planned_work", **planned, **times, planned_by="s")
    with refused(by="order_about_one_thing"):
        rows.order(service, **nothing, node_id=net.nodes["a"], outage_id=outage, planned_id=work)
    rows.order(service, **nothing, node_id=net.nodes["a"])
    rows.order(service, **nothing, node_id=net.nodes["a"], outage_id=outage)
    rows.order(service, **nothing, node_id=net.nodes["a"], planned_id=work)
    for by, columns in (
        ("order_outage", {"outage_id": 0}),
        ("order_planned", {"planned_id": 0}),
        ("order_node", {"outage_id": outage, "node_id": 0}),
    ):
        with refused(by=by):
            rows.order(service, **({"service_id": None, "party_id": None, "node_id": net.nodes["a"]} | columns))
            run("SET CONSTRAINTS ALL IMMEDIATE")
    with refused(by="order_service_of_its_owner"):
        rows.order(service, party_id=builders.customer())
        run("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_order_is_for_a_person_or_a_contractor_for_a_time(service: Having) -> None:
    crew, contractor = rows.crew(), rows.crew("contractor")
    technician, times = rows.technician(crew), {"begins_at": AT, "ends_at": AT + HOUR}
    for columns in (
        {"crew_id": crew, "crew_kind": "own", **times},
        {"technician_id": technician, **times},
        {"technician_id": technician, "crew_id": crew, "crew_kind": "own"},
        {"crew_id": contractor, "crew_kind": "contractor"},
    ):
        with refused(by="order_for_a_person_or_a_contractor"):
            rows.order(service, **columns)
    with refused(by="order_crew_of_its_kind"):
        rows.order(service, crew_id=crew, crew_kind="contractor", **times)
        run("SET CONSTRAINTS ALL IMMEDIATE")
    order = rows.order(service)
    with refused(by="order_done_by_somebody"):
        rows.become(order, "inProgress", step="on_site", started_at=AT)
    given = rows.given(service, technician, crew)
    with refused(by="order_done_by_somebody"):
        rows.become(given, "inProgress", step="on_site")


@pytest.mark.parametrize(
    ("by", "columns"),
    [
        ("technician_has_a_name", {"name": ""}),
        ("technician_day_in_order", {"day_ends": "07:00"}),
        ("technician_signs_in", {"user_id": 0}),
        ("technician_country", {"country": "XX"}),
    ],
)
def test_a_technician_is_whole(service: Having, by: str, columns: dict[str, Any]) -> None:
    with refused(by=by):
        rows.technician(rows.crew(), **columns)
        run("SET CONSTRAINTS ALL IMMEDIATE")


def test_names_kinds_and_counts_are_said(service: Having) -> None:
    crew, order = rows.crew(), rows.order(service)
    technician = rows.technician(crew, "splicing")
    with refused(by="crew_kind"):
        rows.crew("friends")
    with refused(by="crew_has_a_name"):
        rows.crew(name="")
    with refused(by="skill_has_a_name"):
        put("fieldwork_skill", technician_id=technician, skill="")
    with refused(by="skill_once"):
        put("fieldwork_skill", technician_id=technician, skill="splicing")
    with refused(by="vehicle_has_a_registration"):
        put("fieldwork_vehicle", registration="", name="", added_at=AT)
    item = {"order_id": order, "item": "box", "count": 1}
    put("fieldwork_item", **item)
    with refused(by="item_once"):
        put("fieldwork_item", **item)
    for by, columns in (("item_has_a_name", {"item": ""}), ("item_count", {"count": -1}), ("item_count", {"used": -1})):
        with refused(by=by):
            put("fieldwork_item", **(item | {"item": "b"} | columns))
    with refused(by="permission"):
        run("UPDATE fieldwork_crew SET kind = 'contractor'")


def test_a_vehicle_is_a_place_of_the_stock(service: Having) -> None:
    with refused(by="vehicle_is_a_place"):
        put("fieldwork_vehicle", registration="ABC 123", name="", added_at=AT)
        run("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_vehicle_is_with_one_and_one_has_one(service: Having) -> None:
    crew = rows.crew()
    first, second = rows.technician(crew), rows.technician(crew)
    cars = [rows.vehicle(str(n)) for n in range(2)]
    held = {"vehicle_id": cars[0], "technician_id": first, "crew_id": crew, "since": AT}
    key = put("fieldwork_driving", **held)
    with refused(by="driving_by_one"):
        put("fieldwork_driving", **(held | {"technician_id": second}))
    with refused(by="driving_one"):
        put("fieldwork_driving", **(held | {"vehicle_id": cars[1]}))
    with refused(by="driving_ends"):
        run("UPDATE fieldwork_driving SET until = %s WHERE id = %s", AT - HOUR, key)
    run("UPDATE fieldwork_driving SET until = %s WHERE id = %s", AT, key)
    with refused(by="fieldwork_driving_stays_over"):
        run("UPDATE fieldwork_driving SET until = NULL WHERE id = %s", key)
    put("fieldwork_driving", **held)


def test_who_has_left_and_what_is_gone_stays_so(service: Having) -> None:
    crew = rows.crew()
    technician, vehicle = rows.technician(crew), rows.vehicle("ABC 123")
    run("UPDATE fieldwork_technician SET name = 'New' WHERE id = %s", technician)
    run("UPDATE fieldwork_technician SET left_at = %s WHERE id = %s", AT, technician)
    run("UPDATE fieldwork_vehicle SET gone_at = %s WHERE id = %s", AT, vehicle)
    for by, statement, key in (
        ("fieldwork_technician_stays_gone", "UPDATE fieldwork_technician SET left_at = NULL WHERE id = %s", technician),
        ("fieldwork_technician_stays_gone", "UPDATE fieldwork_technician SET name = 'x' WHERE id = %s", technician),
        ("fieldwork_vehicle_stays_gone", "UPDATE fieldwork_vehicle SET gone_at = NULL WHERE id = %s", vehicle),
        ("permission", "UPDATE fieldwork_technician SET country = 'NO' WHERE id = %s", technician),
        ("permission", "UPDATE fieldwork_crew SET kind = 'contractor' WHERE id = %s", crew),
        ("permission", "UPDATE fieldwork_vehicle SET registration = 'x' WHERE id = %s", vehicle),
    ):
        with refused(by=by):
            run(statement, key)
    with refused(by="technician_gone_signs_in_no_more"):
        rows.technician(crew, user_id=builders.person(), left_at=AT)
    with refused(by="fieldwork_driving_of_what_is_there"):
        put("fieldwork_driving", vehicle_id=vehicle, crew_id=crew, since=AT)


def test_what_an_order_waits_for_is_said_once_until_it_is_over(service: Having) -> None:
    wait = {"order_id": rows.order(service), "kind": "material", "what": "box", "at": AT, "by": "s"}
    key = put("fieldwork_wait", **wait)
    for by, columns in (
        ("wait_kind", {"kind": "weather"}),
        ("wait_for_something", {"what": ""}),
        ("wait_for_something", {"what": "b", "count": 0}),
        ("wait_for_it_once", {}),
        ("wait_ends", {"what": "b", "over_at": AT - HOUR}),
    ):
        with refused(by=by):
            put("fieldwork_wait", **(wait | columns))
    run("UPDATE fieldwork_wait SET over_at = %s WHERE id = %s", AT, key)
    with refused(by="fieldwork_wait_stays_over"):
        run("UPDATE fieldwork_wait SET over_at = NULL WHERE id = %s", key)
    put("fieldwork_wait", **wait)


def test_an_act_is_done_once_and_stays(service: Having) -> None:
    act = {"key": builders.key(), "order_id": rows.order(service), "name": "say", "asked": "x", "answer": {}}
    put("fieldwork_act", **act, by="s", at=AT)
    with refused(by="fieldwork_act_key_key"):
        put("fieldwork_act", **act, by="s", at=AT)
    with refused(by="permission"):
        run("UPDATE fieldwork_act SET answer = '{}'")
