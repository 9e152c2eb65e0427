"""Reading camt.054: parts as they end, folded into deposits; each entry is one, on its notification's account."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime

from varsel.surfaces.intake.camt054 import fields
from varsel.surfaces.intake.camt054.entries import Entry, check_batch, entry
from varsel.surfaces.intake.camt054.scopes import Part, parts
from varsel.surfaces.intake.camt054.summaries import check_summary
from varsel.surfaces.intake.camt054.transactions import Transaction, account, transaction
from varsel.surfaces.intake.errors import BankFileError
from varsel.surfaces.intake.rows import BankFile, Deposit

FORMAT = "camt054"
_BEGINNING = 4_096
_NAMES = (b"camt.054.", b"BkToCstmrDbtCdtNtfctn")
_TEST = re.compile(r"\bTEST\b", re.IGNORECASE | re.ASCII)
_COPIES = {"DUPL": "a duplicate", "COPY": "a copy", "CODU": "a duplicate of a copy"}


def is_camt054(*, content: bytes) -> bool:
    """Tell whether a file begins as camt.054 does, in whatever encoding."""
    beginning = content[:_BEGINNING].replace(b"\x00", b"")
    return b"<" in beginning[:8] and any(name in beginning for name in _NAMES)


def read(*, name: str, content: bytes) -> BankFile:
    """Read a camt.054 file; `name` is what messages call it.

    :raises BankFileError: when it is not whole, or anything in it does not agree with anything else.
    """
    reading = _Reading(name=name)
    for part in parts(name=name, content=content):
        reading.take(part=part)
    return reading.file()


class _Reading:
    """What was read so far. Parts come when they end: transactions, their batch, the entry, the notification."""

    def __init__(self, *, name: str) -> None:
        self._name = name
        self._created: datetime | None = None
        self._is_test = False
        self._batch: list[Transaction] = []
        self._transactions: list[Transaction] = []
        self._entries: list[Entry] = []
        self._deposits: list[Deposit] = []
        self._notes: Counter[str] = Counter()
        self._notifications = 0

    def take(self, *, part: Part) -> None:
        """Take the next part."""
        match part.kind:
            case "TxDtls":
                self._batch.append(transaction(part=part))
            case "NtryDtls":
                check_batch(part=part, transactions=self._batch)
                self._transactions += self._batch
                self._batch = []
            case "Ntry":
                self._entries.append(entry(part=part, transactions=self._transactions))
                self._transactions = []
            case "Ntfctn":
                self._notification(part=part)
            case "GrpHdr":
                self._created = fields.moment(part=part, path="CreDtTm").astimezone(fields.ZONE)
                self._is_test = bool(_TEST.search(part.maybe("AddtlInf") or ""))

    def file(self) -> BankFile:
        """Return the file, once all parts were taken.

        :raises BankFileError: when it has no header, or no notification.
        """
        if self._created is None or not self._notifications:
            missing = "a notification (Ntfctn)" if self._created else "a header (GrpHdr)"
            remedy = "Fetch the file from the bank anew; if it is the same, ask the bank"
            raise BankFileError(file=self._name, line=None, message=f"the file has not {missing}", remedy=remedy)
        return BankFile(
            format=FORMAT,
            created=self._created,
            is_test=self._is_test,
            deposits=tuple(self._deposits),
            notes=tuple(f"{count} × {note}" for note, count in self._notes.items()),
        )

    def _notification(self, *, part: Part) -> None:
        check_summary(part=part, entries=self._entries)
        if copy := part.maybe("CpyDplctInd"):
            self._notes[f"a notification is {_COPIES.get(copy, copy)}"] += 1
        whose = account(part=part, path="Acct")
        if not whose:
            raise part.wrong("the notification does not say which account (Acct/Id)")
        for number, one in enumerate(self._entries, start=1):
            if one.status == "BOOK":
                self._deposits.append(self._deposit(part=part, one=one, whose=whose, number=number))
            else:
                self._notes[f"an entry is not booked ({one.status}) and was passed over"] += 1
        self._entries = []
        self._notifications += 1

    def _deposit(self, *, part: Part, one: Entry, whose: str, number: int) -> Deposit:
        """Return an entry as a deposit. Without the bank's reference, the notification and the place in it name it."""
        if self._created is None:
            raise part.wrong("the file has no header (GrpHdr) before its first notification")
        made = fields.moment(part=part, path="CreDtTm") if "CreDtTm" in part.values else self._created
        if one.deductions:
            self._notes["an entry has a deduction or a reversal, which is no payment"] += 1
        return Deposit(
            account=whose,
            currency=one.currency,
            paid_on=one.day or made.date(),
            serial=one.reference or f"{part.need('Id')}@{made:%Y%m%dT%H%M%S%f}.{number}",
            payments=one.payments,
            deductions=one.deductions,
        )
