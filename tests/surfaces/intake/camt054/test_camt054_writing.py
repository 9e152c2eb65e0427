"""What is written is read as it was, whatever it holds."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from surfaces.intake.camt054.notices import BBAN, CREATED, PAID_ON
from varsel.surfaces.intake.camt054 import read
from varsel.surfaces.intake.camt054.fields import ZONE
from varsel.surfaces.intake.camt054.writing import VERSIONS, deposit, payment, write
from varsel.surfaces.intake.rows import Deduction, Deposit

WORDS = some.text(some.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=35)
REFERENCES = some.integers(1, 10**25).map(str) | WORDS
AMOUNTS = some.integers(0, 10**13).map(lambda ore: Decimal(ore).scaleb(-2))
PAYMENTS = some.builds(
    payment, reference=REFERENCES, amount=AMOUNTS, serial=some.just("") | WORDS, more=some.lists(REFERENCES, max_size=3)
)
DEDUCTIONS = some.builds(
    Deduction, line=some.just(0), references=some.just(("7",)), amount=AMOUNTS, payer=some.just(""), serial=WORDS
)
DEPOSITS = some.builds(
    deposit,
    account=some.sampled_from([BBAN, "NO9386011117947", "321-7254"]),
    paid_on=some.dates(min_value=date(2000, 1, 1)),
    payments=some.lists(PAYMENTS, max_size=4),
    serial=WORDS,
    currency=some.sampled_from(["SEK", "NOK", "EUR"]),
    deductions=some.lists(DEDUCTIONS, max_size=2),
)
MOMENTS = some.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 12, 31))  # noqa: DTZ001  zone below


@settings(max_examples=80)
@given(
    deposits=some.lists(DEPOSITS, min_size=1, max_size=4),
    created=MOMENTS.map(lambda at: at.replace(tzinfo=ZONE)),
    version=some.sampled_from(VERSIONS),
    is_test=some.booleans(),
)
def test_what_is_written_is_read_as_it_was(deposits: list, created: datetime, version: int, is_test: bool) -> None:
    content = write(deposits=deposits, created=created, version=version, is_test=is_test)
    file = read(name="f", content=content)
    assert (file.created.replace(tzinfo=None), file.is_test) == (created.replace(tzinfo=None), is_test)
    assert _payments(file.deposits) == [(*row[:-1], tuple(dict.fromkeys(row[-1]))) for row in _payments(deposits)]
    assert file.sums() == {
        currency: sum((one.amount for one in deposits if one.currency == currency), Decimal(0))
        for currency in dict.fromkeys(one.currency for one in deposits if one.payments or one.deductions)
    }


def _payments(deposits: list[Deposit] | tuple[Deposit, ...]) -> list[tuple]:
    return [
        (one.account, one.currency, one.paid_on, one.serial, row.amount, row.serial, row.references)
        for one in deposits
        for row in one.payments
    ]


@pytest.mark.parametrize("version", [1, 14])
def test_a_version_that_there_is_not_is_not_written(version: int) -> None:
    with pytest.raises(ValueError, match="versions 2 to 13"):
        write(deposits=[], created=CREATED, version=version)


def test_a_negative_amount_is_not_written() -> None:
    bad = deposit(account=BBAN, paid_on=PAID_ON, payments=[payment(reference="", amount=Decimal(-1))])
    with pytest.raises(ValueError, match="not negative"):
        write(deposits=[bad], created=CREATED)
