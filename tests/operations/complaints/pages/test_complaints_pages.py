"""Complaints on the desk: the list, the form, the case."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from surfaces.desk.people import inside, staff
from surfaces.desk.world import BEGIN, World
from varsel.operations.complaints import actions, queries
from varsel.operations.complaints.actions import Filed
from varsel.operations.complaints.queries import Wanted

pytestmark = pytest.mark.database
SAID = {
    "authority": "ARN",
    "reference": "2026-01234",
    "received_on": "2026-03-02",
    "category": "invoice-and-payment",
    "customer": "1001",
    "invoice": "F-1001",
    "answer_by": "2026-03-23",
}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def anna(world: World) -> World:
    """A customer with an invoice, and one of Norway."""
    world.owing("1001", "Anna Lind")
    world.customer("2001", "Siv Dahl", country="NO")
    world.service("2001", "fiber-2001", country="NO")
    world.invoice("F-2001", "2001", "fiber-2001", country="NO")
    return world


@pytest.fixture
def clerk(anna: World) -> Client:
    """Somebody who handles complaints."""
    return inside(staff("complaints"))


def _file(number: int, *, party_id: int | None = None, authority: str = "KO") -> int:
    filed = Filed(
        external_id=f"{authority}-{number}",
        authority=authority,
        received_on=BEGIN.date() - timedelta(days=number),
        category="other",
        party_id=party_id,
    )
    return actions.receive(filed=filed, actor="feed", at=BEGIN)


def test_a_complaint_is_written_down_and_shown_with_what_is_owed(clerk: Client, anna: World) -> None:
    answer = clerk.post("/complaints/new/", SAID, follow=True)

    (case,) = queries.of_parties(party_ids=[anna.parties["1001"]])
    assert answer.redirect_chain == [(f"/complaints/{case.id}/", 302)]
    assert (case.called, case.caused_by) == ("2026-01234", f"invoice:{anna.invoices['F-1001']}")
    text = answer.content.decode()
    for said in ("Anna Lind", "F-1001", "frozen", "Answer the authority", "Complaint 2026-01234 came in from ARN."):
        assert said in text


@pytest.mark.parametrize(
    "changed",
    [
        {"authority": "EU"},
        {"reference": ""},
        {"received_on": "2026-03-03"},  # tomorrow
        {"category": "noise"},
        {"customer": "9999"},
        {"customer": "2001"},
        {"invoice": "F-9999"},
        {"authority": "BKN"},
        {"answer_by": "2026-03-01"},
    ],
)
def test_what_can_t_be_is_said_at_its_field_and_nothing_is_written(clerk: Client, changed: dict[str, str]) -> None:
    answer = clerk.post("/complaints/new/", SAID | changed, headers=HTMX)

    assert answer.status_code == 422
    assert "ds-validation-message" in answer.content.decode()
    assert queries.count(wanted=Wanted()) == 0


@pytest.mark.parametrize("left_out", ["customer", "invoice", "answer_by"])
def test_what_nobody_knows_is_left_empty(clerk: Client, left_out: str) -> None:
    answer = clerk.post("/complaints/new/", SAID | {left_out: ""}, headers=HTMX)

    assert answer["HX-Redirect"].startswith("/complaints/")


def test_the_authority_s_number_is_written_down_once(clerk: Client) -> None:
    clerk.post("/complaints/new/", SAID)

    assert clerk.post("/complaints/new/", SAID).status_code == 422
    assert clerk.post("/complaints/new/", SAID | {"authority": "KO"}).status_code == 302


def test_the_form_knows_whom_one_came_from(clerk: Client) -> None:
    assert 'value="1001"' in clerk.get("/complaints/new/?customer=1001").content.decode()


def test_a_complaint_is_answered_contacted_and_decided(clerk: Client) -> None:
    address = f"/complaints/{_file(1, authority='ARN')}/"
    clerk.post(f"{address}reach-out/", {"contact-outcome": "declined"})
    clerk.post(f"{address}answer/")
    clerk.post(f"{address}decide/", {"decide-outcome": "partly"})

    text = clerk.get(address).content.decode()
    for said in ("no contact is wanted", "was answered", "partly upheld"):
        assert said in text
    assert "already" in clerk.post(f"{address}answer/", follow=True).content.decode()
    assert "already" in clerk.post(f"{address}decide/", {"decide-outcome": "upheld"}, follow=True).content.decode()


@pytest.mark.parametrize(("act", "field"), [("decide", "decide-outcome"), ("reach-out", "contact-outcome")])
def test_a_word_that_is_none_changes_nothing(clerk: Client, act: str, field: str) -> None:
    complaint_id = _file(1)
    text = clerk.post(f"/complaints/{complaint_id}/{act}/", {field: "lost"}, follow=True).content.decode()

    assert "Choose one of the words." in text
    assert queries.outreach(complaint_id=complaint_id) == []


def test_who_does_not_handle_complaints_sees_and_does_nothing(anna: World) -> None:
    address, agent = f"/complaints/{_file(1)}/", inside(staff("agent", name="Eva Ek"))

    assert "<form" not in agent.get(address).content.decode().partition('id="main"')[2].partition("</main>")[0]
    assert agent.post(f"{address}decide/", {"decide-outcome": "upheld"}).status_code == 403
    assert agent.post("/complaints/new/", SAID).status_code == 403


def test_the_list_is_filtered_by_its_address_and_given_as_a_file(clerk: Client, anna: World) -> None:
    _file(1)
    actions.decide(complaint_id=_file(2), outcome="dismissed", actor="staff:1", at=BEGIN)
    _file(3, authority="ARN", party_id=anna.parties["1001"])

    for query, seen in (
        ("", {"KO-1", "KO-2", "ARN-3"}),
        ("?state=open", {"KO-1", "ARN-3"}),
        ("?state=decided", {"KO-2"}),
        ("?authority=KO", {"KO-1", "KO-2"}),
        ("?authority=KO&state=open", {"KO-1"}),
        ("?authority=BKN", set()),
        ("?authority=no&state=no", {"KO-1", "KO-2", "ARN-3"}),
    ):
        for address in (f"/complaints/{query}", f"/complaints.csv{query}"):
            text = clerk.get(address).content.decode()
            assert {one for one in ("KO-1", "KO-2", "ARN-3") if one in text} == seen, address
    part = clerk.get("/complaints/", headers=HTMX).content.decode()
    assert part.lstrip().startswith('<div id="complaints"')


def test_a_long_list_asks_no_more_questions_than_a_short_one(clerk: Client, anna: World) -> None:
    asked = []
    for numbers in (range(1, 3), range(3, 30)):
        for number in numbers:
            _file(number, party_id=anna.parties["1001" if number % 2 else "2001"])
        with CaptureQueriesContext(
            connection,
        ) as captured:
            clerk.get("/complaints/")
        asked.append(len(captured))

    assert asked[0] == asked[1]


def test_the_customer_s_page_leads_to_the_complaint(clerk: Client) -> None:
    clerk.post("/complaints/new/", SAID)
    text = clerk.get("/customers/1001/").content.decode()

    assert "/complaints/new/?customer=1001" in text
    assert "2026-01234" in text
    assert "Answer the authority" in text
    assert "Complaint 2026-01234 came in from ARN." in text


def test_what_does_not_exist_is_not_found(clerk: Client) -> None:
    assert clerk.get("/complaints/99/").status_code == 404
    assert clerk.post("/complaints/99/answer/").status_code == 404
