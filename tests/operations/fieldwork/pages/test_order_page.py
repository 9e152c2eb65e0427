"""A work order's page, a new one, and the links from where they begin."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

import builders
from operations.fieldwork import field
from operations.fieldwork.pages.conftest import Crews
from operations.outages.network import tree
from surfaces.desk.people import inside, staff
from varsel.operations.fieldwork import actions, queries
from varsel.operations.outages import actions as outages
from varsel.operations.stock import actions as stock
from varsel.records.parties import queries as parties

pytestmark = pytest.mark.database
AT, HOUR, DAY = builders.START, field.HOUR, field.DAY


def _text(client: Client, page: str) -> str:
    return client.get(page).content.decode()


@pytest.fixture
def shelf(crews: Crews) -> str:
    """An item of the stock of which nothing is there."""
    stock.set_item(called="CABLE-96", name="96-fibre cable", unit="m", low=None, has_serials=False, actor="test", at=AT)
    stock.add_place(called="Växjö", kind="warehouse", actor="test", at=AT)
    return "CABLE-96"


def _new(client: Client, about: str, **more: object) -> Any:
    sent = {"description": "Splice the cable", "priority": "1", "minutes_left": "90", "travel_minutes": "20"}
    return client.post(f"/orders/new/?{about}", sent | more)


def _only() -> queries.Job:
    (order,) = queries.open_orders()
    return order


def test_an_order_about_an_outage_is_taken_in_and_moves_its_forecast(dispatcher: Client, shelf: str) -> None:
    net = tree()
    dark = outages.declare_outage(
        called="O1", node_id=net.nodes["agg-1"], title="Cut at the bridge", expected=None, actor="staff:1", at=AT
    )
    answer = _new(dispatcher, f"outage={dark}", skills=["splicing"], item_1=shelf, count_1="40")
    order = _only()

    assert answer["Location"] == f"/orders/{order.id}/"
    assert (order.outage_id, order.priority, order.minutes_left, order.skills) == (dark, 1, 90, ("splicing",))
    text = _text(dispatcher, f"/orders/{order.id}/")
    for said in (
        "Cut at the bridge",
        "The forecast that it moves",
        "96-fibre cable",
        "material is missing",
        "Waits for",
    ):
        assert said in text
    assert "Splice the cable" in _text(dispatcher, f"/orders/new/?outage={dark}")


def test_the_page_of_an_outage_leads_to_its_orders(crews: Crews) -> None:
    net = tree()
    dark = outages.declare_outage(
        called="O1", node_id=net.nodes["agg-1"], title="", expected=None, actor="staff:1", at=AT
    )
    link = f"/orders/new/?outage={dark}"
    assert link in _text(inside(staff("noc")), f"/outages/{dark}/")
    assert link not in _text(inside(staff("press", name="Pia Press")), f"/outages/{dark}/")


def test_an_order_about_planned_work_is_taken_in(dispatcher: Client) -> None:
    net = tree()
    work = outages.plan_work(
        called="W-1", node_id=net.nodes["d"], begins_at=AT + 3 * DAY, ends_at=AT + 3 * DAY + HOUR, title="New switch",
        actor="staff:1", at=AT,
    )  # fmt: skip
    assert "New switch" in _text(dispatcher, "/orders/new/")
    _new(dispatcher, f"planned={work}")

    assert _only().planned_id == work
    assert "New switch" in _text(dispatcher, f"/orders/{_only().id}/")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"description": " "}, "This field is required."),
        ({"minutes_left": "0"}, "greater than or equal to 1"),
        ({"travel_minutes": "-1"}, "greater than or equal to 0"),
        ({"skills": ["flying"]}, "not one of the available"),
        ({"priority": "5"}, "not one of the available"),
        ({"item_1": "nothing", "count_1": "1"}, "not one of the available"),
    ],
)
def test_an_order_that_is_not_whole_is_not_taken_in(
    dispatcher: Client, crews: Crews, sent: dict[str, object], said: str
) -> None:
    answer = _new(dispatcher, f"service={field.service().external_id}", **sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert queries.open_orders() == []


@pytest.mark.parametrize("about", ["outage=999999", "planned=999999", "outage=x", "planned=-1"])
def test_what_does_not_exist_has_no_orders(dispatcher: Client, crews: Crews, about: str) -> None:
    assert dispatcher.get(f"/orders/new/?{about}").status_code == 404
    assert _new(dispatcher, about).status_code == 404


def test_a_service_that_nobody_has_is_asked_for_again(dispatcher: Client, crews: Crews) -> None:
    assert "No service has this number." in _text(dispatcher, "/orders/new/?service=nonsense")


def test_the_history_tells_who_said_what(dispatcher: Client, crews: Crews, order: int) -> None:
    actions.accept(order_id=order, worker_id=crews.tove, actor=f"staff:{crews.user}", at=AT)
    text = _text(dispatcher, f"/orders/{order}/")

    assert text.index("The technician took the work order.") < text.index("A work order was taken in.")
    assert "Tove Lind" in text


@pytest.mark.parametrize(("role", "is_shown"), [("agent", True), ("dispatcher", True), ("noc", False)])
def test_whose_it_is_is_shown_to_who_may_see_customers(crews: Crews, order: int, role: str, is_shown: bool) -> None:
    text = _text(inside(staff(role, name="Ida Storm")), f"/orders/{order}/")

    assert ("Anna Lindqvist" in text) is is_shown


def test_a_protected_identity_stays_masked(dispatcher: Client, crews: Crews) -> None:
    key = field.order(service_id=field.service(name="Sara Dold", protected_identity=True).id)
    field.assign(key, crews.tove)
    for page in (f"/orders/{key}/", "/dispatch/", f"/orders/{key}/assign/"):
        assert "Sara Dold" not in _text(dispatcher, page)
        assert "Storgatan" not in _text(dispatcher, page)


def test_an_order_that_is_over_has_no_buttons(dispatcher: Client, order: int) -> None:
    assert "/cancel/" in _text(dispatcher, f"/orders/{order}/")
    actions.cancel(order_id=order, because="mended by itself", actor="test", at=AT)
    text = _text(dispatcher, f"/orders/{order}/")

    assert "mended by itself" in text
    assert "<form" not in text[text.index("v-columns") : text.index('id="timeline"')]


def test_an_order_that_does_not_exist_is_not_found(dispatcher: Client, crews: Crews) -> None:
    for page in ("/orders/999999/", "/orders/999999/assign/", "/orders/999999/visit/"):
        assert dispatcher.get(page).status_code == 404
    for act in ("say", "unassign", "cancel", "reject", "undo"):
        assert dispatcher.post(f"/orders/999999/{act}/", {"because": "x"}).status_code == 404


def test_the_customers_page_leads_to_a_visit(agent: Client, crews: Crews) -> None:
    having = field.service(name="Anna Lindqvist")
    number = parties.customer(party_id=having.party_id).number
    text = _text(agent, f"/customers/{number}/")
    assert "No visit was booked." in text
    assert f"/orders/new/?service={having.external_id}&amp;visit=1" in text

    answer = _new(agent, f"service={having.external_id}&visit=1")
    assert answer["Location"] == f"/orders/{_only().id}/visit/"
    assert f"/orders/{_only().id}/visit/" in _text(agent, f"/customers/{number}/")
