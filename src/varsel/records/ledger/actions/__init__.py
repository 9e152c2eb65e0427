"""What can happen to money here: each verb one transaction with its journal entry."""

from __future__ import annotations

from varsel.records.ledger.actions.credit import credit_days, grant_credit
from varsel.records.ledger.actions.feed import note_feed
from varsel.records.ledger.actions.invoice import InvoiceLine, note_debit_failure, register_invoice
from varsel.records.ledger.actions.pay import AlreadyBooked, Incoming, book_payment, place_payment
from varsel.records.ledger.actions.usage import record_usage

__all__ = [
    "AlreadyBooked",
    "Incoming",
    "InvoiceLine",
    "book_payment",
    "credit_days",
    "grant_credit",
    "note_debit_failure",
    "note_feed",
    "place_payment",
    "record_usage",
    "register_invoice",
]
