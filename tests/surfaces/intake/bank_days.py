"""Bank files for tests: a day of payments, and one as an old agreement sends it, all made here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from varsel.surfaces.intake.bgmax import writing
from varsel.surfaces.intake.bgmax.fields import ZONE
from varsel.surfaces.intake.rows import Deduction, Deposit, Payment

PAID_ON = date(2026, 2, 27)
CREATED = datetime(2026, 2, 27, 16, 15, 48, 800743, tzinfo=ZONE)
ACCOUNT = "9912346"


def paid(reference: str, amount: str, *more: str, serial: int = 0) -> Payment:
    """Return a payment to write."""
    return writing.payment(reference=reference, amount=Decimal(amount), serial=serial, more=more)


def one_day(*payments: Payment, number: int = 74, currency: str = "SEK", created: datetime = CREATED) -> bytes:
    """Return a file with one deposit."""
    deposit = writing.deposit(account=ACCOUNT, paid_on=PAID_ON, payments=payments, number=number, currency=currency)
    return writing.write(deposits=[deposit], created=created)


def with_everything(*, line_end: bytes = b"\r\n") -> bytes:
    """Return two deposits: a deduction, several references, none, a serial number used twice, a picture."""
    took_off = Deduction(
        line=0, references=("89853",), amount=Decimal("500.00"), payer="3783511", serial="000023000011"
    )
    pictured = Payment(
        line=0, references=("659763",), amount=Decimal("700.00"), payer="1234567", serial="000000000016", has_image=True
    )
    first = [paid("655969", "1000.00", serial=10), paid("657866", "1400.00", "658765", "657767", serial=14)]
    second = [
        paid("650861", "1100.00", serial=12),
        paid("", "1200.00", serial=13),
        pictured,
        paid("658260", "5000", serial=16),
    ]
    return writing.write(deposits=[_day(first, 74, [took_off]), _day(second, 75)], created=CREATED, line_end=line_end)


def _day(payments: Sequence[Payment], number: int, deductions: Sequence[Deduction] = ()) -> Deposit:
    return writing.deposit(account=ACCOUNT, paid_on=PAID_ON, payments=payments, number=number, deductions=deductions)


def changed(content: bytes, line: int, first: int, text: str) -> bytes:
    """Return the file with a text written over the columns from `first` of a line; both count from 1."""
    lines = content.split(b"\r\n")
    row = lines[line - 1]
    lines[line - 1] = row[: first - 1] + text.encode("latin-1") + row[first - 1 + len(text) :]
    return b"\r\n".join(lines)
