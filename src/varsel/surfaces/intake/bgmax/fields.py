"""The fields of BgMax records, each checked where it stands."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from varsel.surfaces.intake.columns import Record, digits, number

ZONE = ZoneInfo("Europe/Stockholm")  # Bankgirot's clock
CURRENCIES = ("SEK", "EUR")
_SEVERAL = re.compile(r"[0-9]{2,}([ ,;]+[0-9]{2,})+[ ,;]*", re.ASCII)
_BETWEEN = re.compile(r"[ ,;]+")


def digits_or_blank(*, record: Record, first: int, last: int, what: str) -> str:
    """Return columns that hold digits, or an empty text where they are blank.

    :raises BankFileError: when they are neither.
    """
    if not record.column(first, last).strip(" "):
        return ""
    return digits(record=record, first=first, last=last, what=what)


def amount(*, record: Record, first: int, last: int) -> Decimal:
    """Return an amount, which stands there in öre."""
    return Decimal(number(record=record, first=first, last=last, what="the amount")).scaleb(-2)


def day(*, record: Record, first: int, last: int) -> date:
    """Return a day that the calendar has.

    :raises BankFileError: when it has not.
    """
    text = digits(record=record, first=first, last=last, what="the day")
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError as error:
        raise record.wrong(f"the day {text} in columns {first}-{last} is in no calendar") from error


def moment(*, record: Record, first: int, last: int) -> datetime:
    """Return a moment of 20 digits, to the microsecond, in Bankgirot's time.

    :raises BankFileError: when there is no such moment.
    """
    text = digits(record=record, first=first, last=last, what="the time")
    hour, minute, second, micro = int(text[8:10]), int(text[10:12]), int(text[12:14]), int(text[14:20])
    on = day(record=record, first=first, last=first + 7)
    try:
        return datetime(on.year, on.month, on.day, hour, minute, second, micro, tzinfo=ZONE)
    except ValueError as error:
        raise record.wrong(f"the time {text} in columns {first}-{last} is on no clock") from error


def currency(*, record: Record, first: int, last: int) -> str:
    """Return a currency that a bankgiro may have.

    :raises BankFileError: when it is another.
    """
    text = record.column(first, last)
    if text not in CURRENCIES:
        has = " or ".join(CURRENCIES)
        raise record.wrong(f"the currency in columns {first}-{last} is {text!r}, and a bankgiro has {has}")
    return text


def references(*, record: Record, first: int, last: int) -> tuple[str, ...]:
    """Return the references in a field: none, one, or several numbers with blanks or commas between them."""
    text = record.column(first, last).strip()
    if _SEVERAL.fullmatch(text):
        return tuple(one for one in _BETWEEN.split(text) if one)
    return (text,) if text else ()
