"""What a bank file holds, whatever its format. Amounts are Decimal in the deposit's currency; names are left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that somebody paid in, with the references that they gave, the first first."""

    line: int
    references: tuple[str, ...]
    amount: Decimal
    payer: str  # the payer's account number, empty where the bank does not know it
    serial: str  # the bank's own number of the payment, empty where it gives none
    has_image: bool  # the bank keeps a picture of the slip
    ordered_on: date | None = None  # the day the payer's bank got the order, where the bank tells it
    hints: tuple[str, ...] = ()  # where there is no reference: the payer's words, which may still name what is paid

    @property
    def names(self) -> tuple[str, ...]:
        """Return what may name what is paid: the references, or else the payer's words."""
        return self.references or self.hints


@dataclass(frozen=True, slots=True)
class Deduction:
    """What lowers a deposit, or comes back to it (then less than nothing): no payment.

    `kind`: deduction (a payer took it off, for a credit note), reversal (the bank took a payment back), returned (what
    we had sent came back), debit (something left the account), charge (what the bank kept for itself).
    """

    line: int
    references: tuple[str, ...]
    amount: Decimal
    payer: str
    serial: str
    kind: str = "deduction"


@dataclass(frozen=True, slots=True)
class Deposit:
    """What the bank put on one account on one day."""

    account: str
    currency: str
    paid_on: date
    serial: str  # the bank's number of the deposit on the account, empty where it gives none
    payments: tuple[Payment, ...]
    deductions: tuple[Deduction, ...]

    @property
    def amount(self) -> Decimal:
        """Return what came in, less what was deducted."""
        took_off = sum((row.amount for row in self.deductions), Decimal(0))
        return sum((row.amount for row in self.payments), Decimal(0)) - took_off


@dataclass(frozen=True, slots=True)
class BankFile:
    """A bank file that is whole: its counts and sums agree."""

    format: str
    created: datetime
    is_test: bool
    deposits: tuple[Deposit, ...]
    notes: tuple[str, ...]  # what was passed over, as the format's manual says

    def payments(self) -> Iterator[Payment]:
        """Yield all payments in the file's order."""
        for deposit in self.deposits:
            yield from deposit.payments

    def sums(self) -> dict[str, Decimal]:
        """Return what came in by currency, less what was deducted."""
        sums: dict[str, Decimal] = {}
        for deposit in self.deposits:
            sums[deposit.currency] = sums.get(deposit.currency, Decimal(0)) + deposit.amount
        return sums
