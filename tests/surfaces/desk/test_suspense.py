"""Payments that wait: whose they may be, and placing them for good."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surfaces.desk.people import inside, staff
from surfaces.desk.world import PROPOSED, World
from varsel.kit import clock
from varsel.operations.arrears import actions as arrears
from varsel.operations.arrears import pages
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import queries as ledgers
from varsel.records.ledger import suspense as waiting
from varsel.records.ledger.actions import Incoming
from varsel.surfaces.desk.suspense import suggestions

pytestmark = pytest.mark.database
AMOUNT = Decimal("399.00")
OCR = "7000000005"


def stray(reference: str, amount: Decimal = AMOUNT, currency: str = "SEK", source: str = "bgmax") -> int:
    """Let a payment come in that no invoice knows."""
    key = f"k{reference}{amount}{source}"
    payment = Incoming(source, key, reference, amount, currency, date(2026, 4, 20))
    return ledger.book_payment(payment=payment, at=clock.now(), actor="feed")


def reasons(payment_id: int) -> dict[str, tuple[str, ...]]:
    """Return what is suggested for a payment, by invoice."""
    found = waiting.stray(payment_id=payment_id)
    assert found is not None
    return {one.invoice.number: one.because for one in suggestions(payment=found)[0]}


@pytest.fixture
def owing(world: World) -> World:
    """Two customers, each with one open invoice; the first has a reference of digits."""
    for number, ocr in (("1001", OCR), ("1002", "8111111118")):
        world.customer(number, "Anna Lind" if number == "1001" else "Erik Dahl")
        world.service(number, f"fiber-{number}")
        world.invoice(f"F-{number}", number, f"fiber-{number}", ocr=ocr)
    return world


@pytest.mark.parametrize(
    "reference",
    ["7000000006", "7000000050", "700000000", "70000000051", "17000000005", "0007000000006", "700000005"],
    ids=["wrong digit", "changed about", "no check digit", "one too many", "one before", "zeros", "one missing"],
)
def test_one_slip_in_the_reference_is_recognised(owing: World, reference: str) -> None:
    assert reasons(stray(reference, Decimal("10.00"))) == {"F-1001": ("misread",)}


@pytest.mark.parametrize("reference", ["7000000016" + "0", "7100000006", "", "anna", "0", "9" * 40])
def test_what_is_no_slip_suggests_nothing(owing: World, reference: str) -> None:
    assert reasons(stray(reference, Decimal("10.00"))) == {}


def test_the_same_amount_counts_where_few_invoices_have_it(owing: World) -> None:
    assert reasons(stray("x")) == {"F-1001": ("amount",), "F-1002": ("amount",)}
    for number in range(3001, 3006):
        world_customer(owing, str(number))
    found = waiting.stray(payment_id=stray("y"))
    assert found is not None
    assert suggestions(payment=found) == ([], 7)


def test_what_more_speaks_for_comes_first(owing: World) -> None:
    assert next(iter(reasons(stray("7000000006")).items())) == ("F-1001", ("misread", "amount"))


def test_the_same_reference_was_placed_before(owing: World) -> None:
    first = stray("kund anna", Decimal("1.00"))
    ledger.place_payment(payment_id=first, invoice_id=owing.invoices["F-1001"], at=clock.now(), actor="staff:1")
    assert reasons(stray("kund anna", Decimal("2.00"))) == {"F-1001": ("before",)}


def test_the_list_filters_by_address_and_goes_into_a_file(owing: World) -> None:
    stray("aaa"), stray("bbb", currency="NOK", source="ocrgiro"), stray("=ccc")
    client = inside(staff("finance"))
    assert "798.00 SEK" in client.get("/suspense/").content.decode()
    page = client.get("/suspense/?source=ocrgiro").content.decode()
    assert "bbb" in page
    assert "aaa" not in page
    assert "aaa" not in client.get("/suspense/?reference=bb").content.decode()
    assert "No payment waits under these filters." in client.get("/suspense/?reference=zz").content.decode()
    sheet = client.get("/suspense.csv?currency=SEK").content.decode()
    assert ";aaa;399,00;SEK;2026-04-20;" in sheet
    assert ";'=ccc;" in sheet
    assert "bbb" not in sheet


def test_an_empty_list_says_why(world: World) -> None:
    assert "No payment waits for an owner." in inside(staff("finance")).get("/suspense/").content.decode()


def test_placing_takes_two_steps_and_is_told_before(owing: World) -> None:
    payment, client = stray("7000000006", Decimal("500.00")), inside(staff("finance"))
    assert f"/suspense/{payment}/place/?invoice=F-1001" in client.get(f"/suspense/{payment}/").content.decode()
    page = client.get(f"/suspense/{payment}/place/?invoice=F-1001").content.decode()
    assert "It pays the invoice in full." in page
    assert "SEK\xa0101.00" in page  # is left over
    assert "It can&#x27;t be undone" in page or "It can't be undone" in page
    assert waiting.strays(source="", currency="", text="", skip=0, limit=10)  # looking places nothing
    answer = client.post(f"/suspense/{payment}/place/", {"invoice": "F-1001"}, follow=True)
    assert "The payment is placed on invoice F-1001." in answer.content.decode()
    assert waiting.strays(source="", currency="", text="", skip=0, limit=10) == []
    assert ledgers.invoice(invoice_id=owing.invoices["F-1001"]).open_ore == 0
    (told,) = journal.entries(party=owing.parties["1001"], kinds=[Kind.PAYMENT_BOOKED])
    assert told.actor.startswith("staff:")
    assert "F-1001" in client.get(f"/suspense/{payment}/").content.decode()


@pytest.mark.parametrize(
    ("invoice", "said"),
    [
        ("F-9", "No invoice has the number F-9."),
        ("F-2001", "F-2001 is in NOK, and this payment in SEK"),
        ("", "This field is required."),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_wrong_invoice_is_said_and_nothing_is_placed(owing: World, invoice: str, said: str, method: str) -> None:
    owing.customer("2001", "Kari Nordmann", country="NO")
    owing.service("2001", "fiber-2001", country="NO")
    owing.invoice("F-2001", "2001", "fiber-2001", country="NO")
    payment = stray("x")
    answer = getattr(inside(staff("finance")), method)(f"/suspense/{payment}/place/", {"invoice": invoice})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert len(waiting.strays(source="", currency="", text="", skip=0, limit=10)) == 1


def test_who_comes_second_is_told_so(owing: World) -> None:
    payment, client = stray("x"), inside(staff("collections"))
    client.post(f"/suspense/{payment}/place/", {"invoice": "F-1001"})
    answer = client.post(f"/suspense/{payment}/place/", {"invoice": "F-1002"}, follow=True)
    assert "This payment was placed already. Nothing was changed." in answer.content.decode()
    assert ledgers.invoice(invoice_id=owing.invoices["F-1002"]).open_ore == 39900


def test_an_agent_looks_but_places_nothing(owing: World) -> None:
    payment, client = stray("7000000006"), inside(staff("agent"))
    page = client.get(f"/suspense/{payment}/").content.decode()
    assert "F-1001" in page
    assert "/place/" not in page
    assert client.post(f"/suspense/{payment}/place/", {"invoice": "F-1001"}).status_code == 403


def test_a_protected_owner_is_suggested_masked(world: World) -> None:
    world.owing("1003", "Sara Berg", protected=True)
    page = inside(staff("finance")).get(f"/suspense/{stray('x')}/").content.decode()
    assert "F-1003" in page
    assert "Sara" not in page


def test_what_was_limited_opens_when_its_payment_is_placed(world: World) -> None:
    world.owing("1001", "Anna Lind")
    world.until(PROPOSED)
    arrears.approve(service_id=world.services["fiber-1001"], actor="staff:99", at=clock.now())
    world.until(clock.now())
    payment, service = stray("lost"), world.services["fiber-1001"]
    assert pages.levels(service_ids=[service])[service] == "limited"
    inside(staff("finance")).post(f"/suspense/{payment}/place/", {"invoice": "F-1001"})
    world.until(clock.now())
    assert pages.levels(service_ids=[service])[service] == "open"


def test_the_number_of_questions_does_not_grow_with_the_rows(owing: World) -> None:
    client, asked = inside(staff("finance")), []
    for start, count in ((0, 2), (100, 30)):
        for number in range(start, start + count):
            stray(f"r{number}")
        with CaptureQueriesContext(connection) as seen:
            client.get("/suspense/")
        asked.append(len(seen))
    assert asked[0] == asked[1]


def test_an_unknown_payment_is_not_found(world: World) -> None:
    assert inside(staff("finance")).get("/suspense/999/").status_code == 404


def world_customer(world: World, number: str) -> None:
    """Add somebody with one open invoice."""
    world.customer(number, "Somebody")
    world.service(number, f"fiber-{number}")
    world.invoice(f"F-{number}", number, f"fiber-{number}")
