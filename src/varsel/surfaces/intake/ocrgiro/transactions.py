"""One transaction of an OCR giro file: its two or three records, as one row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from varsel.surfaces.intake import columns
from varsel.surfaces.intake.columns import Record
from varsel.surfaces.intake.ocrgiro.kid import is_kid
from varsel.surfaces.intake.ocrgiro.records import WHOLE, Walk
from varsel.surfaces.intake.rows import Deduction, Payment

_TYPES = {f"{number}" for number in range(10, 22)}
_REVERSALS, _WITH_TEXT = {"18", "20"}, {"20", "21"}
_NO_DAY = "000000"
_PIVOT = 70  # years have two digits, and the format is from the nineties


@dataclass(frozen=True, slots=True)
class Transaction:
    """A row, and where it was settled: Nets' day, and centre, day code, partial settlement and serial number."""

    row: Payment | Deduction
    day: date
    settlement: str  # ten digits; the bank statement has one line for each
    has_text: bool


def transaction(*, walk: Walk) -> Transaction:
    """Read the next transaction.

    :raises BankFileError: when its records do not belong together, or a field of them holds nothing that it may.
    """
    item = walk.take("30")
    if item.column(5, 6) not in _TYPES:
        raise item.wrong(f"the transaction's type is {item.column(5, 6)!r}, and must be 10 to 21")
    columns.digits(record=item, first=9, last=15, what="the transaction's number")
    row = _row(item=item, second=_same(item=item, other=walk.take("31")))
    has_text = item.column(5, 6) in _WITH_TEXT and walk.kind == "32"
    if has_text:
        _same(item=item, other=walk.take("32"))
    settlement = columns.digits(record=item, first=22, last=31, what="the settlement's number")
    on = day(record=item, first=16, what="Nets' day")
    return Transaction(row=row, day=on, settlement=settlement, has_text=has_text)


def day(*, record: Record, first: int, what: str) -> date:
    """Return a day, written DDMMYY from column `first`.

    :raises BankFileError: when the calendar has no such day.
    """
    text = columns.digits(record=record, first=first, last=first + 5, what=what)
    year = int(text[4:])
    try:
        return date(year + (1900 if year >= _PIVOT else 2000), int(text[2:4]), int(text[:2]))
    except ValueError as error:
        raise record.wrong(f"{what} {text} in columns {first}-{first + 5} is in no calendar") from error


def _same(*, item: Record, other: Record) -> Record:
    """Return the second or third record, when it belongs to the first."""
    if other.column(3, 6) != item.column(3, 6) or other.column(9, 15) != item.column(9, 15):
        raise other.wrong(f"the record does not belong to the transaction that begins in line {item.line}", WHOLE)
    return other


def _row(*, item: Record, second: Record) -> Payment | Deduction:
    kind, amount = item.column(5, 6), Decimal(columns.number(record=item, first=33, last=49, what="the amount"))
    sign = item.column(32, 32)
    if sign not in ("0", "-"):
        raise item.wrong(f"the sign in column 32 is {sign!r}, and must be 0 or -")
    named = columns.digits(record=second, first=16, last=34, what="the form's number and the archive reference")
    if second.column(42, 47) != _NO_DAY:
        day(record=second, first=42, what="the bank's day")
    payer = columns.digits(record=second, first=48, last=58, what="the payer's account")
    ore, references, serial = amount.scaleb(-2), _references(item=item), f"{item.column(9, 15)}.{named}"
    payer = payer if payer.strip("0") else ""
    if kind in _REVERSALS or sign == "-":
        back = "reversal" if kind in _REVERSALS else "deduction"
        return Deduction(line=item.line, references=references, amount=ore, payer=payer, serial=serial, kind=back)
    return Payment(line=item.line, references=references, amount=ore, payer=payer, serial=serial, has_image=False)


def _references(*, item: Record) -> tuple[str, ...]:
    """Return the KID, where there is one; it stands right-aligned."""
    text = item.column(50, 74)
    kid = text.lstrip(" ")
    if kid and not is_kid(text=kid):
        raise item.wrong(f"the KID in columns 50-74 is {text!r}, and must be digits, the last of which may be -")
    return (kid,) if kid else ()
