"""Money that goes back, on its pages: proposed, approved by another, taken as a file, asked for and answered."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

import builders
from surfaces.desk.people import inside, staff
from surfaces.desk.world import World
from varsel.kit import clock
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import refunds, requests
from varsel.records.ledger.actions import Answer, Back, Incoming

pytestmark = pytest.mark.database
ACCOUNT = {"scheme": "bankgiro", "account": "991-2346"}


def text(client: Client, address: str) -> str:
    """Return a page."""
    return client.get(address).content.decode()


@pytest.fixture
def overpaid(world: World) -> World:
    """A customer who paid 100.00 too much."""
    world.owing("1001", "Anna Lind")
    payment = Incoming("bgmax", "k1", "ocr-F-1001", Decimal("499.00"), "SEK", date(2026, 3, 2))
    ledger.book_payment(payment=payment, at=clock.now(), actor="feed")
    return world


def proposed(client: Client) -> int:
    """Propose to pay out what waits, and return the pay-out's id."""
    left = refunds.left(skip=0, limit=1)[0]
    answer = client.post(f"/refunds/propose/{left.of}/{left.id}/", ACCOUNT)
    assert answer.status_code == 302
    return refunds.pay_outs(state="proposed", skip=0, limit=1)[0].id


def test_what_waits_is_listed_and_proposed_with_the_customers_account(overpaid: World) -> None:
    client = inside(staff("collections"))
    page = text(client, "/refunds/")
    assert "SEK\xa0100.00" in page
    assert "/refunds/propose/payment/" in page
    pay_out_id = proposed(client)
    page = text(client, f"/refunds/{pay_out_id}/")
    assert "9912346" in page
    assert "Approve it" not in page  # collections proposes, finance approves
    assert "No money waits to be paid out." in text(client, "/refunds/")


@pytest.mark.parametrize("account", ["991-2345", "", "abc"])
def test_a_wrong_account_is_said_and_nothing_is_proposed(overpaid: World, account: str) -> None:
    left = refunds.left(skip=0, limit=1)[0]
    answer = inside(staff("finance")).post(f"/refunds/propose/payment/{left.id}/", {**ACCOUNT, "account": account})
    assert answer.status_code == 422
    assert refunds.how_many_left() == 1


def test_nobody_approves_their_own_where_somebody_else_may(overpaid: World) -> None:
    me, other = staff("finance"), staff("finance", name="Bo Dahl")
    pay_out_id = proposed(inside(me))
    page = text(inside(me), "/refunds/?show=proposed")
    assert "not by you" in page
    answer = inside(me).post("/refunds/approve/", {"pay_out": pay_out_id}, follow=True)
    assert "somebody else approves it" in answer.content.decode()
    assert refunds.counts() == {"proposed": 1}
    answer = inside(other).post("/refunds/approve/", {"pay_out": pay_out_id}, follow=True)
    assert "1 pay-out is approved." in answer.content.decode()


def test_who_is_alone_waits_a_day_and_it_stands_on_the_board(overpaid: World) -> None:
    client = inside(staff("finance"))
    pay_out_id = proposed(client)
    client.post("/refunds/approve/", {"pay_out": pay_out_id})
    assert "released later" in text(client, "/refunds/?show=approved")
    assert "may go now" not in text(client, "/refunds/?show=approved")
    assert "a pay-out that is released later" in text(client, reverse("desk_board") + "?show=money_back")
    clock.move(to=clock.now() + timedelta(hours=24))
    assert "1 pay-out in SE may go now:" in text(client, "/refunds/?show=approved")


def test_the_file_is_made_once_and_taken_as_often_as_needed(overpaid: World) -> None:
    first, second = staff("collections"), inside(staff("finance", name="Bo Dahl"))
    second.post("/refunds/approve/", {"pay_out": proposed(inside(first))})
    answer = second.post("/refunds/send/", {"country": "SE"}, follow=True)
    assert "varsel ledger account" in answer.content.decode()
    own = {"country": "SE", "name": "Fibra", "scheme": "bankgiro", "number": "3217254", "bank": "ESSESESS"}
    ledger.set_own_account(**own, at=clock.now(), actor="cli")
    second.post("/refunds/send/", {"country": "SE"})
    assert (
        "Nothing is to be paid now." in second.post("/refunds/send/", {"country": "SE"}, follow=True).content.decode()
    )
    run = refunds.runs(skip=0, limit=9)[0]
    assert run.message_id in text(second, "/refunds/files/")
    taken = [second.post(f"/refunds/files/{run.id}/take/") for _again in range(2)]
    assert taken[0].content == taken[1].content == refunds.content(run_id=run.id)
    assert taken[0]["Content-Disposition"] == f'attachment; filename="pain001-2026-03-02-{run.id}.xml"'
    assert len(journal.entries(about=[f"pay_run:{run.id}"], kinds=[Kind.REFUND_FILE_TAKEN])) == 2
    assert inside(first).post(f"/refunds/files/{run.id}/take/").status_code == 403


def test_a_pay_out_is_withdrawn(overpaid: World) -> None:
    client = inside(staff("finance"))
    pay_out_id = proposed(client)
    client.post(f"/refunds/{pay_out_id}/withdraw/")
    assert refunds.how_many_left() == 1
    answer = client.post(f"/refunds/{pay_out_id}/withdraw/", follow=True)
    assert "Somebody else was quicker" in answer.content.decode()


def test_the_lists_are_files_too_and_name_no_account(overpaid: World) -> None:
    client = inside(staff("finance"))
    assert "1001;Anna Lind;100,00;SEK" in text(client, "/refunds.csv")
    proposed(client)
    sheet = text(client, "/refunds.csv?show=proposed")
    assert "1001;Anna Lind;100,00;SEK" in sheet
    assert "9912346" not in sheet


def test_requests_are_listed_answered_and_asked_again(world: World) -> None:
    client = inside(staff("finance"))
    assert "This ledger is our own: nobody is asked." in text(client, "/refunds/requests/")
    builders.set_policy(at=clock.now(), ledger="follow")
    world.owing("1001", "Anna Lind")
    ledger.grant_credit(
        party_id=world.parties["1001"],
        amount=Decimal(50),
        currency="SEK",
        about=f"invoice:{world.invoices['F-1001']}",
        because="dispute upheld",
        on=date(2026, 3, 2),
        at=clock.now(),
        actor="staff:1",
        invoice_id=world.invoices["F-1001"],
    )
    one = requests.unanswered()[0]
    assert "F-1001" in text(client, "/refunds/requests/?state=requested")
    clock.move(to=clock.now() + timedelta(days=15))
    assert "late" in text(client, "/refunds/requests/?state=late")
    assert "has not answered in time" in text(client, reverse("desk_board") + "?show=money_back")
    ledger.answer(answers=[Answer(one.ref, "refused", reason="unknown invoice")], at=clock.now(), actor="cli")
    page = text(client, "/refunds/requests/?state=refused")
    assert "unknown invoice" in page
    assert "a request refused" in text(client, reverse("desk_board") + "?show=money_back")
    client.post(f"/refunds/requests/{one.id}/again/")
    assert "a request refused" not in text(client, reverse("desk_board") + "?show=money_back")
    assert requests.count(state="requested", today=date(2026, 3, 2)) == 1
    assert str(one.ref) in text(client, "/refunds/requests.csv")


def test_a_reversal_that_waits_is_said_to_be_of_a_payment(overpaid: World) -> None:
    client = inside(staff("finance"))
    back = Back("bgmax", "b1", "reversal", ("misread",), "", Decimal("499.00"), "SEK", date(2026, 3, 2))
    ledger.book_reversal(back=back, at=clock.now(), actor="feed")
    assert "Taken back by the bank (1)" in text(client, "/suspense/")
    assert "taken back by the bank, of an unknown payment" in text(client, reverse("desk_board") + "?show=money_back")
    assert "misread" in text(client, "/suspense/reversals/")
    page = text(client, _address(client))
    assert "1001" in page  # the payment with this very amount
    answer = client.post(f"{_address(client)}place/", {"payment": 10**9})
    assert answer.status_code == 422
    payment_id = refunds.left(skip=0, limit=1)[0].id
    client.post(f"{_address(client)}place/", {"payment": payment_id})
    assert "Nothing was taken back that we can" in text(client, "/suspense/reversals/")
    assert inside(staff("agent", name="Eva")).post("/suspense/reversals/1/place/", {"payment": 1}).status_code == 403


def _address(client: Client) -> str:
    page = text(client, "/suspense/reversals/")
    return "/suspense/reversals/" + page.split('href="/suspense/reversals/')[1].split('"')[0]
