"""The values of camt.054, each checked where it stands."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.numbers import list_currencies

from varsel.surfaces.intake.camt054.scopes import Part

ZONE = ZoneInfo("Europe/Stockholm")  # for times without one; Oslo has the same clock
CENT = Decimal("0.01")
_AMOUNT = re.compile(r"[0-9]{1,18}(\.[0-9]{1,17})?", re.ASCII)
_SIGNED = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,17})?", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,15}", re.ASCII)
_CURRENCIES = list_currencies()
_OFFSET = r"(Z|[+-][0-9]{2}:[0-9]{2})?"
_DAY = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_OFFSET}", re.ASCII)
_MOMENT = re.compile(
    rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}})(\.[0-9]{{1,9}})?{_OFFSET}", re.ASCII
)


def amount(*, part: Part, path: str) -> Decimal:
    """Return an amount that must be there: not negative, with at most two decimals that count.

    :raises BankFileError: when it is not there or anything else.
    """
    text = part.need(path)
    if not _AMOUNT.fullmatch(text):
        raise part.wrong(f"{part.kind}/{path} is {text!r}, and must be an amount such as 100.00", path)
    if (exact := Decimal(text)) != (rounded := exact.quantize(CENT)):
        raise part.wrong(f"{part.kind}/{path} is {text}, and amounts here have two decimals", path)
    return rounded


def is_amount(*, text: str) -> bool:
    """Tell whether a text is an amount."""
    return bool(_AMOUNT.fullmatch(text))


def total(*, part: Part, path: str) -> Decimal | None:
    """Return a sum, or None where it is not stated.

    :raises BankFileError: when it is no number.
    """
    if (text := part.maybe(path)) is None:
        return None
    if not _SIGNED.fullmatch(text):
        raise part.wrong(f"{part.kind}/{path} is {text!r}, and must be a sum", path)
    return Decimal(text)


def count(*, part: Part, path: str) -> int | None:
    """Return a count, or None where it is not stated.

    :raises BankFileError: when it is no number.
    """
    if (text := part.maybe(path)) is None:
        return None
    if not _COUNT.fullmatch(text):
        raise part.wrong(f"{part.kind}/{path} is {text!r}, and must be a count", path)
    return int(text)


def currency(*, part: Part, path: str) -> str:
    """Return the currency of the amount at a path.

    :raises BankFileError: when it is not there, or no currency's code.
    """
    text = part.need(f"{path}@Ccy")
    if text not in _CURRENCIES:
        raise part.wrong(f"the currency of {part.kind}/{path} is {text!r}, and there is none of that code", path)
    return text


def is_credit(*, part: Part, path: str = "CdtDbtInd") -> bool | None:
    """Tell credit from debit, or return None where neither is said.

    :raises BankFileError: when something else is.
    """
    text = part.maybe(path)
    if text not in ("CRDT", "DBIT", None):
        raise part.wrong(f"{part.kind}/{path} is {text!r}, and must be CRDT or DBIT", path)
    return None if text is None else text == "CRDT"


def is_true(*, part: Part, path: str) -> bool:
    """Tell whether an indicator is set; it is not where it is missing.

    :raises BankFileError: when it is neither true nor false.
    """
    text = part.maybe(path)
    if text not in ("true", "false", "1", "0", None):
        raise part.wrong(f"{part.kind}/{path} is {text!r}, and must be true or false", path)
    return text in ("true", "1")


def moment(*, part: Part, path: str) -> datetime:
    """Return a moment that must be there; without an offset it is a bank's local time.

    :raises BankFileError: when it is not there, or on no clock.
    """
    text = part.need(path)
    found = _MOMENT.fullmatch(text)
    try:
        at = datetime.fromisoformat(found[1] + (found[2] or "")[:7] + (found[3] or "") if found else "")
    except ValueError as error:
        raise part.wrong(f"{part.kind}/{path} is {text!r}, and must be a time of the calendar", path) from error
    return at if at.tzinfo else at.replace(tzinfo=ZONE)


def day(*, part: Part, path: str) -> date | None:
    """Return the day of a date or a time, as the bank wrote it, or None where there is none.

    :raises BankFileError: when the calendar has no such day.
    """
    if part.maybe(f"{path}/DtTm") is not None:
        return moment(part=part, path=f"{path}/DtTm").date()
    return plain_day(part=part, path=f"{path}/Dt")


def plain_day(*, part: Part, path: str) -> date | None:
    """Return the day of a date, or None where there is none.

    :raises BankFileError: when the calendar has no such day.
    """
    if (text := part.maybe(path)) is None:
        return None
    found = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(found[1] if found else "")
    except ValueError as error:
        raise part.wrong(f"{part.kind}/{path} is {text!r}, and must be a day of the calendar", path) from error
