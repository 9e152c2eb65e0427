"""What a bank file takes back, or brings back: booked beside its payments, in the same transaction.

Charges of the bank are its own affair, and what else left the account is too, unless it names a payment: that waits for
a person, who knows whether it was a reversal or a refund made at the bank.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from varsel.records.ledger import actions as ledger
from varsel.records.ledger import reversals
from varsel.records.ledger.actions import AlreadyReversed, Back
from varsel.surfaces.intake.keys import keyed_back, spellings
from varsel.surfaces.intake.rows import BankFile

_OURS = {"reversal", "deduction", "returned", "debit"}


def book(*, file: BankFile, at: datetime, actor: str) -> tuple[int, int]:
    """Book what was taken back; return how many found their payment (or pay-out), and how many wait.

    What is known from an earlier file is left alone.
    """
    found = waiting = 0
    for back in _backs(file=file):
        try:
            placed = ledger.book_reversal(back=back, at=at, actor=actor)
        except AlreadyReversed:
            continue
        found += placed
        waiting += not placed
    return found, waiting


def _backs(*, file: BankFile) -> Iterator[Back]:
    for key, deposit, row in keyed_back(file=file):
        references = spellings(references=row.references)
        is_debit = row.kind == "debit"
        if row.kind not in _OURS or not row.amount or (is_debit and not reversals.is_paid_with(references=references)):
            continue
        yield Back(
            source=file.format,
            bank_key=key,
            kind="reversal" if is_debit else row.kind,
            references=references,
            serial=row.serial,
            amount=abs(row.amount),
            currency=deposit.currency,
            on=min(deposit.paid_on, file.created.date()),
            is_sure=not is_debit,
        )
