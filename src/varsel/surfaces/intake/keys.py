"""What makes a payment the same payment, under any file name, in any number of deliveries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from varsel.surfaces.intake.rows import BankFile, Deduction, Deposit, Payment


def keyed(*, file: BankFile) -> Iterator[tuple[str, Deposit, Payment]]:
    """Yield each payment of a file with its key.

    The bank numbers the deposits on an account, so account, day and deposit number name a deposit in every file that
    tells of it. Where it gives no number, the file's own time must stand for it: such a payment is recognised in the
    same file only, and never taken for another. Within a deposit the bank's serial number names the payment; it may
    be blank, or the same for two payments, and two deposits of a file may have one number, so that the count of such
    names in the file belongs to the key.
    """
    seen: Counter[str] = Counter()
    for number, deposit in enumerate(file.deposits, start=1):
        whose = _named(file=file, deposit=deposit, number=number)
        for payment in deposit.payments:
            key = f"{whose}/{payment.serial}"
            seen[key] += 1
            yield f"{key}/{seen[key]}", deposit, payment


def keyed_back(*, file: BankFile) -> Iterator[tuple[str, Deposit, Deduction]]:
    """Yield each row of a file that is no payment with its key, made alike."""
    seen: Counter[str] = Counter()
    for number, deposit in enumerate(file.deposits, start=1):
        whose = _named(file=file, deposit=deposit, number=number)
        for row in deposit.deductions:
            key = f"{whose}/back/{row.serial}"
            seen[key] += 1
            yield f"{key}/{seen[key]}", deposit, row


def spellings(*, references: Collection[str]) -> list[str]:
    """Return the references as they stand and, where they are digits, without leading zeros; in order, each once."""
    ways = [(one, one.lstrip("0")) if one.isascii() and one.isdigit() else (one,) for one in references]
    return list(dict.fromkeys(way for both in ways for way in both if way))


def _named(*, file: BankFile, deposit: Deposit, number: int) -> str:
    name = deposit.serial or f"{file.created:%Y%m%d%H%M%S%f}.{number}"
    return f"{deposit.account}/{deposit.currency}/{deposit.paid_on:%Y%m%d}/{name}"
