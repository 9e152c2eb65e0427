"""OCR giro files that are not taken: each with its line, what is wrong, and what to do."""

from __future__ import annotations

import pytest

from surfaces.intake.bank_days import changed
from surfaces.intake.ocrgiro.giro_days import with_avtalegiro, with_everything, with_text
from varsel.surfaces.intake.errors import BankFileError
from varsel.surfaces.intake.ocrgiro import read

EVERYTHING = with_everything()  # lines: 10 20 30 31 30 31 88 20 30 31 30 31 88 89


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
    for length in range(len(whole.rstrip(b"\r\n"))):
        refused(whole[:length])


def test_a_file_with_avtalegiro_or_a_text_cut_at_any_byte_is_refused() -> None:
    for whole in (with_avtalegiro().rstrip(b"\r\n"), with_text()):
        for length in range(len(whole)):
            refused(whole[:length])


@pytest.mark.parametrize(
    ("line", "first", "text", "says"),
    [
        (1, 9, "O", "the transmitter"),
        (1, 17, "A", "the transmission's number"),
        (2, 9, "x", "the agreement"),
        (2, 25, "x", "the account"),
        (3, 1, "NZ", "begins with NY"),
        (3, 5, "09", "must be 10 to 21"),
        (3, 5, "22", "must be 10 to 21"),
        (3, 9, "O", "the transaction's number"),
        (3, 16, "300226", "in no calendar"),
        (3, 22, "A", "the settlement's number"),
        (3, 32, "+", "the sign"),
        (3, 33, "-", "the amount"),
        (3, 40, "O", "the amount"),
        (3, 40, "²", "the amount"),
        (3, 66, "A", "the KID"),
        (3, 66, "²", "the KID"),
        (3, 70, "-", "the KID"),
        (3, 70, " ", "the KID"),
        (3, 74, " ", "the KID"),
        (4, 16, "x", "the form's number"),
        (4, 42, "310926", "in no calendar"),
        (4, 48, "x", "the payer's account"),
        (7, 9, "00000003", "3 transactions, and there are 2"),
        (7, 17, "00000005", "5 records, and there are 6"),
        (7, 25, "00000000000049949", "499.49 NOK, and there are 499.50"),
        (14, 9, "00000005", "5 transactions, and there are 4"),
        (14, 17, "00000013", "13 records, and there are 14"),
        (14, 25, "00000000000040750", "407.50 NOK, and there are 605.50"),
        (14, 42, "320126", "in no calendar"),
    ],
)
def test_what_does_not_agree_is_refused_at_its_line(line: int, first: int, text: str, says: str) -> None:
    error = refused(changed(EVERYTHING, line, first, text))
    assert error.line == line
    assert says in error.message


@pytest.mark.parametrize(("line", "code"), [(2, "30"), (3, "31"), (4, "32"), (7, "89"), (8, "88"), (14, "10")])
def test_a_record_in_the_wrong_place_is_refused(line: int, code: str) -> None:
    assert "belongs" in refused(changed(EVERYTHING, line, 7, code)).message


@pytest.mark.parametrize(("line", "first", "text"), [(4, 5, "11"), (4, 9, "0000009"), (7, 3, "21")])
def test_a_record_of_something_else_is_refused(line: int, first: int, text: str) -> None:
    error = refused(changed(EVERYTHING, line, first, text))
    assert (error.line, "does not belong" in error.message) == (line, True)


def test_a_text_of_another_transaction_is_refused() -> None:
    assert refused(changed(with_text(), 5, 9, "0000002")).line == 5


def test_a_record_that_is_missing_is_refused() -> None:
    lines = EVERYTHING.split(b"\r\n")
    for number in range(len(lines) - 1):
        refused(b"\r\n".join(lines[:number] + lines[number + 1 :]))


@pytest.mark.parametrize(("first", "text"), [(9, "00000002"), (17, "00000004"), (25, "00000000000000001")])
def test_counts_of_another_service_count(first: int, text: str) -> None:
    refused(changed(with_avtalegiro(), 4, first, text))


def test_two_files_in_one_are_refused() -> None:
    assert "goes on after its end record" in refused(EVERYTHING + EVERYTHING).message


@pytest.mark.parametrize(
    "content", [b"", b"\r\n", b"  ", b"NY000011", b"01BGMAX", b"<?xml version='1.0'?>", b"PK\x03\x04"]
)
def test_what_is_no_ocr_giro_is_refused(content: bytes) -> None:
    refused(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp850", "cp437", "cp500"])
def test_other_encodings_are_refused(encoding: str) -> None:
    refused(with_text().decode("latin-1").encode(encoding))


@pytest.mark.parametrize("odd", [b" ", b"\r", b"\x00", b"\xff"])
def test_a_line_that_is_longer_or_shorter_is_refused(odd: bytes) -> None:
    lines = EVERYTHING.split(b"\r\n")
    for line in (lines[2] + odd, lines[2][:-1]):
        assert refused(b"\r\n".join([*lines[:2], line, *lines[3:]])).line == 3


def test_an_empty_line_between_records_is_refused() -> None:
    assert refused(EVERYTHING.replace(b"\r\nNY091030", b"\r\n\r\nNY091030", 1)).line == 3


def test_letters_of_another_alphabet_are_no_digits() -> None:
    refused(EVERYTHING.replace(b"12345678903", "١٢٣٤٥٦٧٨٩٠٣".encode()))
