"""The records of a BgMax file: 80 columns each, however the file came to us."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from varsel.surfaces.intake.errors import BankFileError

WIDTH = 80
_TAB = 8
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_FETCH = "Fetch the file from the bank anew; if it is the same, ask the bank"
_SENT_ANEW = "Fetch the file from the bank anew, as bytes, and open it in no editor"


@dataclass(frozen=True, slots=True)
class Record:
    """One record, filled to 80 columns. `line` counts from 1."""

    file: str
    line: int
    text: str

    @property
    def code(self) -> str:
        """Return the record's code: its first two columns."""
        return self.text[:2]

    def column(self, first: int, last: int) -> str:
        """Return the columns from one to another, counted from 1 as Bankgirot counts them."""
        return self.text[first - 1 : last]

    def wrong(self, message: str, remedy: str = _FETCH) -> BankFileError:
        """Return the error that says what is wrong here."""
        return BankFileError(file=self.file, line=self.line, message=message, remedy=remedy)


def records(*, name: str, content: bytes) -> Iterator[Record]:
    """Yield the file's records in order.

    A last record that is shorter than all others was cut, and is refused, though only blanks were lost: nobody can
    know that from the file.

    :raises BankFileError: no text in ISO-8859-1, a line of more than 80 columns, an empty line, a file cut short.
    """
    _check_text(name=name, content=content)
    lines = _lines(content=content)
    all_full = True
    for number, raw in enumerate(lines, start=1):
        text = raw.decode("latin-1").expandtabs(_TAB)
        record = Record(file=name, line=number, text=text.ljust(WIDTH))
        if len(text) > WIDTH:
            raise record.wrong(f"the line has {len(text)} columns, and a record has {WIDTH}", _SENT_ANEW)
        if "\r" in text or not text.strip():
            raise record.wrong("the line is empty or broken in its middle", _SENT_ANEW)
        if number == len(lines) and all_full and len(text) < WIDTH and number > 1:
            raise record.wrong(f"the last line has {len(text)} columns, and all others {WIDTH}: the file was cut")
        all_full = all_full and len(text) == WIDTH
        yield record


def _lines(*, content: bytes) -> list[bytes]:
    """Cut at line breaks, or, where there are none, at every 80th column. Line breaks at the end open no line."""
    body = content.rstrip(b"\r\n")
    if b"\n" in body:
        return [line.removesuffix(b"\r") for line in body.split(b"\n")]
    return [body[start : start + WIDTH] for start in range(0, len(body), WIDTH)]


def _check_text(*, name: str, content: bytes) -> None:
    """Refuse what is not ISO-8859-1: it has no control characters, and its å, ä and ö make no UTF-8."""
    odd = _NO_TEXT.search(content)
    first = None if content.isascii() else re.search(rb"[\x80-\xff]", content)
    if first and _is_utf8(content=content):
        raise _encoding(name=name, content=content, at=first.start(), message="the file is UTF-8, not ISO-8859-1")
    if odd:
        message = f"byte {odd.group()[0]:#04x} is no character of ISO-8859-1"
        raise _encoding(name=name, content=content, at=odd.start(), message=message)


def _encoding(*, name: str, content: bytes, at: int, message: str) -> BankFileError:
    line = content.count(b"\n", 0, at) + 1
    return BankFileError(file=name, line=line, message=message, remedy=_SENT_ANEW)


def _is_utf8(*, content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
