"""The board: what waits, and for how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from surfaces.desk import world as worlds
from surfaces.desk.people import inside, staff
from surfaces.desk.world import PROPOSED, World
from varsel.kit import clock
from varsel.operations.arrears import actions as arrears
from varsel.records.ledger import actions as ledger
from varsel.records.ledger.actions import Incoming
from varsel.records.operator import actions as choices
from varsel.records.operator import queries as operator

pytestmark = pytest.mark.database
BEFORE = datetime(2026, 4, 1, 6, 0, tzinfo=UTC)
PART = {"HX-Request": "true"}


def test_clocks_stand_in_the_order_of_the_time_that_is_left(world: World) -> None:
    world.owing("1001", "Anna Lind")
    world.customer("1002", "Erik Dahl")
    world.service("1002", "fiber-1002")
    world.invoice("F-1002", "1002", "fiber-1002", due=date(2026, 3, 16))
    world.until(datetime(2026, 3, 3, 8, 0, tzinfo=UTC))
    text = inside(staff("agent")).get("/board/").content.decode()
    assert text.index("F-1002") < text.index("F-1001")
    assert "in 3 weeks" in text
    assert "Demand payment" in text


def test_the_address_filters_the_kind(world: World) -> None:
    world.owing("1001", "Anna Lind")
    world.until(BEFORE)
    client = inside(staff("agent"))
    assert "F-1001" in client.get("/board/?kind=send_demand").content.decode()
    assert "F-1001" not in client.get("/board/?kind=consider_limiting").content.decode()


def test_a_protected_identity_is_masked(world: World) -> None:
    world.owing("1001", "Sara Berg", protected=True)
    world.until(BEFORE)
    client = inside(staff("agent"))
    assert "•••" in client.get("/board/").content.decode()
    assert "Sara" not in client.get("/board/").content.decode() + client.get("/board.csv").content.decode()


def test_who_may_not_see_customers_sees_the_clocks_alone(world: World) -> None:
    world.owing("1001", "Anna Lind")
    world.until(BEFORE)
    text = inside(staff("noc")).get("/board/").content.decode()
    assert "F-1001" in text
    assert "Anna" not in text
    assert "/customers/" not in text


def test_who_could_not_be_told_is_to_be_rung(world: World) -> None:
    world.customer("1001", "Anna Lind", contacts={})
    world.service("1001", "fiber-1001")
    world.invoice("F-1001", "1001", "fiber-1001")
    world.until(datetime(2026, 4, 7, 9, 0, tzinfo=UTC))
    text = inside(staff("agent")).get("/board/?show=calls", headers=PART).content.decode()
    assert "Payment demand" in text
    assert "Anna Lind" in text


def test_a_payment_that_nobody_knows_waits_in_suspense(world: World) -> None:
    stray = Incoming("bgmax", "k1", "=7001", Decimal("250.00"), "SEK", date(2026, 3, 2))
    ledger.book_payment(payment=stray, at=clock.now(), actor="feed")
    client = inside(staff("finance"))
    assert "SEK\xa0250.00" in client.get("/board/?show=suspense").content.decode()
    assert ";'=7001;" in client.get("/board.csv?show=suspense").content.decode()  # no formula


def test_an_empty_board_says_why(world: World) -> None:
    client = inside(staff("agent"))
    for show, said in (("clocks", "No clock runs."), ("lines", "Every line is as intended.")):
        assert said in client.get(f"/board/?show={show}").content.decode()


def test_a_line_that_is_not_installed_yet_is_seen(world: World) -> None:
    world.owing("1001", "Anna Lind")
    world.until(PROPOSED)
    arrears.approve(service_id=world.services["fiber-1001"], actor="staff:9", at=clock.now())
    assert "not installed yet" in inside(staff("noc")).get("/board/?show=lines").content.decode()
    world.until(PROPOSED)
    assert "not installed yet" not in inside(staff("noc", name="Per Ek")).get("/board/?show=lines").content.decode()


@pytest.mark.parametrize("address", ["/board/", "/proposals/", "/board/?show=calls", "/board/?show=lines"])
def test_the_number_of_questions_does_not_grow_with_the_rows(world: World, address: str) -> None:
    client = inside(staff("collections"))
    _fill(world, 2000, due=worlds.DUE)
    for start in (3000, 3010):
        _fill(world, start, due=date(2026, 4, 30))
    world.until(PROPOSED)
    few = _questions(world, client, address, approve=2001)
    world.until(datetime(2026, 6, 2, 9, 0, tzinfo=UTC))
    assert _questions(world, client, address, approve=3001) == few


def _fill(world: World, start: int, *, due: date) -> None:
    """Add customers who will be proposed, who can't be told, and whose clocks run."""
    for number, contacts in ((start, {}), (start + 1, worlds.EMAIL), (start + 2, worlds.EMAIL)):
        name = str(number)
        world.customer(name, f"Somebody {name}", contacts=contacts)
        world.service(name, f"fiber-{name}")
        world.invoice(f"F-{name}", name, f"fiber-{name}", due=due)
        world.customer(f"late-{name}", "Later")
        world.service(f"late-{name}", f"late-fiber-{name}")
        world.invoice(f"L-{name}", f"late-{name}", f"late-fiber-{name}", due=date(2026, 8, 3))


def _questions(world: World, client: Client, address: str, *, approve: int) -> int:
    """Let a line wait to be installed, and count what a page asks the database."""
    arrears.approve(service_id=world.services[f"fiber-{approve}"], actor="staff:9", at=clock.now())
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_billing_system_that_is_silent_is_said_on_the_board(world: World) -> None:
    board = "The billing system has said nothing for too long."
    assert board not in inside(staff("agent")).get("/board/").content.decode()

    _follow()
    assert board in inside(staff("agent", name="Ulla Ek")).get("/board/").content.decode()

    ledger.note_feed(source="open_items", at=clock.now())
    assert board not in inside(staff("agent", name="Per Ek")).get("/board/").content.decode()


def _follow() -> None:
    at, policy = clock.now(), operator.policy_at(at=clock.now()).policy
    following = replace(policy, payments=replace(policy.payments, ledger="follow"))
    choices.set_policy(policy=following, valid_from=at, set_by="test", at=at)
