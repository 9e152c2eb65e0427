"""What people do for a customer: hold, dispute, settle, keep open, a failed direct debit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from surfaces.desk.people import inside, staff
from surfaces.desk.world import PROPOSED, World
from varsel.operations.arrears import queries
from varsel.records.journal import queries as journal
from varsel.records.ledger import queries as ledger

pytestmark = pytest.mark.database
HOLD = {"kind": "promise", "until": "2026-05-04", "because": "Pays on Friday"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def anna(world: World) -> World:
    """A customer with a proposal."""
    world.owing("1001", "Anna Lind")
    world.until(PROPOSED)
    return world


@pytest.fixture
def agent() -> Client:
    """Somebody of customer service."""
    return inside(staff("agent"))


def test_a_hold_is_placed_and_leads_back_to_where_one_was(anna: World, agent: Client) -> None:
    answer = agent.post("/customers/1001/hold/", HOLD | {"next": "/proposals/?action=limit"})
    assert answer["Location"] == "/proposals/?action=limit"
    (hold,) = queries.holds(party_id=anna.parties["1001"])
    assert (hold.kind, hold.until) == ("promise", date(2026, 5, 4))
    assert hold.set_by.startswith("staff:")


def test_a_foreign_address_leads_to_the_customer_instead(anna: World, agent: Client) -> None:
    answer = agent.post("/customers/1001/hold/", HOLD | {"next": "https://evil.example/"})
    assert answer["Location"] == "/customers/1001/"


@pytest.mark.parametrize(("until", "status"), [("2026-04-22", 422), ("2026-04-23", 302), ("2026-04-24", 302)])
def test_a_hold_may_end_today_but_not_yesterday(anna: World, agent: Client, until: str, status: int) -> None:
    assert agent.post("/customers/1001/hold/", HOLD | {"until": until}).status_code == status


def test_htmx_gets_the_form_with_its_errors_and_is_led_on_when_all_is_well(anna: World, agent: Client) -> None:
    wrong = agent.post("/customers/1001/hold/", HOLD | {"until": ""}, headers=HTMX)
    assert wrong.status_code == 422
    assert wrong.content.decode().lstrip().startswith("<form")
    assert agent.post("/customers/1001/hold/", HOLD, headers=HTMX)["HX-Redirect"] == "/customers/1001/"


def test_a_hold_is_lifted(anna: World, agent: Client) -> None:
    agent.post("/customers/1001/hold/", HOLD)
    (hold,) = queries.holds(party_id=anna.parties["1001"])
    agent.post(f"/customers/1001/hold/{hold.id}/lift/")
    assert queries.holds(party_id=anna.parties["1001"]) == []


def test_another_customers_hold_is_not_found(anna: World, agent: Client) -> None:
    anna.customer("1002", "Erik Dahl")
    agent.post("/customers/1001/hold/", HOLD)
    (hold,) = queries.holds(party_id=anna.parties["1001"])
    assert agent.post(f"/customers/1002/hold/{hold.id}/lift/").status_code == 404


def test_a_part_of_an_invoice_is_disputed_and_settled(anna: World, agent: Client) -> None:
    agent.post("/invoices/F-1001/dispute/", {"amount": "100", "because": "Too much"})
    (argued,) = queries.disputes_of(invoice_ids=[anna.invoices["F-1001"]])
    assert argued.amount == Decimal("100.00")
    judge = inside(staff("complaints", name="Per Ek"))
    judge.post(f"/disputes/{argued.external_id}/settle/", {"outcome": "upheld"})
    assert ledger.invoice(invoice_id=anna.invoices["F-1001"]).open_ore == 29900


def test_what_is_disputed_already_is_refused_with_a_sentence(anna: World, agent: Client) -> None:
    agent.post("/invoices/F-1001/dispute/", {"because": "All of it"})
    again = agent.post("/invoices/F-1001/dispute/", {"because": "All of it"})
    assert again.status_code == 422
    assert "The whole amount is disputed" in again.content.decode()


def test_a_dispute_is_settled_once(anna: World, agent: Client) -> None:
    agent.post("/invoices/F-1001/dispute/", {"because": "All of it"})
    (argued,) = queries.disputes_of(invoice_ids=[anna.invoices["F-1001"]])
    judge = inside(staff("complaints", name="Per Ek"))
    address = f"/disputes/{argued.external_id}/settle/"
    assert judge.post(address, {"outcome": "rejected"}).status_code == 302
    assert judge.post(address, {"outcome": "upheld"}).status_code == 422


def test_a_failed_direct_debit_is_noted_once_a_day(anna: World, agent: Client) -> None:
    said = {"failed_on": "2026-03-31", "caused_by": "bank"}
    assert agent.post("/invoices/F-1001/debit-failed/", said).status_code == 302
    assert ledger.invoice(invoice_id=anna.invoices["F-1001"]).excused
    assert agent.post("/invoices/F-1001/debit-failed/", said).status_code == 422


def test_a_service_without_a_credit_limit_can_not_be_kept_open(anna: World, agent: Client) -> None:
    text = agent.post("/services/fiber-1001/keep-open/", follow=True).content.decode()
    assert "There is nothing by that name." in text


def test_a_service_with_one_is_kept_open(anna: World, agent: Client) -> None:
    anna.service("1001", "mobile-1001", kind="mobile", credit_limit=Decimal("300"))
    agent.post("/services/mobile-1001/keep-open/")
    kinds = [one.kind for one in journal.entries(about=[f"service:{anna.services['mobile-1001']}"])]
    assert "kept_open" in kinds


def test_what_people_write_is_escaped(anna: World, agent: Client) -> None:
    agent.post("/customers/1001/hold/", HOLD | {"because": "<script>alert(1)</script>"})
    assert "<script>alert" not in agent.get("/customers/1001/").content.decode()
