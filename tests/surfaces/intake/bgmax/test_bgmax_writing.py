"""What is written is read as it was, whatever it holds."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from stdnum import luhn

from surfaces.intake.bank_days import ACCOUNT, CREATED, PAID_ON, paid
from varsel.surfaces.intake.bgmax import read
from varsel.surfaces.intake.bgmax.fields import ZONE
from varsel.surfaces.intake.bgmax.ocr import ocr_for
from varsel.surfaces.intake.bgmax.writing import deposit, payment, write

NUMBERS = some.integers(min_value=1, max_value=10**20).map(str)
PAYMENTS = some.builds(
    payment,
    reference=NUMBERS,
    amount=some.integers(min_value=0, max_value=10**13).map(lambda ore: Decimal(ore).scaleb(-2)),
    serial=some.integers(min_value=0, max_value=10**12 - 1),
    more=some.lists(NUMBERS, max_size=3),
)
DEPOSITS = some.builds(
    deposit,
    account=some.integers(min_value=1, max_value=10**10 - 1).map(str),
    paid_on=some.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)),
    payments=some.lists(PAYMENTS, max_size=5),
    number=some.integers(min_value=0, max_value=99999),
    currency=some.sampled_from(["SEK", "EUR"]),
)
MOMENTS = some.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 12, 31))  # noqa: DTZ001  zone below


@settings(max_examples=60)
@given(
    deposits=some.lists(DEPOSITS, max_size=4),
    created=MOMENTS.map(lambda at: at.replace(tzinfo=ZONE)),
    is_test=some.booleans(),
    line_end=some.sampled_from([b"\r\n", b"\n", b""]),
)
def test_what_is_written_is_read_as_it_was(deposits: list, created: datetime, is_test: bool, line_end: bytes) -> None:
    file = read(name="f", content=write(deposits=deposits, created=created, is_test=is_test, line_end=line_end))
    assert (file.created.replace(tzinfo=None), file.is_test) == (created.replace(tzinfo=None), is_test)
    assert [(one.account, one.currency, one.paid_on, one.serial) for one in file.deposits] == [
        (one.account, one.currency, one.paid_on, one.serial) for one in deposits
    ]
    assert [(one.references, one.amount, one.serial) for one in file.payments()] == [
        (tuple(dict.fromkeys(one.references)), one.amount, one.serial) for each in deposits for one in each.payments
    ]


@pytest.mark.parametrize("amount", ["-1", "0.001", "10000000000000000"])
def test_an_amount_that_has_no_place_is_not_written(amount: str) -> None:
    with pytest.raises(ValueError, match="whole öre"):
        write(deposits=[deposit(account=ACCOUNT, paid_on=PAID_ON, payments=[paid("1", amount)])], created=CREATED)


def test_a_reference_that_has_no_place_is_not_written() -> None:
    with pytest.raises(ValueError, match="80 columns"):
        write(deposits=[deposit(account=ACCOUNT, paid_on=PAID_ON, payments=[paid("1" * 40, "1")])], created=CREATED)


@pytest.mark.parametrize(("number", "body"), [(7, "73"), (123456, "1234568"), (12345678, "123456780")])
def test_an_ocr_number_has_a_length_digit_and_a_check_digit(number: int, body: str) -> None:
    ocr = ocr_for(number=number)
    assert ocr[:-1] == body
    assert luhn.is_valid(ocr)


@pytest.mark.parametrize("number", [0, -1, 10**23])
def test_no_ocr_number_is_made_of_nothing_or_of_too_much(number: int) -> None:
    with pytest.raises(ValueError, match="OCR"):
        ocr_for(number=number)
