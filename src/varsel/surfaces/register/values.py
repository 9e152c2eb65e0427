"""What a value may be, and what it means: one reader for each kind of value. Texts come in clean and not empty."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from varsel.surfaces.register.errors import Wrong

Reader = Callable[[str], Any]
_ROUNDED = re.compile(r"[+-]?[0-9]+([.,][0-9]+[eE][+-]?|[eE]\+)[0-9]+", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_AMOUNT = re.compile(r"([0-9]{1,12}|[0-9]{1,3}([ \u00a0\u202f][0-9]{3}){1,3})([.,][0-9]{1,2})?", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,6}", re.ASCII)
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
_YES = {"true", "1", "yes", "ja", "sant", "sann"}
_NO = {"false", "0", "no", "nej", "nei", "falskt", "usann"}


def text(most: int = 500, *, lines: bool = False) -> Reader:
    """Return a reader of text of at most so many characters, on one line unless `lines`."""

    def read(value: str) -> str:
        if len(value) > most:
            raise Wrong(f"is {len(value)} characters long: {most} is the most")
        if not lines and "\n" in value:
            raise Wrong("goes over several lines")
        return value

    return read


def key(value: str) -> str:
    """Read what other systems call something."""
    if _ROUNDED.fullmatch(value):
        raise Wrong(f"is {value!r}, a number that a spreadsheet rounded: make the column text, and export anew")
    return str(text(100)(value))


def choice(*of: str) -> Reader:
    """Return a reader of one of these words."""

    def read(value: str) -> str:
        if value not in of:
            raise Wrong(f"is {value!r}, not one of {', '.join(of)}")
        return value

    return read


def flag(value: str) -> bool:
    """Read yes or no."""
    if value.lower() not in _YES | _NO:
        raise Wrong(f"is {value!r}: write true or false")
    return value.lower() in _YES


def day(value: str) -> date:
    """Read a day, year first."""
    if not _DAY.fullmatch(value):
        raise Wrong(f"is {value!r}: write a day as 2026-11-20, year first")
    try:
        found = date.fromisoformat(value)
    except ValueError as error:
        raise Wrong(f"is {value!r}, a day that does not exist") from error
    if not 1900 <= found.year <= 2200:
        raise Wrong(f"is {value!r}: the year can't be meant")
    return found


def moment(value: str) -> datetime:
    """Read an instant, with its zone."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise Wrong(f"is {value!r}: write an instant as 2026-11-20T08:00:00+01:00") from error
    if found.tzinfo is None:
        raise Wrong(f"is {value!r}, without its zone: write it as 2026-11-20T08:00:00+01:00")
    return found.astimezone(UTC)


def amount(value: str) -> Decimal:
    """Read an amount of at most two decimals; the comma or the point is before the decimals, blanks part thousands."""
    if not _AMOUNT.fullmatch(value):
        raise Wrong(f"is {value!r}: write an amount as 1234,50, not negative, with at most two decimals")
    plain = value.replace(" ", "").replace("\u00a0", "").replace("\u202f", "").replace(",", ".")
    return Decimal(plain).quantize(Decimal("0.01"))


def whole(value: str) -> int:
    """Read a number from 1 on."""
    if not _WHOLE.fullmatch(value) or int(value) == 0:
        raise Wrong(f"is {value!r}: write a whole number from 1 on")
    return int(value)


def email(value: str) -> str:
    """Read an e-mail address."""
    if len(value) > 254 or not _EMAIL.fullmatch(value):
        raise Wrong(f"is {value!r}, no e-mail address")
    return value


def codes(value: str) -> str:
    """Read words with blanks between them; return each once, in order."""
    return " ".join(sorted(set(value.split())))
