"""BgMax files that are not taken: each with its line, what is wrong, and what to do."""

from __future__ import annotations

import pytest

from surfaces.intake.bank_days import CREATED, changed, one_day, paid, with_everything
from varsel.surfaces.intake.bgmax import read
from varsel.surfaces.intake.errors import BankFileError

EVERYTHING = with_everything()  # lines: 01 05 20 20 22 22 21 15 05 20 20 20 20 15 70


def refused(content: bytes) -> BankFileError:
    """Return why a file is not taken."""
    with pytest.raises(BankFileError) as caught:
        read(name="bank.txt", content=content)
    assert caught.value.file == "bank.txt"
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b""])
def test_a_file_cut_at_any_byte_is_refused(line_end: bytes) -> None:
    whole = with_everything(line_end=line_end)
    says_all = len(whole.rstrip(b" \r\n"))
    for length in range(len(whole.rstrip(b"\r\n"))):
        if length != says_all:
            refused(whole[:length])


def test_a_closing_record_without_its_last_digit_is_refused_wherever_blanks_are_taken_off() -> None:
    assert "34 columns" not in str(refused(EVERYTHING.rstrip(b" \r\n")[:-1]))


def test_a_trimmed_file_cut_at_any_byte_is_refused() -> None:
    trimmed = b"\r\n".join(line.rstrip(b" ") for line in EVERYTHING.split(b"\r\n")).rstrip(b"\r\n")
    for length in range(len(trimmed)):
        refused(trimmed[:length])


@pytest.mark.parametrize(
    ("line", "first", "text", "says"),
    [
        (1, 25, "20260230", "in no calendar"),
        (1, 33, "25", "on no clock"),
        (1, 45, "X", "P (production) or T (test)"),
        (2, 3, "O", "the account"),
        (2, 23, "USD", "the currency"),
        (3, 3, "x", "the payer's account"),
        (3, 50, "O", "the amount"),
        (3, 50, "²", "the amount"),
        (3, 58, "A", "the serial number"),
        (3, 70, "J", "the image mark"),
        (5, 38, "-", "the amount"),
        (8, 38, "20261301", "in no calendar"),
        (8, 46, "ab", "the deposit's number"),
        (8, 51, "000000000000190001", "the deposit says 1900.01"),
        (8, 69, "EUR", "not in SEK"),
        (8, 72, "00000004", "4 payments and deductions, and has 3"),
        (15, 3, "00000007", "7 payments, and the file has 6"),
        (15, 11, "00000000", "0 deductions, and the file has 1"),
        (15, 19, "00000001", "1 further references, and the file has 2"),
        (15, 27, "00000003", "3 deposits, and the file has 2"),
    ],
)
def test_what_does_not_agree_is_refused_at_its_line(line: int, first: int, text: str, says: str) -> None:
    error = refused(changed(EVERYTHING, line, first, text))
    assert error.line == line
    assert says in error.message


@pytest.mark.parametrize(("line", "code"), [(2, "15"), (3, "70"), (8, "05"), (9, "20"), (15, "01")])
def test_a_record_in_the_wrong_place_is_refused(line: int, code: str) -> None:
    assert "belongs" in refused(changed(EVERYTHING, line, 1, code)).message


def test_a_record_that_is_missing_is_refused() -> None:
    lines = EVERYTHING.split(b"\r\n")
    for number in range(len(lines) - 1):
        refused(b"\r\n".join(lines[:number] + lines[number + 1 :]))


def test_a_code_that_is_no_number_is_refused() -> None:
    assert refused(changed(EVERYTHING, 4, 1, "2O")).line == 4


def test_two_files_in_one_are_refused() -> None:
    assert "goes on after its closing record" in refused(EVERYTHING + EVERYTHING).message


@pytest.mark.parametrize(
    "content", [b"", b"\r\n", b"  ", b"02BGMAX", b"NY000010", b"<?xml version='1.0'?>", b"\x1f\x8b\x08"]
)
def test_what_is_no_bgmax_is_refused(content: bytes) -> None:
    refused(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp850", "cp437", "cp500"])
def test_other_encodings_are_refused(encoding: str) -> None:
    lines = one_day(paid("657866", "1.00")).decode("latin-1").split("\r\n")
    lines.insert(3, "26Kalles Plåt & Märla")
    refused("\r\n".join(lines).encode(encoding))


def test_a_line_that_is_too_long_is_refused() -> None:
    assert "81 columns" in refused(EVERYTHING.replace(b"\r\n20", b" \r\n20", 1)).message


def test_an_empty_line_between_records_is_refused() -> None:
    assert refused(EVERYTHING.replace(b"\r\n20", b"\r\n\r\n20", 1)).line == 3


def test_a_lone_carriage_return_is_refused() -> None:
    assert refused(changed(EVERYTHING, 3, 20, "\r")).line == 3


def test_a_test_file_is_read_before_anybody_refuses_it() -> None:
    assert read(name="f", content=changed(EVERYTHING, 1, 45, "T")).created == CREATED
