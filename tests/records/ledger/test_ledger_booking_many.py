"""A file of payments, booked together, comes out as a slow reckoning of them one after another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import builders
from records.ledger.naive import Account
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import actions, queries
from varsel.records.ledger.actions import Incoming, InvoiceLine, pay
from varsel.records.ledger.models import Payment, Settlement

AT = builders.START
KINDS = ("service", "service", "repair", "fee")
LINES = some.lists(some.tuples(some.sampled_from(KINDS), some.integers(1, 60)), min_size=1, max_size=4)
BILLS = some.lists(some.tuples(some.integers(0, 2), some.integers(0, 3), LINES), max_size=6)


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment for the nth invoice of all (for none, if there are fewer), told under a key that may be told again."""

    invoice: int
    ore: int
    key: int
    currency: str
    spelled_last: bool  # two references that nobody knows stand before the one that counts


FILE = some.lists(
    some.builds(
        Paid,
        invoice=some.integers(0, 7),
        ore=some.integers(1, 150),
        key=some.integers(0, 12),
        currency=some.sampled_from(["SEK", "SEK", "SEK", "NOK"]),
        spelled_last=some.booleans(),
    ),
    max_size=14,
)


@pytest.mark.parametrize("at_once", [2, 10_000])
@settings(max_examples=30, derandomize=True)
@given(bills=BILLS, file=FILE)
def test_together_is_one_after_another(
    db: None, at_once: int, bills: list[tuple[int, int, list[tuple[str, int]]]], file: list[Paid]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pay, "AT_ONCE", at_once)
        patch.setattr(pay, "MOST", at_once)
        services = [builders.service(party_id=builders.customer()) for _ in range(3)]
        slow, owners, references = [Account() for _ in services], [], []
        for whose, later, lines in bills:
            references.append(_bill(services[whose].id, services[whose].party_id, later, lines))
            owners.append((whose, len({line.invoice for line in slow[whose].lines})))
            slow[whose].bill(due_on=builders.DUE + timedelta(days=later), lines=lines)
        run = str(builders.key())

        booked = actions.book_payments(payments=(_incoming(one, run, references) for one in file), at=AT, actor="feed")

    new = list({one.key: one for one in reversed(file)}.values())[::-1]
    new.sort(key=file.index)
    placed = [one for one in new if one.invoice < len(owners) and one.currency == "SEK"]
    for one in placed:
        whose, number = owners[one.invoice]
        slow[whose].take_in(kind="payment", invoice=number, ore=one.ore)
    assert (booked.placed, booked.in_suspense, booked.known) == (
        len(placed),
        len(new) - len(placed),
        len(file) - len(new),
    )
    assert sum(booked.ore.values()) == sum(one.ore for one in new)
    for service, account in zip(services, slow, strict=True):
        assert _open(service.party_id) == [line.left for line in account.lines]
        assert _waiting(service.party_id) == [source.left for source in account.sources]
    mine = Payment.objects.filter(source=run)
    assert [row.bank_key for row in mine.order_by("id")] == [str(one.key) for one in new]
    assert Settlement.objects.filter(payment__in=mine).exclude(counts_on=AT.date()).count() == 0
    told = [
        entry for row in mine for entry in journal.entries(about=_about(row)) if entry.facts.get("payment") == row.id
    ]
    assert sorted(entry.kind for entry in told) == sorted(
        Kind.PAYMENT_BOOKED if row.party_id else Kind.PAYMENT_SUSPENDED for row in mine
    )


def test_a_file_with_more_payers_than_locks_keeps_all_accounts_to_itself(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(pay, "lock_all_accounts", lambda: asked.append("all"))
    monkeypatch.setattr(pay, "lock_accounts", lambda **given: asked.append("some"))
    monkeypatch.setattr(pay, "MOST", 2)

    for count in (2, 3):
        payments = [builders.incoming(reference="?", amount=Decimal(1), on=AT.date()) for _ in range(count)]
        actions.book_payments(payments=payments, at=AT, actor="feed")

    assert asked == ["some", "all"]


def test_no_payments_change_nothing(db: None) -> None:
    booked = actions.book_payments(payments=[], at=AT, actor="feed")

    assert (booked.placed, booked.in_suspense, booked.known) == (0, 0, 0)
    assert not Payment.objects.exists()


def _bill(service_id: int, party_id: int, later: int, lines: list[tuple[str, int]]) -> str:
    number = str(builders.key())
    actions.register_invoice(
        number=number,
        ocr=number,
        party_id=party_id,
        country="SE",
        currency="SEK",
        issued_on=AT.date(),
        due_on=builders.DUE + timedelta(days=later),
        lines=[InvoiceLine(kind=kind, amount=Decimal(ore) / 100, service_id=service_id) for kind, ore in lines],
        at=AT,
        actor="feed",
    )
    return number


def _incoming(one: Paid, run: str, references: list[str]) -> Incoming:
    meant = references[one.invoice] if one.invoice < len(references) else "nobody knows"
    first, *others = ["wrong", "wrong too", meant] if one.spelled_last else [meant]
    return Incoming(
        source=run,
        bank_key=str(one.key),
        reference=first,
        or_else=tuple(others),
        amount=Decimal(one.ore) / 100,
        currency=one.currency,
        initiated_on=AT.date(),
    )


def _about(row: Payment) -> list[str]:
    return [f"invoice:{row.invoice_id}" if row.invoice_id else f"payment:{row.id}"]


def _open(party_id: int) -> list[int]:
    billed = sorted(queries.invoices_of(party_ids=[party_id]), key=lambda one: one.id)
    return [line.open_ore for invoice in billed for line in invoice.lines]


def _waiting(party_id: int) -> list[int]:
    rows = Payment.objects.filter(party_id=party_id).order_by("id")
    return list(rows.values_list("unplaced_ore", flat=True))
