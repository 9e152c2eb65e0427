"""Invoices come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from varsel.kit import ids, money
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger.models import DebitFailure, Invoice, Line, Usage
from varsel.records.ledger.settle import place_waiting


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """A line as billed: kind service, repair, equipment or fee; amount in the invoice's currency."""

    kind: str
    amount: Decimal
    service_id: int | None = None
    change: str = ""


@transaction.atomic
def register_invoice(
    *,
    number: str,
    ocr: str,
    party_id: int,
    country: str,
    currency: str,
    issued_on: date,
    due_on: date,
    lines: Sequence[InvoiceLine],
    at: datetime,
    actor: str,
) -> int:
    """Register an invoice, settle it with money that waited, and return its id."""
    invoice = Invoice.objects.create(
        ref=ids.new(at=at),
        number=number,
        ocr=ocr,
        party_id=party_id,
        country=country,
        currency=currency,
        issued_on=issued_on,
        due_on=due_on,
        registered_at=at,
        registered_by=actor,
    )
    Line.objects.bulk_create(_lines(invoice=invoice, lines=lines))
    billed = [line.service_id for line in lines if line.kind == "service" and line.service_id]
    Usage.objects.filter(service_id__in=billed, invoice_id__isnull=True).update(invoice_id=invoice.id)
    place_waiting(party_id=party_id, currency=currency, at=at)
    about = f"invoice:{invoice.id}"
    facts = {"due_on": due_on.isoformat(), "amount": str(sum(line.amount for line in lines)), "currency": currency}
    journal.write(at=at, kind=Kind.INVOICE_RECEIVED, about=about, actor=actor, party=party_id, facts=facts)
    return invoice.id


@transaction.atomic
def note_debit_failure(*, invoice_id: int, failed_on: date, caused_by: str, at: datetime, actor: str) -> None:
    """Note that a direct debit failed, and who caused it: bank, operator or customer."""
    invoice = Invoice.objects.get(id=invoice_id)
    DebitFailure.objects.create(invoice=invoice, failed_on=failed_on, caused_by=caused_by, at=at)
    facts = {"failed_on": failed_on.isoformat(), "caused_by": caused_by}
    about = f"invoice:{invoice_id}"
    journal.write(at=at, kind=Kind.DEBIT_FAILED, about=about, actor=actor, party=invoice.party_id, facts=facts)


def _lines(*, invoice: Invoice, lines: Sequence[InvoiceLine]) -> list[Line]:
    return [
        Line(
            invoice=invoice,
            party_id=invoice.party_id,
            position=position,
            service_id=line.service_id,
            kind=line.kind,
            change=line.change,
            amount_ore=money.to_ore(amount=line.amount),
            open_ore=money.to_ore(amount=line.amount),
        )
        for position, line in enumerate(lines, start=1)
    ]
