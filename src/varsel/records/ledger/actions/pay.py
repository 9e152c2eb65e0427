"""Money comes in: booked once, placed at once, or kept in suspense until somebody knows whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from varsel.kit import ids, money
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger.models import Invoice, Payment
from varsel.records.ledger.settle import place


class AlreadyBooked(Exception):
    """This payment is in the ledger already; the same file, or another with the same payment in it."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A payment as the bank tells it. `bank_key` is what makes it the same payment under any file name."""

    source: str
    bank_key: str
    reference: str
    amount: Decimal
    currency: str
    initiated_on: date


@transaction.atomic
def book_payment(*, payment: Incoming, at: datetime, actor: str) -> int:
    """Book a payment and return its id. An unknown reference, or one in another currency, waits in suspense.

    :raises AlreadyBooked: when it was booked before.
    """
    invoice = Invoice.objects.filter(ocr=payment.reference, currency=payment.currency).first()
    row = _enter(payment=payment, invoice=invoice, at=at)
    if invoice:
        place(source=row, party_id=invoice.party_id, counts_on=row.initiated_on, at=at)
    _write(row=row, kind=Kind.PAYMENT_BOOKED if invoice else Kind.PAYMENT_SUSPENDED, at=at, actor=actor)
    return row.id


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
    _write(row=row, kind=Kind.PAYMENT_BOOKED, at=at, actor=actor)


def _enter(*, payment: Incoming, invoice: Invoice | None, at: datetime) -> Payment:
    """Insert the payment. Its key decides whether it is new: two readers of one file may come at once."""
    try:
        with transaction.atomic():
            return Payment.objects.create(
                ref=ids.new(at=at),
                source=payment.source,
                bank_key=payment.bank_key,
                party_id=invoice.party_id if invoice else None,
                invoice_id=invoice.id if invoice else None,
                reference=payment.reference,
                currency=payment.currency,
                amount_ore=money.to_ore(amount=payment.amount),
                unplaced_ore=money.to_ore(amount=payment.amount),
                initiated_on=payment.initiated_on,
                booked_at=at,
            )
    except IntegrityError as refused:
        if "payment_enters_once" not in str(refused):
            raise
        told = f"payment {payment.bank_key} of {payment.source} was booked before: nothing to do"
        raise AlreadyBooked(told) from refused


def _write(*, row: Payment, kind: Kind, at: datetime, actor: str) -> None:
    facts = {
        "payment": row.id,
        "amount": str(money.from_ore(ore=row.amount_ore)),
        "currency": row.currency,
        "initiated_on": row.initiated_on.isoformat(),
        "source": row.source,
    }
    about = f"invoice:{row.invoice_id}" if row.invoice_id else f"payment:{row.id}"
    journal.write(at=at, kind=kind, about=about, actor=actor, party=row.party_id, facts=facts)
