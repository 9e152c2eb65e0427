"""Booking a bank file: whole, in one transaction, or not at all.

Each payment of the file is in the ledger once afterwards, whatever came before: a file that is known by its bytes is a
no-op; of a file that overlaps with an earlier one, what is known is left alone and the rest is booked. To refuse it
would leave people who have paid without their payment.

A payment counts on the day the payer's bank got the order, where the format tells it (camt.054 may), else on the day of
its deposit, or on the day the file was made if that is earlier: the earliest day that is proved. The days before it are
the policy's `settlement_bank_days`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction

from varsel.kit import money
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import actions as ledger
from varsel.records.ledger.actions import Incoming
from varsel.records.ledger.lock import lock_all_accounts
from varsel.surfaces.intake import formats, reversing, twice
from varsel.surfaces.intake.errors import BankFileError
from varsel.surfaces.intake.keys import keyed, keyed_back, spellings
from varsel.surfaces.intake.models import File
from varsel.surfaces.intake.rows import BankFile

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
    taken_back: int = 0  # payments that the bank took back again, and
    doubted: int = 0  # in suspense, because another format may have told of them before
    back_waiting: int = 0  # what it took back without our knowing of which payment


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
    if any(True for _ in keyed_back(file=file)):  # what is taken back is found later, on accounts that nobody foresees
        lock_all_accounts()
    booked = _book(file=file, name=name, at=at, actor=actor)
    placed, waiting = reversing.book(file=file, at=at, actor=actor)
    booked = replace(booked, taken_back=placed, back_waiting=waiting)
    ledger.note_feed(source="payments", at=at)
    facts = {
        "sha256": digest,
        "payments": booked.payments,
        "in_suspense": booked.in_suspense,
        "known": booked.known,
        "taken_back": booked.taken_back,
        "back_waiting": booked.back_waiting,
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
    parts += [f"{booked.doubted} of them may be known from another format"] if booked.doubted else []
    parts += [f"{booked.taken_back} taken back by the bank"] if booked.taken_back else []
    parts += [f"{booked.back_waiting} taken back of unknown payments: see suspense"] if booked.back_waiting else []
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
    sieve = twice.sieve(file=file, at=at)
    booked = ledger.book_payments(payments=sieve.new(payments=_incoming(file=file)), at=at, actor=actor)
    told = sieve.book_doubted(at=at, actor=actor)
    doubted = len(told)
    for one in told:
        booked.ore[one.currency] += money.to_ore(amount=one.amount)
    return BookedFile(
        name=name,
        payments=booked.placed + booked.in_suspense + doubted,
        placed=booked.placed,
        in_suspense=booked.in_suspense + doubted,
        known=booked.known + sieve.known + len(sieve.doubted) - doubted,
        sums={currency: money.from_ore(ore=booked.ore[currency]) for currency in file.sums()},
        doubted=doubted,
        duplicate=False,
        notes=file.notes,
    )


def _incoming(*, file: BankFile) -> Iterator[Incoming]:
    """Yield the payments that are to be booked.

    A payment of nothing only tells of a deduction that took all of it: there is nothing to book.
    """
    for key, deposit, payment in keyed(file=file):
        if payment.amount:
            reference, *or_else = spellings(references=payment.names) or [""]
            yield Incoming(
                source=file.format,
                bank_key=key,
                reference=reference,
                amount=payment.amount,
                currency=deposit.currency,
                initiated_on=min(deposit.paid_on, file.created.date(), payment.ordered_on or deposit.paid_on),
                or_else=tuple(or_else),
            )
