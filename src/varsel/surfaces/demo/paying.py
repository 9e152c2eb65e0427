"""Money comes in to the demo operator: in Sweden by BgMax files through the door that production uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.records.ledger import actions as ledger
from varsel.records.ledger.actions import Incoming
from varsel.surfaces.demo.registering import REGISTER
from varsel.surfaces.intake import bank_files
from varsel.surfaces.intake.bgmax import writing
from varsel.surfaces.intake.bgmax.fields import ZONE

ACCOUNT = "9912346"  # the bankgiro number of Bankgirot's own examples
BY_FILE = frozenset({"SE"})  # where payments come as BgMax files; elsewhere they are booked singly


@dataclass(frozen=True, slots=True)
class Paid:
    """What somebody pays, with the reference that they give."""

    country: str
    reference: str
    amount: Decimal


def pay(*, paid: Sequence[Paid], at: datetime) -> None:
    """Book a day's payments: as one bank file where there are such, singly elsewhere."""
    filed = [one for one in paid if one.country in BY_FILE]
    if filed:
        name, content = bank_file(paid=filed, at=at)
        bank_files.book(name=name, content=content, at=at, actor=REGISTER)
    for one in paid:
        if one.country not in BY_FILE:
            ledger.book_payment(payment=_single(one=one, at=at), at=at, actor=REGISTER)


def _single(*, one: Paid, at: datetime) -> Incoming:
    law = COUNTRIES[one.country]
    return Incoming(
        source="demo",
        bank_key=f"{one.reference}/{at:%Y%m%d}",
        reference=one.reference,
        amount=one.amount,
        currency=law.CURRENCY,
        initiated_on=local_day(at, law.ZONE),
    )


def bank_file(*, paid: Sequence[Paid], at: datetime) -> tuple[str, bytes]:
    """Return the name and the bytes of a BgMax file with these payments, made at an instant.

    The bank's number of the deposit is the minute of the day: two files of a day are two deposits.
    """
    made = at.astimezone(ZONE)
    rows = [
        writing.payment(reference=one.reference, amount=one.amount, serial=serial)
        for serial, one in enumerate(paid, start=1)
    ]
    number = 1 + made.hour * 60 + made.minute
    deposit = writing.deposit(account=ACCOUNT, paid_on=made.date(), payments=rows, number=number)
    return f"bgmax-demo-{made:%Y-%m-%d-%H%M}.txt", writing.write(deposits=[deposit], created=at)
