"""The bank takes money back: what was paid is open again, as if it had never been paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

import builders
from varsel.kit import money
from varsel.records.agreements.queries import Having
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import actions, queries, reversals, suspense
from varsel.records.ledger.actions import AlreadyReversed, Back, NotThatPayment, Payable
from varsel.records.ledger.models import Payment, Reversal, Settlement

pytestmark = pytest.mark.database
AT, ON = builders.START, date(2026, 3, 1)
LATER, BACK_ON = AT + timedelta(days=3), date(2026, 3, 4)


@pytest.fixture
def billed(db: None) -> tuple[Having, queries.Billed]:
    """Give a service and its invoice of 300.00."""
    builders.set_policy()
    service = builders.service(party_id=builders.customer())
    return service, queries.invoice(invoice_id=builders.invoice(services=[service]))


def back(reference: str, amount: str = "300.00", **changes: object) -> Back:
    """Return a reversal as the bank tells it."""
    told = Back("test", str(builders.key()), "reversal", (reference,), "", Decimal(amount), "SEK", BACK_ON)
    return replace(told, **changes)


def reverse(told: Back) -> bool:
    """Book a reversal."""
    return actions.book_reversal(back=told, at=LATER, actor="feed")


def test_a_payment_that_the_bank_took_back_was_never_in_time(billed: tuple[Having, queries.Billed]) -> None:
    service, invoice = billed
    builders.pay(invoice_id=invoice.id, on=ON, at=AT)

    assert reverse(back(invoice.ocr))

    (line,) = queries.invoice(invoice_id=invoice.id).lines
    assert line.open_ore == 30_000
    assert sum(one.amount_ore for one in line.settled if one.counts_on <= ON) == 0
    assert queries.owes(party_id=service.party_id) == 300
    (told,) = journal.entries(about=[invoice.about], kinds=[Kind.PAYMENT_REVERSED])
    assert (told.party, told.facts["amount"], told.facts["reversed_on"]) == (service.party_id, "300.00", "2026-03-04")


def test_what_was_written_of_the_payment_stays(billed: tuple[Having, queries.Billed]) -> None:
    _, invoice = billed
    builders.pay(invoice_id=invoice.id, on=ON, at=AT)
    before = list(Settlement.objects.values())

    reverse(back(invoice.ocr))

    assert list(Settlement.objects.order_by("id").values())[: len(before)] == before
    assert [(one.amount_ore, one.undoes_id) for one in Settlement.objects.order_by("id")] == [
        (30_000, None),
        (-30_000, before[0]["id"]),
    ]


def test_a_reversal_is_booked_once(billed: tuple[Having, queries.Billed]) -> None:
    _, invoice = billed
    builders.pay(invoice_id=invoice.id, on=ON, at=AT)
    told = back(invoice.ocr)
    reverse(told)

    with pytest.raises(AlreadyReversed):
        reverse(replace(told, amount=Decimal(1)))

    assert queries.invoice(invoice_id=invoice.id).open_ore == 30_000


def test_of_two_payments_alike_the_latest_is_taken_back(billed: tuple[Having, queries.Billed]) -> None:
    _, invoice = billed
    for on in (ON, ON + timedelta(days=2)):
        builders.pay(invoice_id=invoice.id, on=on, at=AT, amount=Decimal(100))

    reverse(back(invoice.ocr, "100.00"))

    (line,) = queries.invoice(invoice_id=invoice.id).lines
    assert sum(one.amount_ore for one in line.settled if one.counts_on == ON) == 10_000
    assert line.open_ore == 20_000


def test_the_banks_own_name_of_the_payment_decides(billed: tuple[Having, queries.Billed]) -> None:
    _, invoice = billed
    for day, serial in ((1, "A1"), (2, "A2")):
        payment = builders.incoming(reference=invoice.ocr, amount=Decimal(100), on=date(2026, 3, day))
        actions.book_payment(payment=replace(payment, bank_key=f"x/{serial}/1"), at=AT, actor="feed")

    reverse(back(invoice.ocr, "100.00", serial="A1"))

    (lost,) = Reversal.objects.values_list("payment__bank_key", "amount_ore")
    assert lost == ("x/A1/1", 10_000)


def test_money_that_spread_over_invoices_comes_back_from_all_of_them(billed: tuple[Having, queries.Billed]) -> None:
    service, invoice = billed
    second = builders.invoice(services=[service], due_on=builders.DUE + timedelta(days=30))
    builders.pay(invoice_id=invoice.id, on=ON, at=AT, amount=Decimal(700))
    assert queries.owes(party_id=service.party_id) == 0

    reverse(back(invoice.ocr, "700.00"))

    assert queries.invoice(invoice_id=invoice.id).open_ore == 30_000
    assert queries.invoice(invoice_id=second).open_ore == 30_000
    assert Payment.objects.get().unplaced_ore == 0


def test_money_that_waits_takes_the_place_of_what_was_taken_back(billed: tuple[Having, queries.Billed]) -> None:
    service, invoice = billed
    builders.pay(invoice_id=invoice.id, on=ON, at=AT)
    builders.pay(invoice_id=invoice.id, on=ON, at=AT, amount=Decimal(120))

    reverse(back(invoice.ocr))

    assert queries.invoice(invoice_id=invoice.id).open_ore == 18_000
    assert queries.owes(party_id=service.party_id) == 180


@pytest.mark.parametrize("changes", [{"references": ("other",)}, {"amount": Decimal(299)}, {"currency": "NOK"}])
def test_a_reversal_of_an_unknown_payment_waits_and_changes_nothing(
    billed: tuple[Having, queries.Billed], changes: dict[str, object]
) -> None:
    service, invoice = billed
    builders.pay(invoice_id=invoice.id, on=ON, at=AT)

    assert not reverse(back(invoice.ocr, **changes))

    (lost,) = reversals.waiting(skip=0, limit=9)
    assert lost.waits_because == "unknown"
    assert queries.owes(party_id=service.party_id) == 0
    assert len(journal.entries(kinds=[Kind.REVERSAL_SUSPENDED], about=[f"reversal:{lost.id}"])) == 1


def test_a_payment_that_waited_for_an_owner_waits_no_more(billed: tuple[Having, queries.Billed]) -> None:
    payment = builders.incoming(reference="nobody", amount=Decimal(50), on=ON)
    actions.book_payment(payment=payment, at=AT, actor="feed")

    assert reverse(back("nobody", "50.00"))

    assert suspense.how_many(source="", currency="", text="") == 0


def test_a_clerk_says_which_payment_it_was(billed: tuple[Having, queries.Billed]) -> None:
    _, invoice = billed
    payment_id = builders.pay(invoice_id=invoice.id, on=ON, at=AT)
    reverse(back("misread", "100.00"))
    (lost,) = reversals.waiting(skip=0, limit=9)

    actions.place_reversal(reversal_id=lost.id, payment_id=payment_id, at=LATER, actor="staff:1")

    assert queries.invoice(invoice_id=invoice.id).open_ore == 10_000
    assert reversals.how_many() == 0
    with pytest.raises(NotThatPayment, match="placed"):
        actions.place_reversal(reversal_id=lost.id, payment_id=payment_id, at=LATER, actor="staff:1")


@pytest.mark.parametrize(
    ("changes", "code"), [({"currency": "NOK"}, "currency"), ({"amount": Decimal("300.01")}, "amount")]
)
def test_a_clerk_is_refused_another_currency_or_more_than_was_paid(
    billed: tuple[Having, queries.Billed], changes: dict[str, object], code: str
) -> None:
    _, invoice = billed
    payment_id = builders.pay(invoice_id=invoice.id, on=ON, at=AT)
    reverse(back("misread", **changes))
    (lost,) = reversals.waiting(skip=0, limit=9)

    with pytest.raises(NotThatPayment, match=code):
        actions.place_reversal(reversal_id=lost.id, payment_id=payment_id, at=LATER, actor="staff:1")

    assert queries.invoice(invoice_id=invoice.id).open_ore == 0
    assert reversals.how_many() == 1


def test_what_was_paid_out_already_is_listed_and_not_taken_back(billed: tuple[Having, queries.Billed]) -> None:
    service, invoice = billed
    payment_id = builders.pay(invoice_id=invoice.id, on=ON, at=AT, amount=Decimal(400))
    payable = Payable("payment", payment_id, "bankgiro", "991-2346")
    actions.propose_pay_out(payable=payable, at=AT, actor="staff:1")
    settled = Settlement.objects.count()

    assert not reverse(back(invoice.ocr, "400.00"))

    assert [one.waits_because for one in reversals.waiting(skip=0, limit=9)] == ["paid_out"]
    assert Settlement.objects.count() == settled
    assert queries.owes(party_id=service.party_id) == 0
    assert money.from_ore(ore=Payment.objects.get().unplaced_ore) == 0


def test_it_can_be_paid_again_and_taken_back_again(billed: tuple[Having, queries.Billed]) -> None:
    _, invoice = billed
    for _again in range(2):
        builders.pay(invoice_id=invoice.id, on=ON, at=LATER)
        assert reverse(back(invoice.ocr))
    builders.pay(invoice_id=invoice.id, on=BACK_ON, at=LATER)

    (line,) = queries.invoice(invoice_id=invoice.id).lines
    assert line.open_ore == 0
    assert sum(one.amount_ore for one in line.settled if one.counts_on <= ON) == 0
