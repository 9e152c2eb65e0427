"""Booking a bank file: whole, in one transaction, or not at all.

Each payment of the file is in the ledger once afterwards, whatever came before: a file that is known by its bytes is a
no-op; of a file that overlaps with an earlier one, what is known is left alone and the rest is booked. To refuse it
would leave people who have paid without their payment.

A payment counts on the day of its deposit, or on the day the file was made if that is earlier: not every format tells
when the payer's bank got the order, and this is the earliest day that each of them proves. The days before it are the
policy's `settlement_bank_days`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction

from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import queries as billed
from varsel.records.ledger.actions import AlreadyBooked, Incoming
from varsel.surfaces.intake import formats
from varsel.surfaces.intake.errors import BankFileError
from varsel.surfaces.intake.keys import keyed
from varsel.surfaces.intake.models import File
from varsel.surfaces.intake.rows import BankFile, Payment

_BOOKING = 7_204  # advisory lock: one bank file at a time
_TOO_EARLY = timedelta(days=1)  # a clock may be wrong by so much, not more


@dataclass(frozen=True, slots=True)
class BookedFile:
    """What became of a bank file. `payments` were booked now: `placed` on an account, or `in_suspense`."""

    name: str
    payments: int
    placed: int
    in_suspense: int
    known: int  # booked before: by an earlier delivery
    sums: dict[str, Decimal]  # what was booked now, by currency
    duplicate: bool  # the very same bytes were booked before: nothing was done
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    placed: int = 0
    in_suspense: int = 0
    known: int = 0


@transaction.atomic(durable=True)
def book(*, name: str, content: bytes, at: datetime, actor: str) -> BookedFile:
    """Book a bank file and keep its bytes. `name` is what it is called, without a folder.

    :raises BankFileError: no whole bank file, a test file, one from the future; nothing is booked then.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_BOOKING])
    digest = hashlib.sha256(content).hexdigest()
    if File.objects.filter(sha256=digest).exists():
        return BookedFile(name=name, payments=0, placed=0, in_suspense=0, known=0, sums={}, duplicate=True)
    file = formats.read(name=name, content=content)
    _check_bookable(file=file, name=name, at=at)
    row = _keep(name=name, content=content, digest=digest, file=file, at=at, actor=actor)
    booked = _book(file=file, name=name, at=at, actor=actor)
    ledger.note_feed(source="payments", at=at)
    facts = {
        "sha256": digest,
        "payments": booked.payments,
        "in_suspense": booked.in_suspense,
        "known": booked.known,
        "sums": {currency: str(amount) for currency, amount in booked.sums.items()},
    }
    journal.write(at=at, kind=Kind.PAYMENT_FILE_BOOKED, about=f"file:{row.id}", actor=actor, facts=facts)
    return booked


def in_words(*, booked: BookedFile) -> str:
    """Return what became of a bank file, in a line for people."""
    if booked.duplicate:
        return f"{booked.name}: booked before; nothing to do"
    sums = ", ".join(f"{amount} {currency}" for currency, amount in booked.sums.items())
    parts = [f"{booked.payments} payments booked ({sums or 'no money'})", f"{booked.placed} placed"]
    parts += [f"{booked.in_suspense} in suspense"] if booked.in_suspense else []
    parts += [f"{booked.known} known from an earlier file"] if booked.known else []
    return f"{booked.name}: " + ", ".join([*parts, *booked.notes])


def _check_bookable(*, file: BankFile, name: str, at: datetime) -> None:
    if file.is_test:
        remedy = "Ask the bank for the production file; `varsel intake check` shows what a test file holds"
        raise BankFileError(file=name, line=1, message="the file is marked as a test", remedy=remedy)
    latest = (at + _TOO_EARLY).astimezone(file.created.tzinfo).date()
    if max([file.created.date(), *(deposit.paid_on for deposit in file.deposits)]) > latest:
        message = f"the file tells of a day after today ({latest - _TOO_EARLY})"
        raise BankFileError(
            file=name, line=None, message=message, remedy="Book it on that day, or set this machine's clock"
        )


def _keep(*, name: str, content: bytes, digest: str, file: BankFile, at: datetime, actor: str) -> File:
    return File.objects.create(
        sha256=digest,
        name=name,
        format=file.format,
        created_at=file.created,
        received_at=at,
        received_by=actor,
        content=content,
        payments=sum(1 for _ in file.payments()),
        sums={currency: str(amount) for currency, amount in file.sums().items()},
    )


def _book(*, file: BankFile, name: str, at: datetime, actor: str) -> BookedFile:
    tally, sums = _Tally(), dict.fromkeys(file.sums(), Decimal(0))
    for incoming, is_known in _incoming(file=file):
        try:
            ledger.book_payment(payment=incoming, at=at, actor=actor)
        except AlreadyBooked:
            tally.known += 1
            continue
        sums[incoming.currency] += incoming.amount
        tally.placed += is_known
        tally.in_suspense += not is_known
    return BookedFile(
        name=name,
        payments=tally.placed + tally.in_suspense,
        placed=tally.placed,
        in_suspense=tally.in_suspense,
        known=tally.known,
        sums=sums,
        duplicate=False,
        notes=file.notes,
    )


def _incoming(*, file: BankFile) -> Iterator[tuple[Incoming, bool]]:
    """Yield the payments that are to be booked, each with whether an invoice has its reference.

    A payment of nothing only tells of a deduction that took all of it: there is nothing to book.
    """
    known = {
        currency: billed.ocrs_known(references=_spellings(payments=file.payments()), currency=currency)
        for currency in file.sums()
    }
    for key, deposit, payment in keyed(file=file):
        matching = [spelling for spelling in _spellings(payments=[payment]) if spelling in known[deposit.currency]]
        reference = next(iter([*matching, *payment.references]), "")
        if payment.amount:
            yield (
                Incoming(
                    source=file.format,
                    bank_key=key,
                    reference=reference,
                    amount=payment.amount,
                    currency=deposit.currency,
                    initiated_on=min(deposit.paid_on, file.created.date()),
                ),
                bool(matching),
            )


def _spellings(*, payments: Iterator[Payment] | Collection[Payment]) -> list[str]:
    """Return the references as they stand and, where they are digits, without leading zeros; in order, each once."""
    given = [reference for payment in payments for reference in payment.references]
    ways = [(one, one.lstrip("0")) if one.isascii() and one.isdigit() else (one,) for one in given]
    return list(dict.fromkeys(way for both in ways for way in both if way))
