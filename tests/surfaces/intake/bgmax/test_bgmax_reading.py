"""Reading whole BgMax files, in every shape in which they come."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from surfaces.intake.bank_days import ACCOUNT, CREATED, PAID_ON, changed, one_day, paid, with_everything
from varsel.surfaces.intake.bgmax import read
from varsel.surfaces.intake.bgmax.writing import write

EVERYTHING = with_everything()


def test_a_file_is_read_with_its_deposits() -> None:
    file = read(name="f", content=EVERYTHING)
    assert (file.format, file.created, file.is_test, file.notes) == ("bgmax", CREATED, False, ())
    assert file.created.utcoffset() == timedelta(hours=1)
    assert [(one.account, one.paid_on, one.serial, one.amount) for one in file.deposits] == [
        (ACCOUNT, PAID_ON, "00074", Decimal("1900.00")),
        (ACCOUNT, PAID_ON, "00075", Decimal("8000.00")),
    ]
    assert file.sums() == {"SEK": Decimal("9900.00")}


def test_payments_carry_their_references_in_order() -> None:
    payments = list(read(name="f", content=EVERYTHING).payments())
    assert [one.references for one in payments] == [
        ("655969",),
        ("657866", "658765", "657767"),
        ("650861",),
        (),
        ("659763",),
        ("658260",),
    ]
    assert [one.serial for one in payments][-2:] == ["000000000016", "000000000016"]
    assert (payments[4].payer, payments[4].has_image, payments[4].amount) == ("1234567", True, Decimal("700.00"))


def test_a_deduction_is_no_payment() -> None:
    (deduction,) = read(name="f", content=EVERYTHING).deposits[0].deductions
    assert (deduction.references, deduction.amount) == (("89853",), Decimal("500.00"))


def test_several_numbers_in_one_field_are_several_references() -> None:
    content = changed(one_day(paid("657866", "1.00")), 3, 13, "657866 658765 657767     ")
    assert [one.references for one in read(name="f", content=content).payments()] == [("657866", "658765", "657767")]


def test_words_in_the_reference_field_are_one_reference() -> None:
    content = changed(one_day(paid("657866", "1.00")), 3, 13, "faktura 657866           ")
    assert [one.references for one in read(name="f", content=content).payments()] == [("faktura 657866",)]


def test_names_and_messages_are_left_out() -> None:
    lines = one_day(paid("657866", "1.00")).split(b"\r\n")
    lines[3:3] = [b"25Faktura 1", "26Kalles Plåt".encode("latin-1"), b"27Storgatan 2", b"28Orten", b"29005500001234"]
    file = read(name="f", content=b"\r\n".join(lines))
    assert [one.references for one in file.payments()] == [("657866",)]


def test_a_file_without_payments_is_a_file() -> None:
    assert read(name="f", content=write(deposits=[], created=CREATED)).sums() == {}


def test_a_file_without_serial_numbers_is_a_file() -> None:
    content = changed(one_day(paid("657866", "1.00"), number=0), 3, 70, " ")
    (payment,) = read(name="f", content=content).payments()
    assert payment.serial == ""


def test_an_unknown_record_is_passed_over_and_noted() -> None:
    lines = one_day(paid("657866", "1.00")).split(b"\r\n")
    lines.insert(3, b"24 something of tomorrow".ljust(80))
    file = read(name="f", content=b"\r\n".join(lines))
    assert file.notes == ("line 4: a record 24 is not known and was passed over",)
    assert file.sums() == {"SEK": Decimal("1.00")}


def test_a_test_mark_is_told() -> None:
    assert read(name="f", content=changed(EVERYTHING, 1, 45, "T")).is_test


@pytest.mark.parametrize(
    "content",
    [
        with_everything(line_end=b"\n"),
        with_everything(line_end=b""),
        EVERYTHING.rstrip(b"\r\n"),
        EVERYTHING + b"\r\n\r\n",
        b"\r\n".join(line.rstrip(b" ") for line in EVERYTHING.split(b"\r\n")),
        with_everything(line_end=b"\r"),
        EVERYTHING.rstrip(b" \r\n"),
        EVERYTHING.rstrip(b" \r\n") + b"\r\n",
        with_everything(line_end=b"").rstrip(b" "),
    ],
    ids=[
        "lf",
        "no line breaks",
        "no last line break",
        "empty lines at the end",
        "blanks cut",
        "cr",
        "blanks cut at the end",
        "blanks cut before the last line break",
        "no line breaks, and blanks cut at the end",
    ],
)
def test_line_breaks_and_blanks_at_the_end_of_lines_carry_nothing(content: bytes) -> None:
    assert read(name="f", content=content) == read(name="f", content=EVERYTHING)


@pytest.mark.parametrize("lost", [0, 3, 13])
def test_a_line_break_may_be_missing(lost: int) -> None:
    lines = EVERYTHING.split(b"\r\n")
    lines[lost : lost + 2] = [lines[lost] + lines[lost + 1]]
    assert read(name="f", content=b"\r\n".join(lines)).sums() == read(name="f", content=EVERYTHING).sums()


def test_several_references_may_have_commas_between_them() -> None:
    content = changed(one_day(paid("x", "1.00")), 3, 13, "8012577,8013575; 99".ljust(25))
    assert [one.references for one in read(name="f", content=content).payments()] == [("8012577", "8013575", "99")]


def test_a_tab_stands_for_the_blanks_up_to_the_next_eighth_column() -> None:
    wanted = read(name="f", content=EVERYTHING)
    lines = EVERYTHING.split(b"\r\n")
    assert lines[5][:12] + b" " * 19 == lines[5][:31]
    lines[5] = lines[5][:12] + b"\t\t       " + lines[5][31:]
    assert read(name="f", content=b"\r\n".join(lines)) == wanted
