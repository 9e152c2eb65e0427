"""Writing OCR giro files: for the demo operator, and for tests. The same rows always make the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from varsel.surfaces.intake.columns import WIDTH
from varsel.surfaces.intake.rows import Deduction, Deposit, Payment

_NETS = "00008080"
_RECIPIENT = "00010200"


def payment(*, kid: str, amount: Decimal, number: int, payer: str = "", archive: int = 0) -> Payment:
    """Return a payment to write; `number` is its number in the assignment, `archive` Nets' reference of it."""
    references = (kid,) if kid else ()
    serial = _serial(number=number, archive=archive)
    return Payment(line=0, references=references, amount=amount, payer=payer, serial=serial, has_image=False)


def reversal(*, kid: str, amount: Decimal, number: int, archive: int = 0) -> Deduction:
    """Return a reversal to write."""
    references = (kid,) if kid else ()
    return Deduction(
        line=0, references=references, amount=amount, payer="", serial=_serial(number=number, archive=archive)
    )


def deposit(
    *,
    account: str,
    paid_on: date,
    payments: Sequence[Payment],
    deductions: Sequence[Deduction] = (),
    agreement: int = 1,
    settlement: int = 1,
) -> Deposit:
    """Return a deposit to write, as an assignment of its own; `settlement` has at most five digits and is not 0."""
    return Deposit(
        account=account,
        currency="NOK",
        paid_on=paid_on,
        serial=f"{agreement:09d}.13{paid_on:%d}.1{settlement:05d}",
        payments=tuple(payments),
        deductions=tuple(deductions),
    )


def write(*, deposits: Sequence[Deposit], made_on: date, number: int = 1, line_end: bytes = b"\r\n") -> bytes:
    """Return the bytes of an OCR giro file, the `number`th of its recipient; `line_end` may be empty.

    :raises ValueError: for what has no place in its columns.
    """
    assignments = [list(_assignment(one=one, number=place)) for place, one in enumerate(deposits, start=1)]
    rows = [row for one in deposits for row in _rows(one=one)]
    records = sum(len(one) for one in assignments) + 2
    opening = _filled(f"NY000010{_NETS}{number:07d}{_RECIPIENT}")
    closing = _filled(f"NY000089{len(rows):08d}{records:08d}{_sum(rows=rows)}{made_on:%d%m%y}")
    text = [opening, *(record for one in assignments for record in one), closing]
    if long := next((record for record in text if len(record) > WIDTH), None):
        raise ValueError(f"an OCR giro record has {WIDTH} columns, and this needs more: {long}")
    return b"".join(record.encode("latin-1") + line_end for record in text)


def _assignment(*, one: Deposit, number: int) -> Iterator[str]:
    rows, day = _rows(one=one), f"{one.paid_on:%d%m%y}"
    agreement, centre, settlement = one.serial.split(".")
    yield _filled(f"NY090020{agreement}{number:07d}{one.account}")
    for row in rows:
        kind = "10" if isinstance(row, Payment) else "18"
        kid, (place, named) = next(iter(row.references), ""), row.serial.split(".")
        yield _filled(f"NY09{kind}30{place}{day}{centre}{settlement}0{_ore(amount=row.amount)}{kid:>25}")
        yield _filled(f"NY09{kind}31{place}{named}{'':0<7}{day}{row.payer:0>11}")
    records = 2 * len(rows) + 2
    yield _filled(f"NY090088{len(rows):08d}{records:08d}{_sum(rows=rows)}{day}{day}{day}")


def _rows(*, one: Deposit) -> list[Payment | Deduction]:
    return [*one.payments, *one.deductions]


def _serial(*, number: int, archive: int) -> str:
    return f"{number:07d}.{archive:019d}"


def _filled(record: str) -> str:
    return record.ljust(WIDTH, "0")


def _sum(*, rows: Sequence[Payment | Deduction]) -> str:
    return _ore(amount=sum((row.amount for row in rows), Decimal(0)))


def _ore(*, amount: Decimal) -> str:
    """Return an amount as 17 digits of øre.

    :raises ValueError: for a negative amount, a part of an øre, or one too large for its columns.
    """
    ore = amount.scaleb(2)
    if ore < 0 or ore != int(ore) or ore >= Decimal(10) ** 17:
        raise ValueError(f"{amount}: an OCR giro amount has whole øre, is not negative and has at most 17 digits")
    return f"{int(ore):017d}"
