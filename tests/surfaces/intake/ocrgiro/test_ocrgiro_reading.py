"""Reading whole OCR giro files, in every shape in which they come."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import netsgiro
import pytest

from surfaces.intake.bank_days import changed
from surfaces.intake.ocrgiro.giro_days import (
    ACCOUNT,
    KID,
    OTHER,
    PAID_ON,
    WITH_HYPHEN,
    with_avtalegiro,
    with_everything,
    with_text,
)
from varsel.surfaces.intake.checking import check
from varsel.surfaces.intake.ocrgiro import is_ocrgiro, read
from varsel.surfaces.intake.ocrgiro.reading import ZONE
from varsel.surfaces.intake.rows import Deduction, Payment

EVERYTHING = with_everything()  # lines: 10 20 30 31 30 31 88 20 30 31 30 31 88 89


def test_a_file_is_read_with_its_deposits() -> None:
    file = read(name="f", content=EVERYTHING)
    assert is_ocrgiro(content=EVERYTHING)
    assert (file.format, file.is_test) == ("ocrgiro", False)
    assert file.notes == ("1 × a reversal or a credit note, which is no payment",)
    assert file.created == datetime(2026, 2, 27, tzinfo=ZONE)
    assert [(one.account, one.currency, one.paid_on, one.amount) for one in file.deposits] == [
        (ACCOUNT, "NOK", PAID_ON, Decimal("499.50")),
        (OTHER, "NOK", PAID_ON, Decimal("-92.00")),
    ]
    assert file.sums() == {"NOK": Decimal("407.50")}


def test_a_kid_may_end_in_a_hyphen_or_be_missing() -> None:
    assert WITH_HYPHEN.endswith("-")
    payments = list(read(name="f", content=EVERYTHING).payments())
    assert [one.references for one in payments] == [(KID,), (WITH_HYPHEN,), ()]
    assert [one.payer for one in payments] == ["12345678903", "", ""]


@pytest.mark.parametrize("kind", [f"{number}" for number in range(10, 22)])
def test_every_type_is_a_payment_but_for_reversals(kind: str) -> None:
    content = changed(changed(EVERYTHING, 3, 5, kind), 4, 5, kind)
    row = next(
        row
        for deposit in read(name="f", content=content).deposits
        for row in (*deposit.payments, *deposit.deductions)
        if row.line == 3
    )
    assert isinstance(row, Deduction if kind in ("18", "20") else Payment)
    assert row.amount == Decimal("399.00")


def test_a_credit_note_is_a_deduction_and_counts_upwards_in_the_sums() -> None:
    first, _ = read(name="f", content=changed(EVERYTHING, 3, 32, "-")).deposits
    assert (first.amount, first.deductions[0].references) == (Decimal("-298.50"), (KID,))


def test_a_text_is_left_out_and_may_be_left_out_of_the_count() -> None:
    counted, not_counted = with_text(), changed(with_text(), 6, 17, "00000004")
    (payment,) = read(name="f", content=counted).payments()
    assert payment.references == (KID,)
    assert read(name="f", content=not_counted) == read(name="f", content=counted)


def test_what_is_in_no_settlement_is_named_by_its_transmission() -> None:
    names = [
        read(name="f", content=changed(with_text(), 1, 17, one)).deposits[0].serial for one in ("0000007", "0000008")
    ]
    assert names == ["000000001.1320.0000007.0000001", "000000001.1320.0000008.0000001"]


def test_avtalegiro_is_passed_over_and_noted() -> None:
    file = read(name="f", content=with_avtalegiro())
    assert file.notes[0] == "line 2: an assignment of AvtaleGiro was passed over: it holds no payments"
    assert file.sums() == {"NOK": Decimal("407.50")}


def test_a_bank_may_not_tell_its_day() -> None:
    assert read(name="f", content=changed(EVERYTHING, 4, 42, "000000")) == read(name="f", content=EVERYTHING)


def test_two_days_of_one_assignment_are_two_deposits() -> None:
    content = changed(EVERYTHING, 5, 16, "280226")
    assert [one.paid_on.day for one in read(name="f", content=content).deposits] == [27, 28, 27]


def test_years_of_the_nineties_are_read() -> None:
    assert read(name="f", content=changed(EVERYTHING, 14, 42, "200192")).created.year == 1992


@pytest.mark.parametrize(
    "content",
    [with_everything(line_end=b"\n"), with_everything(line_end=b""), EVERYTHING.rstrip(), EVERYTHING + b"\r\n\n"],
    ids=["lf", "no line breaks", "no last line break", "empty lines at the end"],
)
def test_line_breaks_carry_nothing(content: bytes) -> None:
    assert read(name="f", content=content) == read(name="f", content=EVERYTHING)


def test_a_check_tells_what_a_file_holds() -> None:
    told = check(name="f", content=EVERYTHING)
    assert (told["format"], told["ok"], told["test"], told["payments"]) == ("ocrgiro", True, False, 3)
    assert (told["sums"], told["accounts"]) == ({"NOK": "407.50"}, [ACCOUNT, OTHER])
    assert told["references"] == [KID, WITH_HYPHEN, None]


def test_another_reader_reads_the_same() -> None:
    content = changed(with_everything(line_end=b"\r\n"), 5, 50, f"{KID:>25}")  # it knows no KID with a hyphen
    theirs = netsgiro.parse(content.decode("latin-1"))
    ours = [row for one in read(name="f", content=content).deposits for row in (*one.payments, *one.deductions)]
    assert [(row.amount, (*row.references, None)[0]) for row in ours] == [
        (row.amount, row.kid) for one in theirs.assignments for row in one.transactions
    ]
