"""Whatever comes, goes and comes back in whatever order: money in = placed + waiting + paid out + reversed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from varsel.records.agreements.queries import Having
from varsel.records.ledger import actions, queries
from varsel.records.ledger.actions import Back, NotPaidOut, Payable
from varsel.records.ledger.models import Credit, Line, Payment, PayOut, Reversal, Settlement

AT, ON = builders.START, date(2026, 3, 2)
ORE = st.integers(min_value=1, max_value=90)
WHICH = st.integers(0, 3)
STEPS = st.lists(
    st.tuples(st.sampled_from(["bill", "pay", "credit", "reverse", "pay_out", "withdraw", "approve"]), WHICH, ORE),
    min_size=1,
    max_size=14,
)


@dataclass(slots=True)
class Purse:
    """One payment or credit, reckoned the slow way: what came in, and where each öre of it is now."""

    came: int
    reserved: int = 0
    reversed: int = 0


@dataclass(slots=True)
class Book:
    """What happened, beside the ledger and not from it: purses by kind and id, and what was billed."""

    service: Having
    purses: dict[tuple[str, int], Purse] = field(default_factory=dict)
    billed: list[int] = field(default_factory=list)
    outs: dict[int, tuple[tuple[str, int], int]] = field(default_factory=dict)  # pay-outs that may be withdrawn
    references: list[str] = field(default_factory=list)


@settings(max_examples=50, derandomize=True)
@given(steps=STEPS)
def test_no_ore_is_lost_and_none_is_made(db: None, steps: list[tuple[str, int, int]]) -> None:
    builders.set_policy()
    book = Book(builders.service(party_id=builders.customer()))
    for verb, which, ore in steps:
        DOES[verb](book, which, ore)
        _assert_sound(book)


def _bill(book: Book, which: int, ore: int) -> None:
    invoice_id = builders.invoice(services=[book.service], each=Decimal(ore) / 100)
    book.billed.append(ore)
    book.references.append(queries.invoice(invoice_id=invoice_id).ocr)


def _pay(book: Book, which: int, ore: int) -> None:
    if which < len(book.references):
        payment = builders.incoming(reference=book.references[which], amount=Decimal(ore) / 100, on=ON)
        book.purses["payment", actions.book_payment(payment=payment, at=AT, actor="feed")] = Purse(ore)


def _credit(book: Book, which: int, ore: int) -> None:
    given_back = {"about": book.service.about, "because": "test", "on": ON, "at": AT, "actor": "staff:1"}
    credit_id = actions.grant_credit(
        party_id=book.service.party_id, amount=Decimal(ore) / 100, currency="SEK", **given_back
    )
    book.purses["credit", credit_id] = Purse(ore)


def _reverse(book: Book, which: int, ore: int) -> None:
    paid = sorted(key for key in book.purses if key[0] == "payment")
    if which >= len(paid):
        return
    row, purse = Payment.objects.get(id=paid[which][1]), book.purses[paid[which]]
    amount = Decimal(purse.came) / 100
    back = Back("test", str(builders.key()), "reversal", (row.reference,), "", amount, "SEK", ON)
    if actions.book_reversal(back=back, at=AT, actor="feed"):
        meant = Reversal.objects.latest("id").payment_id
        assert meant
        assert book.purses["payment", meant].reserved == 0
        book.purses["payment", meant].reversed += purse.came


def _pay_out(book: Book, which: int, ore: int) -> None:
    keys = sorted(book.purses)
    if which >= len(keys):
        return
    kind, key = keys[which]
    try:
        payable = Payable(kind, key, "bankgiro", "9912346")
        pay_out_id = actions.propose_pay_out(payable=payable, at=AT, actor="staff:1")
    except NotPaidOut:
        return
    reserved = PayOut.objects.get(id=pay_out_id).amount_ore
    book.purses[kind, key].reserved += reserved
    book.outs[pay_out_id] = ((kind, key), reserved)


def _withdraw(book: Book, which: int, ore: int) -> None:
    if which < len(book.outs):
        pay_out_id = sorted(book.outs)[which]
        actions.withdraw_pay_out(pay_out_id=pay_out_id, at=AT, actor="staff:1")
        key, reserved = book.outs.pop(pay_out_id)
        book.purses[key].reserved -= reserved


def _approve(book: Book, which: int, ore: int) -> None:
    proposed = sorted(PayOut.objects.filter(state="proposed").values_list("id", flat=True))
    if which < len(proposed):
        actions.approve_pay_outs(pay_out_ids=[proposed[which]], alone=False, at=AT, actor="staff:2")


DOES: dict[str, Callable[[Book, int, int], Any]] = {
    "bill": _bill,
    "pay": _pay,
    "credit": _credit,
    "reverse": _reverse,
    "pay_out": _pay_out,
    "withdraw": _withdraw,
    "approve": _approve,
}


def _assert_sound(book: Book) -> None:
    """Hold each purse, and all lines, against the ledger."""
    settled = 0
    for (kind, key), purse in book.purses.items():
        row = (Payment if kind == "payment" else Credit).objects.get(id=key)
        placed = Settlement.objects.filter(**{kind: key}).aggregate(sum=Sum("amount_ore"))["sum"] or 0
        assert purse.came == placed + row.unplaced_ore + purse.reserved + purse.reversed
        settled += placed
    lines = Line.objects.filter(party_id=book.service.party_id)
    assert sum(book.billed) == settled + sum(lines.values_list("open_ore", flat=True))
