"""Visits: booked from free windows, moved, called off; today's and the missed ones, with their case."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import builders
from operations.fieldwork import field
from operations.fieldwork.pages.conftest import Crews
from surfaces.desk.people import inside, staff
from varsel.kit import clock
from varsel.operations.compensation import queries as compensation
from varsel.operations.fieldwork import actions, queries
from varsel.records.parties import queries as parties

pytestmark = pytest.mark.database
AT, HOUR, DAY = builders.START, field.HOUR, field.DAY


@pytest.fixture
def job(crews: Crews) -> int:
    """An order about a customer's service that nobody has."""
    return field.order(service_id=field.service(name="Anna Lindqvist").id, description="No light")


def _booked_alone(begins_at: datetime) -> int:
    """Book a visit of its own customer without an order; return its id."""
    having = field.service()
    times = {"begins_at": begins_at, "ends_at": begins_at + HOUR / 2}
    return actions.book_visit(
        called=field.name(), party_id=having.party_id, service_id=having.id, **times, actor="test", at=AT
    )


def _text(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def _offered(client: Client, order_id: int) -> list[dict[str, str]]:
    """Return what each button of the page of windows would send."""
    text = _text(client, f"/orders/{order_id}/visit/")
    (key,) = set(re.findall(r'name="key" value="([^"]+)"', text))
    return [{"key": key, "begins_at": one} for one in re.findall(r'name="begins_at" value="([^"]+)"', text)]


def _visit(order_id: int) -> queries.Booked:
    found = queries.visit_to_come(order_id=order_id)
    assert found
    return found


def test_a_window_is_offered_taken_and_kept_by_who_can(agent: Client, crews: Crews, job: int) -> None:
    first = _offered(agent, job)[0]
    answer = agent.post(f"/orders/{job}/visit/", first)

    assert answer["Location"] == f"/orders/{job}/"
    assert _visit(job).begins_at.isoformat() == first["begins_at"]
    assert field.job(job).technician_id == crews.tove


def test_a_booking_that_is_sent_twice_is_one_visit(agent: Client, crews: Crews, job: int) -> None:
    first = _offered(agent, job)[0]
    for _ in range(2):
        assert agent.post(f"/orders/{job}/visit/", first).status_code == 302

    assert len(queries.visits_of(party_id=field.job(job).party_id or 0)) == 1


def test_a_window_that_is_taken_meanwhile_is_refused(agent: Client, crews: Crews, job: int) -> None:
    first = _offered(agent, job)[0]
    other = field.order()
    begin = AT + 3 * HOUR
    assert first["begins_at"] == begin.isoformat()
    field.assign(other, crews.tove, begins_at=AT, ends_at=AT + 9 * HOUR)
    answer = agent.post(f"/orders/{job}/visit/", first)

    assert answer.status_code == 422
    assert "This window is no longer free" in answer.content.decode()
    assert queries.visit_to_come(order_id=job) is None


def test_a_visit_is_moved_in_time_and_not_later(agent: Client, crews: Crews, job: int) -> None:
    offers = _offered(agent, job)
    agent.post(f"/orders/{job}/visit/", offers[0])
    before = _visit(job)
    agent.post(f"/orders/{job}/visit/", _offered(agent, job)[2])
    moved = _visit(job)
    assert (before.id != moved.id, queries.visit(visit_id=before.id).moved_to) == (True, moved.id)
    late = _offered(agent, job)[-1]
    with clock.held(at=moved.begins_at):
        answer = agent.post(f"/orders/{job}/visit/", late)

    assert answer.status_code == 422
    assert "time has begun" in answer.content.decode()
    assert _visit(job) == moved


@pytest.mark.parametrize(("by", "has_case"), [("customer", False), ("operator", True)])
def test_a_visit_is_called_off_by_the_customer_or_by_us(agent: Client, job: int, by: str, has_case: bool) -> None:
    agent.post(f"/orders/{job}/visit/", _offered(agent, job)[0])
    visit = _visit(job)
    agent.post(f"/visits/{visit.id}/call-off/", {"by": "nobody"})
    assert _visit(job) == visit

    assert agent.post(f"/visits/{visit.id}/call-off/", {"by": by})["Location"] == f"/orders/{job}/"
    assert queries.visit(visit_id=visit.id).outcome == "cancelled"
    assert (compensation.case_of(visit=visit.about) is not None) is has_case
    agent.post(f"/visits/{visit.id}/call-off/", {"by": by})
    assert "It is over already." in _text(agent, f"/orders/{job}/")


def test_a_missed_visit_leads_to_its_case(agent: Client, crews: Crews, job: int) -> None:
    agent.post(f"/orders/{job}/visit/", _offered(agent, job)[0])
    visit = _visit(job)
    assert "No light" not in _text(agent, "/visits/?show=missed")
    builders.advance(to=visit.ends_at)
    case = compensation.case_of(visit=visit.about)
    assert case
    number = parties.customer(party_id=visit.party_id).number
    with clock.held(at=visit.ends_at):
        for page in ("/visits/?show=missed", "/visits/", f"/customers/{number}/"):
            assert f"/compensation/{case.id}/" in _text(agent, page)
        assert str(number) in _text(agent, "/visits.csv?show=missed")
    with clock.held(at=visit.ends_at + 31 * DAY):
        assert "No visit was missed in thirty days." in _text(agent, "/visits/?show=missed")


def test_the_lists_ask_as_many_questions_for_many_missed_visits_as_for_one(agent: Client, crews: Crews) -> None:
    asked: dict[str, list[int]] = {"/visits/": [], "/visits.csv": []}
    for count in (1, 5):
        for _ in range(count):
            key = _booked_alone(AT - HOUR)
            actions.visit_missed(visit_id=key, actor="test", at=AT)
        for page, counted in asked.items():
            with CaptureQueriesContext(connection) as captured:
                text = _text(agent, f"{page}?show=missed")
            counted.append(len(captured))
        assert text.count("\r\n") == (2 if count == 1 else 7)
    assert {page: before == after for page, (before, after) in asked.items()} == dict.fromkeys(asked, True)


def test_each_visit_that_was_missed_has_its_own_case(crews: Crews) -> None:
    first, second, third = (_booked_alone(AT - HOUR) for _ in range(3))
    for key in (first, second):
        actions.visit_missed(visit_id=key, actor="test", at=AT)
    found = compensation.cases_of_visits(visit_ids=[first, second, third])

    assert {key: case.visit for key, case in found.items()} == {first: f"visit:{first}", second: f"visit:{second}"}
    assert set(compensation.cases_of_visits(visit_ids=[second])) == {second}
    assert compensation.cases_of_visits(visit_ids=[]) == {}


def test_lists_are_addresses(agent: Client, crews: Crews, job: int) -> None:
    assert "No visit today." in _text(agent, "/visits/")
    assert "No visit is to come after today." in _text(agent, "/visits/?show=coming")
    agent.post(f"/orders/{job}/visit/", _offered(agent, job)[-1])

    assert "No visit today." in _text(agent, "/visits/?show=nonsense")
    assert "Tove Lind" in _text(agent, "/visits/?show=coming")


def test_where_nobody_is_free_the_page_says_so(agent: Client, crews: Crews) -> None:
    key = field.order(service_id=field.service().id, skills=("flying",))

    assert "Nobody who can do it is free in the next two weeks." in _text(agent, f"/orders/{key}/visit/")


def test_who_may_not_see_customers_sees_no_name(crews: Crews, agent: Client, job: int) -> None:
    agent.post(f"/orders/{job}/visit/", _offered(agent, job)[0])
    noc = inside(staff("noc"))

    assert "Anna Lindqvist" in _text(agent, "/visits/")
    assert "Anna Lindqvist" not in _text(noc, "/visits/")
    assert noc.get("/visits.csv").status_code == 403
    assert noc.post(f"/orders/{job}/visit/", {}).status_code == 403


def test_a_promise_that_moves_is_asked_for_as_a_visit(
    dispatcher: Client, agent: Client, crews: Crews, job: int
) -> None:
    agent.post(f"/orders/{job}/visit/", _offered(agent, job)[0])
    before = field.job(job)
    sent = {"who": f"t:{crews.tove}", "begins_at": "2026-03-05T10:00", "ends_at": "2026-03-05T11:00"}
    answer = dispatcher.post(f"/orders/{job}/assign/", sent)

    assert answer.status_code == 422
    assert "move the visit" in answer.content.decode()
    assert field.job(job) == before


@pytest.mark.parametrize(("outcome", "state"), [("done", "done"), ("missed", "missed"), ("", None), ("x", None)])
def test_what_became_of_a_visit_without_an_order_is_told_by_people(
    agent: Client, crews: Crews, outcome: str, state: str | None
) -> None:
    having = field.service()
    key = actions.book_visit(
        called="V9", party_id=having.party_id, service_id=having.id, begins_at=AT + HOUR, ends_at=AT + 2 * HOUR,
        actor="test", at=AT,
    )  # fmt: skip
    address = f"/visits/{key}/settle/"
    agent.post(address, {"outcome": "done"})
    assert queries.visit(visit_id=key).outcome is None
    assert address not in _text(agent, "/visits/")
    with clock.held(at=AT + HOUR):
        assert address in _text(agent, "/visits/")
        agent.post(address, {"outcome": outcome})

    assert queries.visit(visit_id=key).outcome == state


def test_what_became_of_a_visit_of_an_order_is_told_by_the_order(agent: Client, crews: Crews, job: int) -> None:
    agent.post(f"/orders/{job}/visit/", _offered(agent, job)[0])
    visit = _visit(job)
    with clock.held(at=visit.begins_at):
        assert "/settle/" not in _text(agent, "/visits/")
        agent.post(f"/visits/{visit.id}/settle/", {"outcome": "missed"})

    assert _visit(job) == visit
