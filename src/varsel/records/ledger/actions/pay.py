"""Money comes in: booked once, placed at once, or kept in suspense until somebody knows whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from varsel.kit import ids, money
from varsel.kit.copying import copy_in
from varsel.kit.reading import fetch
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many
from varsel.records.ledger.allocation import Money
from varsel.records.ledger.lock import MOST, lock_accounts, lock_all_accounts
from varsel.records.ledger.models import Invoice, Payment
from varsel.records.ledger.settle import place, place_all

AT_ONCE = 10_000
_ARRIVED = {"ref": "uuid", "source": "text", "bank_key": "text", "party_id": "int8", "invoice_id": "int8"}
_ARRIVED |= {"reference": "text", "currency": "text", "amount_ore": "int8", "initiated_on": "date"}
_STAGE = """CREATE TEMP TABLE IF NOT EXISTS ledger_arrived (
    place bigint GENERATED ALWAYS AS IDENTITY, ref uuid, source text, bank_key text, party_id bigint, invoice_id bigint,
    reference text, currency text, amount_ore bigint, initiated_on date) ON COMMIT DELETE ROWS"""
_OWNERS = "SELECT ocr, currency, party_id, id FROM ledger_invoice WHERE ocr = ANY(%(references)s)"
_ENTER = """
    INSERT INTO ledger_payment (ref, source, bank_key, party_id, invoice_id, reference, currency, amount_ore,
        unplaced_ore, initiated_on, booked_at)
    SELECT ref, source, bank_key, party_id, invoice_id, reference, currency, amount_ore,
        amount_ore, initiated_on, %(at)s
    FROM ledger_arrived ORDER BY place ON CONFLICT (source, bank_key) DO NOTHING
    RETURNING id, source, party_id, invoice_id, currency, amount_ore, initiated_on"""


class AlreadyBooked(Exception):
    """This payment is in the ledger already; the same file, or another with the same payment in it."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A payment as the bank tells it. `bank_key` is what makes it the same payment under any file name.

    `or_else` are further references: the first of all that an invoice in the payment's currency has is meant.
    """

    source: str
    bank_key: str
    reference: str
    amount: Decimal
    currency: str
    initiated_on: date
    or_else: tuple[str, ...] = ()


@dataclass(slots=True)
class Booked:
    """What became of payments: `placed` on an account, `in_suspense`, or `known` from before."""

    placed: int = 0
    in_suspense: int = 0
    known: int = 0
    ore: Counter[str] = field(default_factory=Counter)  # what was booked now, by currency

    def add(self, *, party_id: int | None, ore: int, currency: str) -> None:
        """Count a payment that is new."""
        self.placed += party_id is not None
        self.in_suspense += party_id is None
        self.ore[currency] += ore


class _Arrived(NamedTuple):
    """A payment as it is entered, in the columns' order."""

    ref: UUID
    source: str
    bank_key: str
    party_id: int | None
    invoice_id: int | None
    reference: str
    currency: str
    amount_ore: int
    initiated_on: date


@dataclass(frozen=True, slots=True)
class _Entered:
    """A payment that is new in the ledger."""

    id: int
    source: str
    party_id: int | None
    invoice_id: int | None
    currency: str
    amount_ore: int
    initiated_on: date


@transaction.atomic
def book_payments(*, payments: Iterable[Incoming], at: datetime, actor: str) -> Booked:
    """Book payments as if each came alone, in their order; what was booked before is left alone.

    An unknown reference, or one in another currency, waits in suspense. However many they are, a slice is in memory.
    """
    coming, booked = iter(payments), Booked()
    few = list(islice(coming, MOST + 1))
    are_many = len(few) > MOST
    if are_many:
        lock_all_accounts()
    coming = chain(few, coming)
    while some := list(islice(coming, AT_ONCE)):
        entered = _book(some, are_locked=are_many, at=at, actor=actor)
        booked.known += len(some) - len(entered)
        for one in entered:
            booked.add(party_id=one.party_id, ore=one.amount_ore, currency=one.currency)
    return booked


@transaction.atomic
def book_payment(*, payment: Incoming, at: datetime, actor: str) -> int:
    """Book a payment and return its id. An unknown reference, or one in another currency, waits in suspense.

    :raises AlreadyBooked: when it was booked before.
    """
    entered = _book([payment], are_locked=False, at=at, actor=actor)
    if not entered:
        raise AlreadyBooked(f"payment {payment.bank_key} of {payment.source} was booked before: nothing to do")
    return entered[0].id


@transaction.atomic
def place_payment(*, payment_id: int, invoice_id: int, at: datetime, actor: str) -> None:
    """Place a payment that waited in suspense on the invoice that it was for.

    :raises ValueError: when it is not in suspense, or the invoice is in another currency.
    """
    row = Payment.objects.select_for_update().get(id=payment_id)
    invoice = Invoice.objects.get(id=invoice_id)
    if row.party_id is not None or row.currency != invoice.currency:
        raise ValueError(f"payment {payment_id} is placed already, or invoice {invoice.number} is in another currency")
    row.party_id, row.invoice_id = invoice.party_id, invoice.id
    row.save(update_fields=["party_id", "invoice_id"])
    place(source=row, party_id=invoice.party_id, counts_on=row.initiated_on, at=at)
    names = (field.name for field in fields(_Entered))
    _write([_Entered(*(getattr(row, name) for name in names))], at=at, actor=actor)


def _book(some: Sequence[Incoming], *, are_locked: bool, at: datetime, actor: str) -> list[_Entered]:
    """Enter payments, place them and tell of them; return those that are new."""
    rows = list(_matched(some, at=at))
    if not are_locked:
        lock_accounts(party_ids={row.party_id for row in rows if row.party_id is not None})
    entered = _enter(rows, at=at)
    place_all(money=[_money(one, one.party_id) for one in entered if one.party_id is not None], at=at)
    _write(entered, at=at, actor=actor)
    return entered


def _matched(some: Sequence[Incoming], *, at: datetime) -> Iterator[_Arrived]:
    """Yield each payment with its owner: whose invoice has one of its references, in its currency."""
    wanted = list({reference for one in some for reference in (one.reference, *one.or_else)})
    found = fetch(statement=_OWNERS, values={"references": wanted})
    owners = {(ocr, currency): (party_id, invoice_id) for ocr, currency, party_id, invoice_id in found}
    for one, ref in zip(some, ids.new_many(at=at, count=len(some)), strict=True):
        ways = (one.reference, *one.or_else)
        meant = next((way for way in ways if (way, one.currency) in owners), one.reference)
        owner = owners.get((meant, one.currency), (None, None))
        ore = money.to_ore(amount=one.amount)
        yield _Arrived(ref, one.source, one.bank_key, *owner, meant, one.currency, ore, one.initiated_on)


def _enter(rows: Iterable[_Arrived], *, at: datetime) -> list[_Entered]:
    """Insert what is new. Its key decides that: two readers of one file may come at once."""
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        copy_in(table="ledger_arrived", columns=_ARRIVED, rows=rows)
        entered = [_Entered(*row) for row in fetch(statement=_ENTER, values={"at": at})]
        cursor.execute("DELETE FROM ledger_arrived")
    return entered


def _money(one: _Entered, party_id: int) -> Money:
    return Money(
        id=one.id,
        by_credit=False,
        party_id=party_id,
        invoice_id=one.invoice_id,
        currency=one.currency,
        ore=one.amount_ore,
        counts_on=one.initiated_on,
    )


def _write(entered: Iterable[_Entered], *, at: datetime, actor: str) -> None:
    """Tell of the payments: of those that were placed, and of those that wait."""
    kinds: dict[Kind, list[Untold]] = {Kind.PAYMENT_BOOKED: [], Kind.PAYMENT_SUSPENDED: []}
    for one in entered:
        kind = Kind.PAYMENT_SUSPENDED if one.party_id is None else Kind.PAYMENT_BOOKED
        kinds[kind].append(_entry(one))
    for kind, entries in kinds.items():
        write_many(kind=kind, entries=entries, at=at, actor=actor)


def _entry(one: _Entered) -> Untold:
    facts = {
        "payment": one.id,
        "amount": str(money.from_ore(ore=one.amount_ore)),
        "currency": one.currency,
        "initiated_on": one.initiated_on.isoformat(),
        "source": one.source,
    }
    about = f"invoice:{one.invoice_id}" if one.invoice_id else f"payment:{one.id}"
    return Untold(about=about, party=one.party_id, facts=facts)
