"""What can happen to money here: each verb one transaction with its journal entry."""

from __future__ import annotations

from varsel.records.ledger.actions.credit import grant_credit
from varsel.records.ledger.actions.credit_many import Grant, grant_credits
from varsel.records.ledger.actions.doubt import book_doubted
from varsel.records.ledger.actions.feed import note_feed
from varsel.records.ledger.actions.invoice import InvoiceLine, note_debit_failure, register_invoice
from varsel.records.ledger.actions.pay import (
    AlreadyBooked,
    Booked,
    Incoming,
    book_payment,
    book_payments,
    place_payment,
)
from varsel.records.ledger.actions.pay_out import (
    DELAY,
    REFUND,
    NotPaidOut,
    Payable,
    approve_pay_outs,
    pass_on_released,
    propose_pay_out,
    ran_out,
    withdraw_pay_out,
)
from varsel.records.ledger.actions.pay_run import NoOwnAccount, make_pay_run, set_own_account
from varsel.records.ledger.actions.request import (
    ACKNOWLEDGEMENT,
    ANSWERS,
    Answer,
    WrongAnswer,
    answer,
    ask_again,
    follows,
    note_export,
)
from varsel.records.ledger.actions.reverse import (
    AlreadyReversed,
    Back,
    NotThatPayment,
    book_reversal,
    place_reversal,
)
from varsel.records.ledger.actions.usage import record_usage

DUTIES = (REFUND, ACKNOWLEDGEMENT)

__all__ = [
    "ACKNOWLEDGEMENT",
    "ANSWERS",
    "DELAY",
    "DUTIES",
    "REFUND",
    "AlreadyBooked",
    "AlreadyReversed",
    "Answer",
    "Back",
    "Booked",
    "Grant",
    "Incoming",
    "InvoiceLine",
    "NoOwnAccount",
    "NotPaidOut",
    "NotThatPayment",
    "Payable",
    "WrongAnswer",
    "answer",
    "approve_pay_outs",
    "ask_again",
    "book_doubted",
    "book_payment",
    "book_payments",
    "book_reversal",
    "follows",
    "grant_credit",
    "grant_credits",
    "make_pay_run",
    "note_debit_failure",
    "note_export",
    "note_feed",
    "pass_on_released",
    "place_payment",
    "place_reversal",
    "propose_pay_out",
    "ran_out",
    "record_usage",
    "register_invoice",
    "set_own_account",
    "withdraw_pay_out",
]
