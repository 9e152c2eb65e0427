"""Reading OCR giro: file = 10 assignment* 89; assignment = 20 transaction* 88; transaction = 30 31 32?."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

from varsel.surfaces.intake import columns
from varsel.surfaces.intake.columns import Record
from varsel.surfaces.intake.errors import BankFileError
from varsel.surfaces.intake.ocrgiro.records import WHOLE, Walk
from varsel.surfaces.intake.ocrgiro.transactions import Transaction, day, transaction
from varsel.surfaces.intake.rows import BankFile, Deduction, Deposit, Payment

FORMAT = "ocrgiro"
ZONE = ZoneInfo("Europe/Oslo")  # Nets' clock
CURRENCY = "NOK"  # the format has no other
_MARK = b"NY000010"
_OCR_GIRO = "09"
_SERVICES = {"21": "AvtaleGiro"}


@dataclass(slots=True)
class _Counts:
    """What was read so far, as the end records count it."""

    transactions: int = 0
    records: int = 0
    amount: Decimal = Decimal(0)

    def add(self, *, other: _Counts) -> None:
        self.transactions += other.transactions
        self.records += other.records
        self.amount += other.amount


def is_ocrgiro(*, content: bytes) -> bool:
    """Tell whether a file begins as Nets' transmissions do."""
    return content.startswith(_MARK)


def read(*, name: str, content: bytes) -> BankFile:
    """Read an OCR giro file; `name` is what messages call it. Nothing in the format marks a test.

    :raises BankFileError: when it is not whole, or anything in it does not agree with anything else.
    """
    if not is_ocrgiro(content=content):
        remedy = "Give an OCR giro file as Nets sent it"
        raise BankFileError(file=name, line=1, message="the file does not begin with NY000010", remedy=remedy)
    walk, found = Walk(name=name, content=content), _Counts(records=2)
    deposits: list[Deposit] = []
    notes: list[str] = []
    transmission = _transmission(record=walk.take("10"))
    while walk.kind == "20":
        opening = walk.take("20")
        if opening.column(3, 4) == _OCR_GIRO:
            deposits += _assignment(walk=walk, opening=opening, transmission=transmission, found=found)
        else:
            notes.append(_other_service(walk=walk, opening=opening, found=found))
    if backwards := sum(len(one.deductions) for one in deposits):
        notes.append(f"{backwards} × a reversal or a credit note, which is no payment")
    closing = walk.take("20", "89")
    _compare(record=closing, found=found, records={found.records})
    walk.end()
    created = datetime.combine(day(record=closing, first=42, what="Nets' day"), time(0), tzinfo=ZONE)
    return BankFile(format=FORMAT, created=created, is_test=False, deposits=tuple(deposits), notes=tuple(notes))


def _transmission(*, record: Record) -> str:
    columns.digits(record=record, first=9, last=16, what="the transmitter")
    columns.digits(record=record, first=24, last=31, what="the recipient")
    return columns.digits(record=record, first=17, last=23, what="the transmission's number")


def _assignment(*, walk: Walk, opening: Record, transmission: str, found: _Counts) -> Iterator[Deposit]:
    """Read an assignment of payments; its deposits are what the bank statement has as one line each."""
    agreement = columns.digits(record=opening, first=9, last=17, what="the agreement")
    number = columns.digits(record=opening, first=18, last=24, what="the assignment's number")
    account = columns.digits(record=opening, first=25, last=35, what="the account")
    rows = list(_transactions(walk=walk))
    _close(walk=walk, opening=opening, rows=rows, found=found)
    for (on, settlement), group in groupby(rows, key=lambda row: (row.day, row.settlement)):
        both = [one.row for one in group]
        # A terminal's transactions are in no settlement; the transmission then tells one delivery from the next.
        name = settlement[4:] if settlement[4:].strip("0") else f"{transmission}.{number}"
        yield Deposit(
            account=account,
            currency=CURRENCY,
            paid_on=on,
            serial=f"{agreement}.{settlement[:4]}.{name}",
            payments=tuple(row for row in both if isinstance(row, Payment)),
            deductions=tuple(row for row in both if isinstance(row, Deduction)),
        )


def _transactions(*, walk: Walk) -> Iterator[Transaction]:
    while walk.kind == "30":
        yield transaction(walk=walk)


def _close(*, walk: Walk, opening: Record, rows: list[Transaction], found: _Counts) -> None:
    """Hold an assignment's end record against what was in it.

    A published example leaves the record with a text out of its assignment's count, and has it in the transmission's.
    """
    record = _end_of(opening=opening, record=walk.take("30", "88"))
    texts = sum(1 for row in rows if row.has_text)
    counts = _Counts(
        transactions=len(rows),
        records=2 * len(rows) + texts + 2,
        amount=sum((row.row.amount for row in rows), Decimal(0)),
    )
    _compare(record=record, found=counts, records={counts.records, counts.records - texts})
    found.add(other=counts)


def _other_service(*, walk: Walk, opening: Record, found: _Counts) -> str:
    """Pass over an assignment that holds no incoming payments, counting its records; return a note that it was there.

    Its transactions and sum are taken as its end record says them: each service counts them in its own way.
    """
    counts = _Counts(records=2)
    while walk.kind not in ("88", "89", ""):
        walk.take()
        counts.records += 1
    record = _end_of(opening=opening, record=walk.take("88"))
    counts.transactions = columns.number(record=record, first=9, last=16, what="the count of transactions")
    counts.amount = _amount(record=record)
    _compare(record=record, found=counts, records={counts.records})
    found.add(other=counts)
    service = _SERVICES.get(opening.column(3, 4), f"service {opening.column(3, 4)}")
    return f"line {opening.line}: an assignment of {service} was passed over: it holds no payments"


def _end_of(*, opening: Record, record: Record) -> Record:
    if record.column(3, 6) != opening.column(3, 6):
        raise record.wrong(f"the end record does not belong to the assignment of line {opening.line}", WHOLE)
    return record


def _amount(*, record: Record) -> Decimal:
    return Decimal(columns.number(record=record, first=25, last=41, what="the sum")).scaleb(-2)


def _compare(*, record: Record, found: _Counts, records: set[int]) -> None:
    """Hold an end record against what was found; `records` are the counts of records that it may state."""
    said = columns.number(record=record, first=9, last=16, what="the count of transactions")
    if said != found.transactions:
        raise record.wrong(f"the end record says {said} transactions, and there are {found.transactions}", WHOLE)
    said = columns.number(record=record, first=17, last=24, what="the count of records")
    if said not in records:
        raise record.wrong(f"the end record says {said} records, and there are {found.records}", WHOLE)
    if (amount := _amount(record=record)) != found.amount:
        raise record.wrong(f"the end record says {amount} NOK, and there are {found.amount}", WHOLE)
