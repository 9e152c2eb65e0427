"""Reading BgMax: file = 01 section* 70; section = 05 row* 15; row = (20 | 21) (22 | 23 | 25-29)*."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from varsel.surfaces.intake.bgmax import fields
from varsel.surfaces.intake.bgmax.records import records
from varsel.surfaces.intake.columns import Record, digits, number
from varsel.surfaces.intake.errors import BankFileError
from varsel.surfaces.intake.rows import BankFile, Deduction, Deposit, Payment

FORMAT = "bgmax"
_MARK = b"01BGMAX "
_ROWS, _REFERENCES, _ASIDE = {"20", "21"}, {"22", "23"}, {"25", "26", "27", "28", "29"}
_KNOWN = {"01", "05", "15", "70"} | _ROWS | _REFERENCES | _ASIDE
_WHOLE = "Fetch the whole file from the bank anew"


def is_bgmax(*, content: bytes) -> bool:
    """Tell whether a file says of itself that it is BgMax."""
    return content.startswith(_MARK)


def read(*, name: str, content: bytes) -> BankFile:
    """Read a BgMax file; `name` is what messages call it.

    :raises BankFileError: when it is not whole, or anything in it does not agree with anything else.
    """
    walk = _Walk(name=name, content=content)
    created, is_test = _opening(record=walk.take("01"))
    deposits: list[Deposit] = []
    counts = [0, 0, 0, 0]  # payments, deductions, further references, deposits
    while walk.code == "05":
        deposits.append(_section(walk=walk, counts=counts))
    _closing(record=walk.take("05", "70"), counts=counts)
    walk.end()
    return BankFile(format=FORMAT, created=created, is_test=is_test, deposits=tuple(deposits), notes=tuple(walk.notes))


class _Walk:
    """The records one by one, with a look at the next. Unknown codes are passed over and noted, as the manual says."""

    def __init__(self, *, name: str, content: bytes) -> None:
        self.notes: list[str] = []
        self._name = name
        self._records = records(name=name, content=content)
        self._last = 0
        self._next = next(self._records, None)
        if self._next is None or not is_bgmax(content=content):
            message = "the file is empty" if self._next is None else "the file does not begin with 01BGMAX"
            raise BankFileError(file=name, line=1, message=message, remedy="Give a BgMax file as the bank sent it")

    @property
    def code(self) -> str:
        """Return the code of the next record, or an empty text at the end."""
        return self._next.code if self._next else ""

    def take(self, *codes: str) -> Record:
        """Return the next record, which must have one of these codes.

        :raises BankFileError: when it has another, or the file ends here.
        """
        record = self._next
        if record is None:
            message = f"the file ends where a record {' or '.join(codes)} belongs: it was cut"
            raise BankFileError(file=self._name, line=self._last, message=message, remedy=_WHOLE)
        if record.code not in codes:
            raise record.wrong(f"a record {record.code!r} stands where a record {' or '.join(codes)} belongs", _WHOLE)
        self._last, self._next = record.line, self._following()
        return record

    def end(self) -> None:
        """Check that nothing follows.

        :raises BankFileError: when something does.
        """
        if self._next:
            raise self._next.wrong("the file goes on after its closing record 70", "Give each bank file by itself")

    def _following(self) -> Record | None:
        for record in self._records:
            if record.code in _KNOWN:
                return record
            digits(record=record, first=1, last=2, what="the record's code")
            self.notes.append(f"line {record.line}: a record {record.code} is not known and was passed over")
        return None


def _opening(*, record: Record) -> tuple[datetime, bool]:
    digits(record=record, first=23, last=24, what="the version")
    created, mark = fields.moment(record=record, first=25, last=44), record.column(45, 45)
    if mark not in ("P", "T"):
        raise record.wrong(f"column 45 is {mark!r}, and must be P (production) or T (test)")
    return created, mark == "T"


def _section(*, walk: _Walk, counts: list[int]) -> Deposit:
    """Read one section and count what is in it."""
    opening = walk.take("05")
    account = digits(record=opening, first=3, last=12, what="the account").lstrip("0")
    currency = fields.currency(record=opening, first=23, last=25)
    payments: list[Payment] = []
    deductions: list[Deduction] = []
    for row in _rows(walk=walk, counts=counts):
        if isinstance(row, Payment):
            payments.append(row)
        else:
            deductions.append(row)
    return _deposit(
        record=walk.take("15"),
        account=account,
        currency=currency,
        payments=tuple(payments),
        deductions=tuple(deductions),
        counts=counts,
    )


def _rows(*, walk: _Walk, counts: list[int]) -> Iterator[Payment | Deduction]:
    while walk.code in _ROWS:
        record = walk.take(*_ROWS)
        references = list(fields.references(record=record, first=13, last=37))
        while walk.code in _REFERENCES | _ASIDE:
            more = walk.take(*_REFERENCES, *_ASIDE)
            if more.code in _REFERENCES:
                counts[2] += 1
                fields.amount(record=more, first=38, last=55)
                # 23 names what was deducted from a payment; it is no invoice that was paid
                references += fields.references(record=more, first=13, last=37) if more.code == "22" else ()
        yield _row(record=record, references=tuple(dict.fromkeys(references)), counts=counts)


def _row(*, record: Record, references: tuple[str, ...], counts: list[int]) -> Payment | Deduction:
    payer = fields.digits_or_blank(record=record, first=3, last=12, what="the payer's account").lstrip("0")
    amount = fields.amount(record=record, first=38, last=55)
    fields.digits_or_blank(record=record, first=56, last=56, what="the reference's code")
    fields.digits_or_blank(record=record, first=57, last=57, what="the channel")
    serial = fields.digits_or_blank(record=record, first=58, last=69, what="the serial number")
    image = fields.digits_or_blank(record=record, first=70, last=70, what="the image mark")
    if record.code == "21":
        counts[1] += 1
        return Deduction(line=record.line, references=references, amount=amount, payer=payer, serial=serial)
    counts[0] += 1
    return Payment(
        line=record.line, references=references, amount=amount, payer=payer, serial=serial, has_image=image == "1"
    )


def _deposit(
    *,
    record: Record,
    account: str,
    currency: str,
    payments: tuple[Payment, ...],
    deductions: tuple[Deduction, ...],
    counts: list[int],
) -> Deposit:
    """Read the closing of a section and hold it against what was in it."""
    counts[3] += 1
    if fields.currency(record=record, first=69, last=71) != currency:
        raise record.wrong(f"the deposit is not in {currency}, as its section says")
    serial = digits(record=record, first=46, last=50, what="the deposit's number")
    deposit = Deposit(
        account=account,
        currency=currency,
        paid_on=fields.day(record=record, first=38, last=45),
        serial="" if int(serial) == 0 else serial,
        payments=payments,
        deductions=deductions,
    )
    said: Decimal = fields.amount(record=record, first=51, last=68)
    if said != deposit.amount:
        raise record.wrong(f"the deposit says {said}, and its payments less its deductions make {deposit.amount}")
    count = number(record=record, first=72, last=79, what="the count")
    if count != len(payments) + len(deductions):
        found = len(payments) + len(deductions)
        raise record.wrong(f"the deposit says {count} payments and deductions, and has {found}")
    return deposit


def _closing(*, record: Record, counts: list[int]) -> None:
    """Hold the closing record's counts against what was read."""
    for place, what in enumerate(("payments", "deductions", "further references", "deposits")):
        first = 3 + 8 * place
        said = number(record=record, first=first, last=first + 7, what=f"the count of {what}")
        if said != counts[place]:
            raise record.wrong(f"the closing record says {said} {what}, and the file has {counts[place]}", _WHOLE)
