"""Deliveries that overlap, in whatever order, cut or whole, once or again: the ledger is the same afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import transaction

from surfaces.intake.bank_days import CREATED, one_day, paid
from varsel.records.ledger import queries
from varsel.records.ledger.models import Payment
from varsel.surfaces.intake import bank_files
from varsel.surfaces.intake.errors import BankFileError
from varsel.surfaces.intake.models import File

AT = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
REFERENCES = ("1234566", "7654323", "99", "", "fiber")
Ledger = tuple[list[tuple[str, str, int]], list[Decimal]]


def deliveries(draw: Random) -> list[bytes]:
    """Return four files of one deposit, each with some of the same twelve payments, some of nothing."""
    pool = [paid(draw.choice(REFERENCES), f"{draw.randint(0, 40000) / 100:.2f}", serial=n) for n in range(1, 13)]
    return [
        one_day(*draw.sample(pool, draw.randint(0, 6)), created=CREATED + timedelta(hours=hour)) for hour in range(4)
    ]


def ledger(owing: list[int]) -> Ledger:
    """Return what is booked, and what each customer owes."""
    booked = Payment.objects.order_by("bank_key").values_list("bank_key", "reference", "amount_ore")
    return list(booked), [queries.owes(party_id=party_id) for party_id in owing]


def refuse_a_cut_one(content: bytes, draw: Random, owing: list[int]) -> None:
    """Offer a file that was cut somewhere, and see that nothing has changed."""
    before = ledger(owing), File.objects.count()
    cut = content[: draw.randrange(len(content.rstrip()))]
    with pytest.raises(BankFileError):
        bank_files.book(name="cut", content=cut, at=AT, actor="feed")
    assert (ledger(owing), File.objects.count()) == before


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_deliveries_makes_the_same_ledger(invoices: list[int], seed: int) -> None:
    draw = Random(seed)
    files, outcomes = deliveries(draw), []
    for _ in range(3):
        order = [*draw.sample(files, len(files)), draw.choice(files)]
        before = transaction.savepoint()
        for number, content in enumerate(order):
            refuse_a_cut_one(content, draw, invoices)
            bank_files.book(name=f"file {number}", content=content, at=AT, actor="feed")
        outcomes.append(ledger(invoices))
        transaction.savepoint_rollback(before)
    assert outcomes[0] == outcomes[1] == outcomes[2]
