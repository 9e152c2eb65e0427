"""What is written is read as it was, whatever it holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from surfaces.intake.ocrgiro.giro_days import ACCOUNT, PAID_ON
from varsel.surfaces.intake.ocrgiro import read
from varsel.surfaces.intake.ocrgiro.kid import is_valid, kid_for
from varsel.surfaces.intake.ocrgiro.writing import deposit, payment, reversal, write
from varsel.surfaces.intake.rows import Deposit

KIDS = some.builds(kid_for, number=some.integers(1, 10**24 - 1), modulus=some.sampled_from([10, 11]))
VALUES = {
    "kid": some.just("") | KIDS,
    "amount": some.integers(0, 10**12).map(lambda ore: Decimal(ore).scaleb(-2)),
    "number": some.integers(1, 9_999_999),
    "archive": some.integers(0, 10**19 - 1),
}
DAYS = some.dates(min_value=date(2000, 1, 1), max_value=date(2069, 12, 31))
DEPOSITS = some.builds(
    deposit,
    account=some.from_regex(r"[0-9]{11}", fullmatch=True).filter(str.isascii),
    paid_on=DAYS,
    payments=some.lists(some.builds(payment, **VALUES), max_size=5),
    deductions=some.lists(some.builds(reversal, **VALUES), max_size=2),
    agreement=some.integers(1, 10**9 - 1),
    settlement=some.integers(1, 99_999),
)


@settings(max_examples=60)
@given(deposits=some.lists(DEPOSITS, max_size=4), made_on=DAYS, line_end=some.sampled_from([b"\r\n", b"\n", b""]))
def test_what_is_written_is_read_as_it_was(deposits: list[Deposit], made_on: date, line_end: bytes) -> None:
    file = read(name="f", content=write(deposits=deposits, made_on=made_on, line_end=line_end))
    assert file.created.date() == made_on
    written = [one for one in deposits if one.payments or one.deductions]
    assert [(one.account, one.paid_on, one.serial, one.amount) for one in file.deposits] == [
        (one.account, one.paid_on, one.serial, one.amount) for one in written
    ]
    assert [(one.references, one.amount, one.serial) for one in file.payments()] == [
        (one.references, one.amount, one.serial) for each in written for one in each.payments
    ]


@pytest.mark.parametrize("amount", ["-1", "0.001", "1000000000000000"])
def test_an_amount_that_has_no_place_is_not_written(amount: str) -> None:
    with pytest.raises(ValueError, match="whole øre"):
        write(deposits=[_day(amount=amount)], made_on=PAID_ON)


def test_a_kid_that_has_no_place_is_not_written() -> None:
    with pytest.raises(ValueError, match="80 columns"):
        write(deposits=[_day(kid="1" * 40)], made_on=PAID_ON)


def _day(*, amount: str = "1", kid: str = "") -> Deposit:
    return deposit(account=ACCOUNT, paid_on=PAID_ON, payments=[payment(kid=kid, amount=Decimal(amount), number=1)])


@pytest.mark.parametrize(("modulus", "kid"), [(10, "123456782"), (11, "123456785")])
def test_a_kid_has_the_check_digit_of_the_specification(modulus: int, kid: str) -> None:
    assert kid_for(number=12345678, modulus=modulus) == kid
    assert is_valid(kid=kid, modulus=modulus)
    assert not is_valid(kid=kid, modulus=21 - modulus)


@given(kid=KIDS)
def test_a_kid_is_valid_by_the_way_it_was_made(kid: str) -> None:
    assert is_valid(kid=kid, modulus=10) or is_valid(kid=kid, modulus=11)


@pytest.mark.parametrize("text", ["", "7", "-", "1-2", "12a", "1²", "١٢٣", "1" * 26])
def test_what_is_no_kid_is_not_valid(text: str) -> None:
    assert not is_valid(kid=text, modulus=10)


@pytest.mark.parametrize("number", [0, -1, 10**24])
def test_no_kid_is_made_of_nothing_or_of_too_much(number: int) -> None:
    with pytest.raises(ValueError, match="KID"):
        kid_for(number=number)
