"""The pages of stock: lists by address, as files; forms that say what is wrong; who may what."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from operations.stock.filled import ROUTER, Filled
from surfaces.desk.people import inside, staff
from varsel.operations.stock import queries

pytestmark = pytest.mark.database
CLOSURE = "closure-96"


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _counts(item: str = CLOSURE) -> list[tuple[str, int]]:
    return [(one.warehouse, one.count) for one in queries.shelves(item=item)]


@pytest.mark.parametrize(
    ("address", "there", "absent"),
    [
        ("/stock/", "closure-96", "PO-77"),
        ("/stock/?show=coming", "PO-77", "R-1001"),
        ("/stock/?show=devices", "R-1001", "PO-77"),
        ("/stock/?show=devices&state=out", "No device is like that.", "R-1001"),
        ("/stock/?show=moves&item=4g-router", "R-1003", "Splice closure, 96 fibres</"),
        ("/stock/?item=nonsense&place=x&show=y", "closure-96", "PO-77"),
        ("/stock/?show=low", "it is ordered", "R-1001"),
    ],
)
def test_a_list_is_what_its_address_says(keeper: Client, address: str, there: str, absent: str) -> None:
    text = _text(keeper, address)
    assert there in text
    assert absent not in text.split(">Show</button>")[1]


def test_an_empty_place_says_what_comes_next(keeper: Client, filled: Filled) -> None:
    assert "Write down what came, or count what lies there." in _text(keeper, f"/stock/?place={filled.car}")


@pytest.mark.parametrize(
    ("show", "says"),
    [("here", "Luleå;"), ("low", ";0;4;10;"), ("coming", ";10;2;Kiruna;"), ("moves", "R-1002"), ("devices", "R-1003;")],
)
def test_each_list_is_a_file_as_well(keeper: Client, show: str, says: str) -> None:
    answer = keeper.get(f"/stock.csv?show={show}")
    assert answer["Content-Type"].startswith("text/csv")
    assert says in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "given", "says"),
    [
        ("come", {"item": CLOSURE, "place_id": "", "count": "1"}, "This field is required."),
        ("come", {"item": CLOSURE, "place_id": "KIRUNA", "count": "0"}, "greater than or equal to 1"),
        ("move", {"item": CLOSURE, "source_id": "LULEA", "target_id": "LULEA", "count": "1"}, "Choose another place"),
        ("move", {"item": CLOSURE, "source_id": "LULEA", "target_id": "KIRUNA", "count": "1"}, "not so many free"),
        ("count", {"item": ROUTER, "place_id": "KIRUNA", "count": "2"}, "say which by their numbers"),
        ("expect", {"item": CLOSURE, "place_id": "LULEA", "count": "1", "expected_at": "2026-03-01T10:00"}, "passed"),
        ("devices/new", {"item": ROUTER, "place_id": "LULEA", "devices": "R-1001"}, "is there already"),
        ("devices/new", {"item": ROUTER, "place_id": "LULEA", "devices": "R-5;123"}, "Line 1: 123 is no ICCID"),
        ("devices/new", {"item": CLOSURE, "place_id": "LULEA", "devices": "R-5"}, "Select a valid choice"),
        ("coverage", {"lines": "nowhere;yes"}, "Line 1: no node and no service is called nowhere."),
        ("coverage", {"lines": "x;perhaps"}, "Line 1: write a node or a service"),
        ("places/new", {"called": "Luleå", "kind": "vehicle"}, "a place of another kind"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_done(
    keeper: Client, filled: Filled, address: str, given: dict[str, Any], says: str
) -> None:
    known = {"LULEA": filled.lulea, "KIRUNA": filled.kiruna}
    before = (_counts(), _counts(ROUTER), queries.incoming(), queries.stores())
    answer = keeper.post(f"/stock/{address}/", {name: known.get(value, value) for name, value in given.items()})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert (_counts(), _counts(ROUTER), queries.incoming(), queries.stores()) == before


def test_what_came_is_there_and_is_taken_back(keeper: Client, filled: Filled) -> None:
    given = {"item": ROUTER, "place_id": filled.lulea, "count": "2"}
    answer = keeper.post("/stock/come/", given, follow=True)
    assert "It is written down." in answer.content.decode()
    assert _counts(ROUTER) == [("Kiruna", 3), ("Luleå", 2)]

    batch = queries.movements(limit=1)[0].batch
    assert "It is taken back." in keeper.post(f"/stock/undo/{batch}/", follow=True).content.decode()
    assert _counts(ROUTER) == [("Kiruna", 3), ("Luleå", 0)]


def test_a_delivery_is_followed_from_its_page(keeper: Client, filled: Filled) -> None:
    address = f"/stock/deliveries/{filled.delivery}/"
    assert "job:1" in _text(keeper, address)
    keeper.post(f"{address}anew/", {"expected_at": "2026-03-09T10:00", "because": "strike"})
    keeper.post(f"{address}came/", {"count": "4"})
    assert [(one.count, one.expected_at.day) for one in queries.incoming()] == [(6, 9)]
    keeper.post(f"{address}off/", {"because": "sold out"})
    assert queries.incoming() == []
    assert "nothing more comes" in _text(keeper, address)


@pytest.mark.parametrize("address", ["/stock/deliveries/99/", "/stock/item/?item=nothing"])
def test_what_there_is_not_is_not_found(keeper: Client, address: str) -> None:
    assert keeper.get(address).status_code == 404


def test_an_item_is_described_anew_also_where_its_number_has_a_stroke(keeper: Client) -> None:
    given = {"called": "kabel/96", "name": "Kabel", "unit": "m", "low": "5"}
    keeper.post("/stock/item/", given)
    keeper.post("/stock/item/?item=kabel/96", given | {"called": "other", "name": "Fiberkabel", "low": ""})
    found = queries.article(called="kabel/96")
    assert found
    assert (found.name, found.low, queries.article(called="other")) == ("Fiberkabel", None, None)
    keeper.post("/stock/count/", {"item": "kabel/96", "place_id": str(queries.stores()[0].id), "count": "1"})
    assert "kabel/96" in _text(keeper, "/stock/")


def test_who_talks_to_customers_sees_the_stock_and_changes_nothing(filled: Filled) -> None:
    agent = inside(staff("agent"))
    text = _text(agent, "/stock/")
    assert "closure-96" in text
    assert "Something came" not in text
    for address in ("come", "move", "count", "expect", "item", "places/new", "devices/new", "coverage"):
        assert agent.get(f"/stock/{address}/").status_code == 403
    assert agent.post(f"/stock/undo/{queries.movements(limit=1)[0].batch}/").status_code == 403


@pytest.mark.parametrize("address", ["/stock/", "/stock.csv", "/stock/loans/", "/stock/loans.csv"])
def test_finance_has_no_business_there(filled: Filled, address: str) -> None:
    assert inside(staff("finance")).get(address).status_code == 403
