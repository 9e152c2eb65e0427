"""The same money told in two formats: known where that is certain, doubted where it is likely, booked once.

Certain: the same account, reference and amount, and a day in common (of the deposit or of the file), one payment there
for each one here. Likely: the same but for the day, within a working week, or but for the account, where one format
names it by its IBAN and the other by a number that can't be compared; or what a followed billing system told as paid.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from varsel.kit import money
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import doubts
from varsel.records.ledger.actions import Incoming
from varsel.records.ledger.doubts import Elsewhere
from varsel.surfaces.intake.keys import spellings
from varsel.surfaces.intake.models import File
from varsel.surfaces.intake.rows import BankFile

_WEEK, _NEAR = timedelta(days=7), timedelta(days=35)
_REGISTER = "register"
_NORWEGIAN = re.compile(r"NO[0-9]{13}", re.ASCII)
_Key = tuple[str, str, Decimal]  # reference, currency, amount


@dataclass(slots=True)
class Sieve:
    """What of a file's payments came in another format before. Payments go through it once, in their order."""

    format: str
    created_on: date
    elsewhere: dict[_Key, list[Elsewhere]]
    known: int = 0
    doubted: list[tuple[Incoming, int]] = field(default_factory=list)  # with the payment that it may be

    def new(self, *, payments: Iterable[Incoming]) -> Iterator[Incoming]:
        """Yield the payments that no other format told of."""
        for one in payments:
            told = [row for way in (one.reference, *one.or_else) for row in self._told(one, way)]
            certain = next((row for row in told if self._is_certain(one, row)), None)
            likely = next((row for row in told if self._is_likely(one, row)), None)
            if certain:
                self.elsewhere[certain.reference, one.currency, one.amount].remove(certain)
                self.known += 1
            elif likely:
                self.doubted.append((one, likely.id))
            else:
                yield one

    def book_doubted(self, *, at: datetime, actor: str) -> list[Incoming]:
        """Book the payments that may have come before, each with its doubt, and return those that were new."""
        return [
            one
            for one, payment_id in self.doubted
            if ledger.book_doubted(payment=one, may_be=payment_id, at=at, actor=actor)
        ]

    def _told(self, one: Incoming, reference: str) -> list[Elsewhere]:
        return self.elsewhere.get((reference, one.currency, one.amount), []) if reference else []

    def _is_certain(self, one: Incoming, row: Elsewhere) -> bool:
        if row.source == _REGISTER:
            return False
        account, day = _of(one.bank_key)
        there, booked = _of(row.bank_key)
        days = {day, self.created_on, one.initiated_on}
        return account == there and not days.isdisjoint({booked, row.initiated_on})

    def _is_likely(self, one: Incoming, row: Elsewhere) -> bool:
        if row.source == _REGISTER:
            return abs(one.initiated_on - row.initiated_on) <= _WEEK
        account, day = _of(one.bank_key)
        there, booked = _of(row.bank_key)
        comparable = account[:2].isalpha() == there[:2].isalpha()
        return abs(day - booked) <= _WEEK and (account == there or not comparable)


def sieve(*, file: BankFile, at: datetime) -> Sieve:
    """Return what the file's payments are held against: nothing where no other format came in near it.

    Where a billing system is followed, what it told as paid is another telling too.
    """
    created, currencies = file.created, list(file.sums())
    others = File.objects.exclude(format=file.format).filter(sums__has_any_keys=currencies)
    near = others.filter(created_at__range=(created - _NEAR, created + _NEAR))
    formats = sorted(set(near.values_list("format", flat=True)))
    formats += [_REGISTER] if ledger.follows(at=at) else []
    told: dict[_Key, list[Elsewhere]] = defaultdict(list)
    if formats:
        references = {way for row in file.payments() for way in spellings(references=row.names)}
        for one in doubts.told_by(sources=formats, references=references, since=(created - 2 * _NEAR).date()):
            told[one.reference, one.currency, money.from_ore(ore=one.ore)].append(one)
    return Sieve(format=file.format, created_on=created.date(), elsewhere=dict(told))


def _of(bank_key: str) -> tuple[str, date]:
    """Return account and day as a key of a payment has them: a Norwegian IBAN as the number in it."""
    account, _currency, day, *_ = bank_key.split("/")
    account = account[4:] if _NORWEGIAN.fullmatch(account) else account
    return account, date(int(day[:4]), int(day[4:6]), int(day[6:8]))
