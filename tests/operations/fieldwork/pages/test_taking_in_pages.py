"""Taking an order in and giving it away: once under the page's key, also about a bare node of the network."""

from __future__ import annotations

import pytest
from django.test import Client

import builders
from operations.fieldwork import field
from operations.fieldwork.pages.conftest import Crews
from operations.fieldwork.pages.forms import fields
from operations.outages.network import tree
from varsel.operations.fieldwork import actions, queries
from varsel.operations.outages import actions as outages
from varsel.records.journal import queries as journal

pytestmark = pytest.mark.database
AT, HOUR, DAY = builders.START, field.HOUR, field.DAY
SAID = {"description": "Look after the cabinet", "priority": "1", "minutes_left": "90", "travel_minutes": "20"}
TIMES = {"begins_at": "2026-03-02T10:00", "ends_at": "2026-03-02T11:00"}


def _text(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def _new(client: Client, page: str, **more: str) -> dict[str, str]:
    """Return what the page of a new order would send once it is written."""
    return fields(client, page, page) | SAID | more


def _told(kind: str) -> int:
    return sum(len(journal.entries(about=[one.about], kinds=[kind])) for one in queries.open_orders())


def test_a_double_tap_takes_one_order_in(dispatcher: Client, crews: Crews) -> None:
    page = f"/orders/new/?service={field.service().external_id}"
    sent = _new(dispatcher, page)
    first, second = dispatcher.post(page, sent), dispatcher.post(page, sent)

    (order,) = queries.open_orders()
    assert first["Location"] == second["Location"] == f"/orders/{order.id}/"
    assert _told("order_opened") == 1


def test_each_page_has_a_key_of_its_own(dispatcher: Client, crews: Crews) -> None:
    page = f"/orders/new/?service={field.service().external_id}"
    for _ in range(2):
        dispatcher.post(page, _new(dispatcher, page))

    assert len(queries.open_orders()) == 2


def test_what_was_not_whole_is_sent_again_under_the_same_key(dispatcher: Client, crews: Crews) -> None:
    page = f"/orders/new/?service={field.service().external_id}"
    sent = _new(dispatcher, page)
    answer = dispatcher.post(page, sent | {"minutes_left": "0"})
    assert answer.status_code == 422
    assert sent["key"] in answer.content.decode()
    dispatcher.post(page, sent)
    answer = dispatcher.post(page, sent | {"description": "Something else"})

    assert answer.status_code == 422
    assert "load the page anew" in answer.content.decode()
    assert [one.description for one in queries.open_orders()] == [SAID["description"]]


def test_a_double_tap_gives_an_order_once(dispatcher: Client, crews: Crews) -> None:
    key = field.order()
    page = f"/orders/{key}/assign/"
    sent = fields(dispatcher, page, page) | {"who": f"t:{crews.tove}"} | TIMES
    first, second = dispatcher.post(page, sent), dispatcher.post(page, sent)

    assert first["Location"] == second["Location"]
    assert _told("order_assigned") == 1


def test_what_somebody_gave_meanwhile_stays_theirs_until_it_is_read(dispatcher: Client, crews: Crews) -> None:
    key = field.order()
    page = f"/orders/{key}/assign/"
    sent = fields(dispatcher, page, page) | {"who": f"t:{crews.tove}"} | TIMES
    field.assign(key, crews.gro)

    answer = dispatcher.post(page, sent)
    assert answer.status_code == 422
    assert "not accepted yet (Gro Dahl)" in answer.content.decode()
    assert field.job(key).technician_id == crews.gro
    dispatcher.post(page, sent | {"seen": f"acknowledged..{crews.gro}"})
    assert field.job(key).technician_id == crews.tove


def test_the_form_that_was_refused_carries_how_it_stands_now(dispatcher: Client, crews: Crews) -> None:
    key = field.order()
    page = f"/orders/{key}/assign/"
    sent = fields(dispatcher, page, page) | {"who": f"t:{crews.tove}"} | TIMES
    field.assign(key, crews.gro)

    assert f'value="acknowledged..{crews.gro}"' in dispatcher.post(page, sent).content.decode()


def test_a_cabinet_is_looked_after_without_an_outage(dispatcher: Client, crews: Crews) -> None:
    net = tree()
    name, page = net.names["agg-1"], f"/orders/new/?node={net.names['agg-1']}"
    assert f"node {name}" in _text(dispatcher, page)
    dispatcher.post(page, _new(dispatcher, page))
    (order,) = queries.open_orders()

    assert (order.node_id, order.country) == (net.nodes["agg-1"], "SE")
    assert {order.outage_id, order.service_id, order.planned_id, order.party_id} == {None}
    for at in (f"/orders/{order.id}/", "/dispatch/", f"/orders/{order.id}/assign/"):
        assert name in _text(dispatcher, at)
    assert "Look after the cabinet" in _text(dispatcher, page)  # open already
    assert name in _text(dispatcher, "/dispatch/2026-03-02.csv?kind=node")
    assert name not in _text(dispatcher, "/dispatch/2026-03-02.csv?kind=planned")


def test_who_does_it_reads_where_the_cabinet_is(dispatcher: Client, tove: Client, crews: Crews) -> None:
    net = tree()
    key = field.order(node_id=net.nodes["agg-1"])
    field.assign(key, crews.tove)

    for page in ("/field/", f"/field/{key}/"):
        assert f"{net.names['agg-1']}, Västervik" in _text(tove, page)


def test_what_is_dark_at_a_node_is_no_order_about_the_node(dispatcher: Client, crews: Crews) -> None:
    net = tree()
    dark = outages.declare_outage(
        called="O1", node_id=net.nodes["agg-1"], title="Cut", expected=None, actor="staff:1", at=AT
    )
    field.order(outage_id=dark, description="Splice the cable")

    assert "Splice the cable" not in _text(dispatcher, f"/orders/new/?node={net.names['agg-1']}")


@pytest.mark.parametrize(("about", "said"), [("node=nowhere", "Nothing in the network"), ("service=x", "No service")])
def test_what_is_called_otherwise_is_asked_for_again(dispatcher: Client, crews: Crews, about: str, said: str) -> None:
    text = _text(dispatcher, f"/orders/new/?{about}")

    assert said in text
    assert text.count("aria-invalid") == 1
    assert "aria-invalid" not in _text(dispatcher, "/orders/new/")


def test_nothing_about_the_node_is_told_to_those_below_it(crews: Crews) -> None:
    net = tree()
    key = field.order(node_id=net.nodes["agg-1"])
    field.assign(key, crews.tove)
    actions.say(order_id=key, step="on_site", actor="test", at=AT)
    actions.wait(order_id=key, kind="material", what="a hinge", expected=AT + DAY, actor="test", at=AT)
    out = builders.advance(to=AT + DAY)

    assert out.words.handed == []
    assert field.job(key).state == "held"
