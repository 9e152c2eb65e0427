"""The bank takes money back: the payment is undone, or the reversal waits until somebody says which payment it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from varsel.kit import ids, money
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger.actions.undo import undo
from varsel.records.ledger.lock import lock_account
from varsel.records.ledger.models import Payment, PayOut, Reversal
from varsel.records.ledger.settle import place_waiting

UNKNOWN, PAID_OUT = "unknown", "paid_out"


class AlreadyReversed(Exception):
    """This reversal is in the ledger already."""


class NotThatPayment(ValueError):
    """The reversal can't be of this payment: `code` says why (placed, currency, amount, paid_out)."""

    def __init__(self, *, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Back:
    """What the bank took back (kind reversal, deduction), or brought back of ours (returned), as it tells it.

    `references` are what it names, the most telling first; `serial` is what the bank calls the payment itself. What is
    not sure to be a reversal waits for a person.
    """

    source: str
    bank_key: str
    kind: str
    references: Sequence[str]
    serial: str
    amount: Decimal
    currency: str
    on: date
    is_sure: bool = True


@transaction.atomic
def book_reversal(*, back: Back, at: datetime, actor: str) -> bool:
    """Book a reversal, and return whether it found its money; otherwise it waits, and is told of.

    :raises AlreadyReversed: when it was booked before.
    """
    row = _enter(back=back, at=at)
    placed = _bring_back(row, back, at, actor) if back.kind == "returned" else _take_back(row, back, at, actor)
    if not placed:
        facts = _facts(row) | {"waits_because": row.waits_because}
        journal.write(at=at, kind=Kind.REVERSAL_SUSPENDED, about=f"reversal:{row.id}", actor=actor, facts=facts)
    return placed


@transaction.atomic
def place_reversal(*, reversal_id: int, payment_id: int, at: datetime, actor: str) -> None:
    """Say which payment a reversal that waits was of, and undo it.

    :raises NotThatPayment: when it is placed already, of another currency or amount, or paid out since.
    """
    row = Reversal.objects.select_for_update().get(id=reversal_id)
    payment = Payment.objects.get(id=payment_id)
    if not row.waits_because or row.kind == "returned":
        raise NotThatPayment(code="placed")
    if row.currency != payment.currency:
        raise NotThatPayment(code="currency")
    if row.amount_ore > payment.amount_ore:
        raise NotThatPayment(code="amount")
    if not _undo(row, payment.id, at, actor):
        raise NotThatPayment(code="paid_out")


def _enter(*, back: Back, at: datetime) -> Reversal:
    try:
        with transaction.atomic():
            return Reversal.objects.create(
                ref=ids.new(at=at),
                source=back.source,
                bank_key=back.bank_key,
                kind=back.kind,
                reference=next(iter(back.references), ""),
                currency=back.currency,
                amount_ore=money.to_ore(amount=back.amount),
                reversed_on=back.on,
                booked_at=at,
                waits_because=UNKNOWN,
            )
    except IntegrityError as refused:
        if "reversal_enters_once" not in str(refused):
            raise
        raise AlreadyReversed(f"reversal {back.bank_key} of {back.source} was booked before") from refused


def _take_back(row: Reversal, back: Back, at: datetime, actor: str) -> bool:
    payment = _meant(row, back) if back.is_sure else None
    if payment is None:
        return False
    if _undo(row, payment.id, at, actor):
        return True
    row.waits_because = PAID_OUT
    row.save(update_fields=["waits_because"])
    return False


def _meant(row: Reversal, back: Back) -> Payment | None:
    """Return the payment of this amount with the reference: the one that the bank names, else the latest.

    Of several alike the latest counts as never paid: what was paid first stays in time.
    """
    references = [one for one in back.references if one]
    alike = Payment.objects.filter(reference__in=references, currency=row.currency, amount_ore=row.amount_ore)
    found = list(alike.filter(reversal__isnull=True).order_by("-initiated_on", "-id"))
    named = [one for one in found if back.serial and f"/{back.serial}/" in one.bank_key]
    return next(iter([*named, *found]), None)


def _undo(row: Reversal, payment_id: int, at: datetime, actor: str) -> bool:
    """Undo what the payment settled, as far as its waiting money does not suffice, and take the money out."""
    payment = Payment.objects.get(id=payment_id)
    if payment.party_id is not None:
        lock_account(party_id=payment.party_id)
    payment = Payment.objects.select_for_update().get(id=payment_id)
    with transaction.atomic():
        needed = row.amount_ore - payment.unplaced_ore
        if needed > 0 and undo(payment=payment, ore=needed, at=at) < needed:
            transaction.set_rollback(True)
            return False
    row.payment, row.waits_because = payment, ""
    row.save(update_fields=["payment", "waits_because"])
    if payment.party_id is not None:
        place_waiting(party_id=payment.party_id, currency=payment.currency, at=at)
    about = f"invoice:{payment.invoice_id}" if payment.invoice_id else f"payment:{payment.id}"
    facts = _facts(row) | {"payment": payment.id}
    journal.write(at=at, kind=Kind.PAYMENT_REVERSED, about=about, actor=actor, party=payment.party_id, facts=facts)
    return True


def _bring_back(row: Reversal, back: Back, at: datetime, actor: str) -> bool:
    """Let a pay-out that the bank returned wait on its account again; its file had named it by its own id."""
    named = [text for text in back.references if len(text) == 32 and text.isalnum()]
    found = PayOut.objects.filter(state="sent", currency=row.currency, amount_ore=row.amount_ore)
    pay_out = next((one for one in found.order_by("id") if one.ref.hex in named), None) if named else None
    if pay_out is None:
        return False
    lock_account(party_id=pay_out.party_id)
    row.pay_out, row.waits_because = pay_out, ""
    row.save(update_fields=["pay_out", "waits_because"])
    journal.write(
        at=at,
        kind=Kind.REFUND_RETURNED,
        about=f"pay_out:{pay_out.id}",
        actor=actor,
        party=pay_out.party_id,
        facts=_facts(row),
    )
    return True


def _facts(row: Reversal) -> dict[str, object]:
    return {
        "reversal": row.id,
        "amount": str(money.from_ore(ore=row.amount_ore)),
        "currency": row.currency,
        "reversed_on": row.reversed_on.isoformat(),
        "source": row.source,
    }
