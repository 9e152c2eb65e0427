"""Files of records of 80 columns, as Bankgirot and Nets send them: cut into records, read column by column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from varsel.surfaces.intake.errors import BankFileError

WIDTH = 80
SENT_ANEW = "Fetch the file from the bank anew, as bytes, and open it in no editor"
_FETCH = "Fetch the file from the bank anew; if it is the same, ask the bank"
_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Record:
    """One record of 80 columns. `line` counts from 1."""

    file: str
    line: int
    text: str

    @property
    def code(self) -> str:
        """Return the first two columns."""
        return self.text[:2]

    def column(self, first: int, last: int) -> str:
        """Return the columns from one to another, counted from 1 as the manuals count them."""
        return self.text[first - 1 : last]

    def wrong(self, message: str, remedy: str = _FETCH) -> BankFileError:
        """Return the error that says what is wrong here."""
        return BankFileError(file=self.file, line=self.line, message=message, remedy=remedy)


def lines(*, content: bytes) -> list[tuple[int, bytes]]:
    """Cut into records, each with its line; where line breaks are missing, at every 80th column.

    A file without any has its records for lines. Line breaks at the end open no line.
    """
    body = content.rstrip(b"\r\n")
    if b"\n" in body:
        rows = [line.removesuffix(b"\r") for line in body.split(b"\n")]
    elif b"\r" in body:
        rows = body.split(b"\r")
    else:
        return list(enumerate(_cut(line=body), start=1))
    return [(number, record) for number, line in enumerate(rows, start=1) for record in _joined(line=line)]


def check_text(*, name: str, content: bytes) -> None:
    """Check that a file is ISO-8859-1: it has no control characters, and its letters beyond ASCII make no UTF-8.

    :raises BankFileError: with the line of the first byte that tells otherwise.
    """
    odd = _NO_TEXT.search(content)
    first = None if content.isascii() else re.search(rb"[\x80-\xff]", content)
    if first and _is_utf8(content=content):
        raise _encoding(name=name, content=content, at=first.start(), message="the file is UTF-8, not ISO-8859-1")
    if odd:
        message = f"byte {odd.group()[0]:#04x} is no character of ISO-8859-1"
        raise _encoding(name=name, content=content, at=odd.start(), message=message)


def digits(*, record: Record, first: int, last: int, what: str) -> str:
    """Return columns that must hold ASCII digits only.

    :raises BankFileError: when one of them does not.
    """
    text = record.column(first, last)
    if not _DIGITS.fullmatch(text):
        raise record.wrong(f"{what} in columns {first}-{last} is {text!r}, and must be digits")
    return text


def number(*, record: Record, first: int, last: int, what: str) -> int:
    """Return a count.

    :raises BankFileError: when it is no number.
    """
    return int(digits(record=record, first=first, last=last, what=what))


def _joined(*, line: bytes) -> list[bytes]:
    """Return the records of a line: one, or several of full width that lost the line breaks between them."""
    return _cut(line=line) if len(line) > WIDTH and len(line) % WIDTH == 0 else [line]


def _cut(*, line: bytes) -> list[bytes]:
    return [line[start : start + WIDTH] for start in range(0, len(line), WIDTH)]


def _encoding(*, name: str, content: bytes, at: int, message: str) -> BankFileError:
    line = content.count(b"\n", 0, at) + 1
    return BankFileError(file=name, line=line, message=message, remedy=SENT_ANEW)


def _is_utf8(*, content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
