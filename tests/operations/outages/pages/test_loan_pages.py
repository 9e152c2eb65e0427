"""Lent routers on the desk: what waits, what is out, what is to be asked for; out and back by number."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

import builders
from operations.outages.network import Tree
from operations.stock.filled import Filled, fill
from surfaces.desk.people import inside, staff
from varsel.kit import clock
from varsel.operations.outages import actions, queries
from varsel.operations.stock import actions as stock
from varsel.records.parties import queries as parties

pytestmark = pytest.mark.database
AT, HOUR, DAY = builders.START, timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def filled(net: Tree) -> Filled:
    """Three routers in Kiruna, and a long outage in which they are offered."""
    filled = fill(at=AT)
    until = {"title": "Cut at the bridge", "expected": AT + 48 * HOUR}
    actions.declare_outage(called="O1", node_id=net.nodes["agg-1"], **until, actor="staff:1", at=AT)
    return filled


def _number(net: Tree, leaf: str) -> str:
    return parties.customer(party_id=net.parties[leaf]).number


def _given(net: Tree, **more: str) -> dict[str, str]:
    return {"customer": _number(net, "a"), "signed_by": "Anna", "tracking": "", "serial": "R-1001"} | more


def test_nothing_is_out_at_first_and_it_is_said_what_comes(noc: Client, filled: Filled) -> None:
    text = noc.get("/stock/loans/").content.decode()
    assert "No router is out." in text
    assert "never billed" in text


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"signed_by": ""}, "Write who signed for it"),
        ({"tracking": "UA 1"}, "Write who signed for it"),
        ({"customer": "nobody"}, "No customer has this number."),
        ({"serial": "R-9"}, "No router of this serial number"),
    ],
)
def test_what_is_wrong_with_a_hand_over_is_said(
    noc: Client, net: Tree, filled: Filled, more: dict[str, str], says: str
) -> None:
    answer = noc.post("/stock/loans/hand/", _given(net, **more))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert queries.out() == 0


def test_a_router_goes_out_stands_there_and_comes_back(noc: Client, net: Tree, filled: Filled) -> None:
    text = noc.post("/stock/loans/hand/", _given(net), follow=True).content.decode()
    for said in ("The router is handed over.", "R-1001", "Cut at the bridge", _number(net, "a"), "in person"):
        assert said in text
    assert f"{_number(net, 'a')};R-1001;Cut at the bridge" in noc.get("/stock/loans.csv").content.decode()

    answer = noc.post("/stock/loans/back/", {"serial": "r-1001", "place_id": filled.lulea})
    assert answer["Location"] == f"/stock/loans/back/?place={filled.lulea}"
    assert "R-1001" in noc.get("/stock/loans/?show=over").content.decode()


def test_what_waits_says_whether_a_mobile_phone_works_there(noc: Client, net: Tree, filled: Filled) -> None:
    found = queries.called(name="O1")
    assert found
    actions.accept_loan(outage_id=found.id, party_id=net.parties["b"], actor="staff:1", at=AT)
    assert "not known" in noc.get("/stock/loans/?show=waiting").content.decode()
    address = f"/stock/loans/hand/?customer={_number(net, 'b')}"
    assert "Ask the customer before" in noc.get(address).content.decode()
    stock.set_coverage(nodes={net.nodes["b"]: True}, actor="staff:1", at=AT)
    assert "Ask the customer before" not in noc.get(address).content.decode()

    (loan, _outage) = queries.open_loans()[0]
    noc.post(f"/stock/loans/{loan.id}/not-needed/")
    assert queries.out() == 0


def test_what_is_to_be_asked_for_is_written_off_with_a_reason(noc: Client, net: Tree, filled: Filled) -> None:
    noc.post("/stock/loans/hand/", _given(net))
    (loan, outage) = queries.open_loans()[0]
    assert "No router is to be asked for." in noc.get("/stock/loans/?show=overdue").content.decode()
    actions.restore(outage_id=outage.id, actor="staff:1", at=AT + HOUR)
    builders.advance(after=AT + HOUR, to=AT + 4 * DAY)
    with clock.held(at=AT + 4 * DAY):
        assert "it does not come back" in noc.get("/stock/loans/?show=overdue").content.decode()
        address = f"/stock/loans/{loan.id}/lost/"
        assert noc.post(address, {"because": ""}).status_code == 422
        noc.post(address, {"because": "moved abroad"})
        assert "moved abroad" in noc.get("/stock/loans/?show=over").content.decode()
    assert queries.open_loans() == []


def test_who_talks_to_customers_sees_loans_and_hands_nothing_out(net: Tree, filled: Filled) -> None:
    agent = inside(staff("agent", name="Agda Ek"))
    assert "Hand a router out" not in agent.get("/stock/loans/").content.decode()
    for address in ("hand", "back", "1/lost"):
        assert agent.get(f"/stock/loans/{address}/").status_code == 403
    assert agent.post("/stock/loans/1/not-needed/").status_code == 403
