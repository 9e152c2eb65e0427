from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from records.ledger.naive import Account
from varsel.kit import money
from varsel.records.agreements.queries import Having
from varsel.records.ledger import actions, queries
from varsel.records.ledger.actions import InvoiceLine
from varsel.records.ledger.models import Credit, Invoice, Payment, Settlement

AT = builders.START
ORE = st.integers(min_value=1, max_value=60)
KINDS = ("service", "service", "repair", "equipment", "fee")
BILL = st.tuples(
    st.just("bill"), st.integers(0, 3), st.lists(st.tuples(st.sampled_from(KINDS), ORE), min_size=1, max_size=4)
)
MONEY = st.tuples(st.sampled_from(["payment", "credit"]), st.integers(0, 3), st.integers(1, 150))
STEPS = st.lists(st.one_of(BILL, MONEY), min_size=1, max_size=10)


@settings(max_examples=40, derandomize=True)
@given(steps=STEPS)
def test_money_goes_where_a_slow_reckoning_puts_it(db: None, steps: list[tuple[Any, ...]]) -> None:
    service, naive = builders.service(party_id=builders.customer()), Account()
    invoices: list[int] = []
    for verb, number, what in steps:
        if verb == "bill":
            due_on = builders.DUE + timedelta(days=number)
            invoices.append(_bill(service, due_on, what))
            naive.bill(due_on=due_on, lines=what)
        else:
            own = number if number < len(invoices) else None
            if _take_in(verb, service, invoices[own] if own is not None else None, what):
                naive.take_in(kind=verb, invoice=own, ore=what)

    assert _open(service) == [line.left for line in naive.lines]
    assert queries.owes(party_id=service.party_id) == money.from_ore(ore=naive.owes())
    _assert_nothing_is_lost(service)


def _bill(service: Having, due_on: date, lines: list[tuple[str, int]]) -> int:
    number = str(builders.key())
    return actions.register_invoice(
        number=number,
        ocr=number,
        party_id=service.party_id,
        country="SE",
        currency="SEK",
        issued_on=AT.date(),
        due_on=due_on,
        lines=[InvoiceLine(kind=kind, amount=Decimal(ore) / 100, service_id=service.id) for kind, ore in lines],
        at=AT,
        actor="feed",
    )


def _take_in(kind: str, service: Having, invoice_id: int | None, ore: int) -> bool:
    """Book money; return whether it reached the account (a payment for no invoice waits in suspense)."""
    if kind == "payment":
        reference = Invoice.objects.get(id=invoice_id).ocr if invoice_id else "nobody knows"
        payment = builders.incoming(reference=reference, amount=Decimal(ore) / 100, on=AT.date())
        actions.book_payment(payment=payment, at=AT, actor="feed")
        return invoice_id is not None
    actions.grant_credit(
        party_id=service.party_id,
        amount=Decimal(ore) / 100,
        currency="SEK",
        about=service.about,
        because="test",
        on=AT.date(),
        at=AT,
        actor="staff:1",
        invoice_id=invoice_id,
    )
    return True


def _open(service: Having) -> list[int]:
    billed = sorted(queries.invoices_of(party_ids=[service.party_id]), key=lambda one: one.id)
    return [line.open_ore for invoice in billed for line in invoice.lines]


def _assert_nothing_is_lost(service: Having) -> None:
    mine = {"party_id": service.party_id}
    sources = [*Payment.objects.filter(**mine), *Credit.objects.filter(**mine)]
    placed = sum(Settlement.objects.filter(line__party_id=service.party_id).values_list("amount_ore", flat=True))
    assert sum(source.amount_ore for source in sources) == placed + sum(source.unplaced_ore for source in sources)
    billed = queries.invoices_of(party_ids=[service.party_id])
    lines = [line for invoice in billed for line in invoice.lines]
    assert placed == sum(line.amount_ore - line.open_ore for line in lines)
    assert all(line.amount_ore - line.open_ore == sum(one.amount_ore for one in line.settled) for line in lines)
