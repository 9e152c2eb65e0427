"""Compensation on the desk: what waits, why it is due, and the decision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surfaces.desk.people import inside, staff
from surfaces.desk.world import BEGIN, World
from varsel.operations.compensation import actions, queries
from varsel.records.ledger import queries as ledger

pytestmark = pytest.mark.database
HOUR = timedelta(hours=1)


@pytest.fixture
def anna(world: World) -> World:
    """A customer with an invoice, and one of Norway."""
    world.owing("1001", "Anna Lind")
    world.customer("2001", "Siv Dahl", country="NO")
    world.service("2001", "fiber-2001", country="NO")
    return world


def _missed(world: World, visit_id: int, *, number: str = "1001", country: str = "SE") -> int:
    case_id = actions.open_missed_visit(
        visit_id=visit_id,
        party_id=world.parties[number],
        service_id=world.services[f"fiber-{number}"],
        country=country,
        begins_at=BEGIN - 4 * HOUR,
        ends_at=BEGIN,
        actor="system",
        at=BEGIN,
        hindrance=True,
    )
    assert case_id
    return case_id


def test_without_a_case_the_page_says_when_there_is_one(anna: World) -> None:
    text = inside(staff("agent")).get("/compensation/").content.decode()
    assert "No case waits." in text


def test_a_case_stands_on_the_board_in_the_list_and_says_why_it_is_due(anna: World) -> None:
    case_id = _missed(anna, 1)
    client = inside(staff("finance"))

    assert "Compensation to decide" in client.get("/board/").content.decode()
    assert "Anna Lind" in client.get("/compensation/").content.decode()
    text = client.get(f"/compensation/{case_id}/").content.decode()
    for said in ("SE-FAULT-02", "7 kap. 24 §", "7 kap. 25 §", "Neither weather", "A case of compensation was opened"):
        assert said in text


def test_it_is_decided_there_credited_and_told(anna: World) -> None:
    case_id = _missed(anna, 1)
    owed = ledger.invoice(invoice_id=anna.invoices["F-1001"]).open_ore

    answer = inside(staff("agent")).post(f"/compensation/{case_id}/decide/", {"amount": "300.00"}, follow=True)

    assert answer.redirect_chain == [(f"/compensation/{case_id}/", 302)]
    text = answer.content.decode()
    for said in ("The case is decided", "granted in full", "SEK\u00a0300.00", "Maria Ek"):
        assert said in text
    assert "Decide and tell" not in text
    assert ledger.invoice(invoice_id=anna.invoices["F-1001"]).open_ore == owed - 300_00


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"amount": ""}, "This field is required"),
        ({"amount": "-1"}, "greater than or equal to 0"),
        ({"amount": "300.001"}, "2 decimal places"),
        ({"amount": "0"}, "write the reason"),
        ({"amount": "300", "claimed": "900"}, "write the reason"),
    ],
)
def test_a_decision_that_is_not_whole_is_asked_for_again(anna: World, said: dict[str, str], wrong: str) -> None:
    case_id = _missed(anna, 1)

    answer = inside(staff("agent")).post(f"/compensation/{case_id}/decide/", said)

    assert answer.status_code == 422
    assert wrong in answer.content.decode()
    case = queries.case(case_id=case_id)
    assert case
    assert case.state == "open"


def test_a_second_decision_changes_nothing_and_says_so(anna: World) -> None:
    case_id, client = _missed(anna, 1), inside(staff("agent"))
    client.post(f"/compensation/{case_id}/decide/", {"amount": "300.00"})

    answer = client.post(f"/compensation/{case_id}/decide/", {"amount": "500.00"}, follow=True)

    assert "decided already" in answer.content.decode()
    assert len(ledger.credits_of(party_id=anna.parties["1001"])) == 1


def test_who_may_only_look_has_no_form(anna: World) -> None:
    case_id = _missed(anna, 1)
    assert "Decide and tell" not in inside(staff("dispatcher")).get(f"/compensation/{case_id}/").content.decode()


@pytest.mark.parametrize("address", ["/compensation/99/", "/compensation/99/decide/"])
def test_a_case_that_is_not_there_is_not_found(anna: World, address: str) -> None:
    client = inside(staff("agent"))
    assert (client.post if "decide" in address else client.get)(address).status_code == 404


def test_a_list_is_filtered_by_how_it_ended_and_given_as_a_file(anna: World) -> None:
    first, second = _missed(anna, 1), _missed(anna, 2, number="2001", country="NO")
    client = inside(staff("agent"))
    client.post(f"/compensation/{second}/decide/", {"amount": "0", "because": "Moved by the customer"})

    assert f"/compensation/{first}/" in client.get("/compensation/?state=open").content.decode()
    shown = client.get("/compensation/?state=rejected").content.decode()
    assert f"/compensation/{second}/" in shown
    assert f"/compensation/{first}/" not in shown
    lines = client.get("/compensation.csv?state=rejected").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Moved by the customer" in lines[1]


def test_a_long_list_costs_no_more_questions(anna: World) -> None:
    client = inside(staff("agent"))
    counts = []
    for visits in (range(1, 3), range(3, 20)):
        for visit_id in visits:
            _missed(anna, visit_id)
        with CaptureQueriesContext(connection) as asked:
            client.get("/compensation/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_words_are_those_of_the_reader(anna: World) -> None:
    _missed(anna, 1)
    assert "Ersättning" in inside(staff("agent", language="sv")).get("/compensation/").content.decode()
    assert "Erstatning" in inside(staff("agent", name="Nora Vik", language="nb")).get("/compensation/").content.decode()
