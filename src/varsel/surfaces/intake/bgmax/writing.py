"""Writing BgMax files: for the demo operator, and for tests. The same rows always make the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from varsel.surfaces.intake.bgmax.fields import ZONE
from varsel.surfaces.intake.columns import WIDTH
from varsel.surfaces.intake.rows import Deduction, Deposit, Payment


def payment(*, reference: str, amount: Decimal, serial: int = 0, more: Sequence[str] = ()) -> Payment:
    """Return a payment to write, from an unnamed payer; `more` are its further references, `serial` 0 is none."""
    references = tuple(one for one in (reference, *more) if one)
    named = f"{serial:012d}" if serial else ""
    return Payment(line=0, references=references, amount=amount, payer="", serial=named, has_image=False)


def deposit(
    *,
    account: str,
    paid_on: date,
    payments: Sequence[Payment],
    number: int = 1,
    currency: str = "SEK",
    deductions: Sequence[Deduction] = (),
) -> Deposit:
    """Return a deposit to write; `number` is the bank's number of it on the account, 0 for none."""
    return Deposit(
        account=account,
        currency=currency,
        paid_on=paid_on,
        serial=f"{number:05d}" if number else "",
        payments=tuple(payments),
        deductions=tuple(deductions),
    )


def write(*, deposits: Iterable[Deposit], created: datetime, is_test: bool = False, line_end: bytes = b"\r\n") -> bytes:
    """Return the bytes of a BgMax file; `line_end` may be empty.

    :raises ValueError: for what has no place in its columns.
    """
    records = list(_records(deposits=list(deposits), created=created, is_test=is_test))
    if long := next((record for record in records if len(record) > WIDTH), None):
        raise ValueError(f"a BgMax record has {WIDTH} columns, and this needs more: {long}")
    return b"".join(record.ljust(WIDTH).encode("latin-1") + line_end for record in records)


def _records(*, deposits: Sequence[Deposit], created: datetime, is_test: bool) -> Iterator[str]:
    yield f"01{'BGMAX':<20}01{created.astimezone(ZONE):%Y%m%d%H%M%S%f}{'T' if is_test else 'P'}"
    for one in deposits:
        yield f"05{one.account:0>10}{'':10}{one.currency}"
        for row in _rows(one):
            yield from _row(row=row)
        count = len(one.payments) + len(one.deductions)
        paid = f"{one.paid_on:%Y%m%d}"
        yield f"15{'':0<35}{paid}{one.serial or '0':0>5}{_ore(one.amount)}{one.currency}{count:08d}"
    rows = [row for one in deposits for row in _rows(one)]
    taken = sum(1 for row in rows if isinstance(row, Deduction))
    further = sum(len(row.references[1:]) for row in rows)
    yield f"70{len(rows) - taken:08d}{taken:08d}{further:08d}{len(deposits):08d}"


def _rows(one: Deposit) -> list[Payment | Deduction]:
    return [*one.payments, *one.deductions]


def _row(*, row: Payment | Deduction) -> Iterator[str]:
    is_payment = isinstance(row, Payment)
    image = "1" if isinstance(row, Payment) and row.has_image else "0"
    code, first = "20" if is_payment else "21", next(iter(row.references), "")
    mark = "3" if row.references[1:] else "2" if first else "1"
    yield f"{code}{row.payer:0>10}{first:>25}{_ore(row.amount)}{mark}4{row.serial:12}{image}"
    for reference in row.references[1:]:
        yield f"{'22' if is_payment else '23'}{row.payer:0>10}{reference:>25}{_ore(Decimal(0))}24{row.serial:12}{image}"


def _ore(amount: Decimal) -> str:
    """Return an amount as 18 digits of öre.

    :raises ValueError: for a negative amount, a part of an öre, or one too large for its columns.
    """
    ore = amount.scaleb(2)
    if ore < 0 or ore != int(ore) or ore >= Decimal(10) ** 18:
        raise ValueError(f"{amount}: a BgMax amount has whole öre, is not negative and has at most 18 digits")
    return f"{int(ore):018d}"
