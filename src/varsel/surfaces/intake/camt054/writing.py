"""Writing camt.054 files: for the demo operator, and for tests. The same rows always make the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from xml.sax.saxutils import escape

from varsel.surfaces.intake.rows import Deduction, Deposit, Payment

VERSIONS = range(2, 14)
_CODED_STATUS, _OWN_AMOUNT = 8, 4  # the versions from which on these stand elsewhere


def payment(*, reference: str, amount: Decimal, serial: str = "", more: Sequence[str] = (), payer: str = "") -> Payment:
    """Return a payment to write; `more` are its further references, `serial` the bank's own."""
    references = tuple(one for one in (reference, *more) if one)
    return Payment(line=0, references=references, amount=amount, payer=payer, serial=serial, has_image=False)


def deposit(
    *,
    account: str,
    paid_on: date,
    payments: Sequence[Payment],
    serial: str = "",
    currency: str = "SEK",
    deductions: Sequence[Deduction] = (),
) -> Deposit:
    """Return a deposit to write; `serial` is the bank's reference of it."""
    return Deposit(
        account=account,
        currency=currency,
        paid_on=paid_on,
        serial=serial,
        payments=tuple(payments),
        deductions=tuple(deductions),
    )


def write(
    *, deposits: Sequence[Deposit], created: datetime, version: int = 8, number: int = 1, is_test: bool = False
) -> bytes:
    """Return the bytes of a camt.054 file, the `number`th of its bank: a notification for each account in turn.

    A deposit becomes an entry for its payments and one for its deductions.

    :raises ValueError: for a version that there is not, or a negative amount of a payment.
    """
    if version not in VERSIONS:
        raise ValueError(f"{version}: camt.054 has the versions {VERSIONS[0]} to {VERSIONS[-1]}")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.{version:02d}">',
        "<BkToCstmrDbtCdtNtfctn>",
        f"<GrpHdr><MsgId>{number}</MsgId><CreDtTm>{created.isoformat()}</CreDtTm>",
        "<AddtlInf>TEST</AddtlInf></GrpHdr>" if is_test else "</GrpHdr>",
    ]
    for place, (account, group) in enumerate(groupby(deposits, key=lambda one: one.account), start=1):
        head = f"<Ntfctn><Id>{number}-{place}</Id><CreDtTm>{created.isoformat()}</CreDtTm>"
        lines += [head, *_notification(account=account, deposits=list(group), version=version), "</Ntfctn>"]
    return "\n".join([*lines, "</BkToCstmrDbtCdtNtfctn>", "</Document>", ""]).encode("utf-8")


def _notification(*, account: str, deposits: Sequence[Deposit], version: int) -> Iterator[str]:
    named = f"<IBAN>{account}</IBAN>" if account[:2].isalpha() else f"<Othr><Id>{account}</Id></Othr>"
    yield f"<Acct><Id>{named}</Id></Acct>"
    sides = [(one, rows) for one in deposits for rows in (one.payments, one.deductions) if rows]
    total = sum((row.amount for _, rows in sides for row in rows), Decimal(0))
    yield f"<TxsSummry><TtlNtries><NbOfNtries>{len(sides)}</NbOfNtries><Sum>{total}</Sum></TtlNtries></TxsSummry>"
    for one, rows in sides:
        yield from _entry(one=one, rows=rows, version=version)


def _entry(*, one: Deposit, rows: Sequence[Payment | Deduction], version: int) -> Iterator[str]:
    side = "CRDT" if isinstance(rows[0], Payment) else "DBIT"
    amount = _amount(amount=sum((row.amount for row in rows), Decimal(0)), currency=one.currency)
    yield f"<Ntry>{amount}<CdtDbtInd>{side}</CdtDbtInd>"
    yield "<Sts><Cd>BOOK</Cd></Sts>" if version >= _CODED_STATUS else "<Sts>BOOK</Sts>"
    yield f"<BookgDt><Dt>{one.paid_on}</Dt></BookgDt>"
    yield f"<AcctSvcrRef>{escape(one.serial)}</AcctSvcrRef>" if one.serial else ""
    yield f"<NtryDtls><Btch><NbOfTxs>{len(rows)}</NbOfTxs></Btch>"
    for row in rows:
        yield from _transaction(row=row, currency=one.currency, side=side, version=version)
    yield "</NtryDtls></Ntry>"


def _transaction(*, row: Payment | Deduction, currency: str, side: str, version: int) -> Iterator[str]:
    amount = _amount(amount=row.amount, currency=currency)
    serial = f"<Refs><AcctSvcrRef>{escape(row.serial)}</AcctSvcrRef></Refs>" if row.serial else ""
    own = f"{amount}<CdtDbtInd>{side}</CdtDbtInd>"
    within = f"<AmtDtls><TxAmt>{amount}</TxAmt></AmtDtls>"
    yield f"<TxDtls>{serial}{own if version >= _OWN_AMOUNT else within}"
    if row.payer:
        payer = f"<DbtrAcct><Id><Othr><Id>{escape(row.payer)}</Id></Othr></Id></DbtrAcct>"
        yield f"<RltdPties>{payer}</RltdPties>"
    references = [f"<Strd><CdtrRefInf><Ref>{escape(one)}</Ref></CdtrRefInf></Strd>" for one in row.references]
    yield f"<RmtInf>{''.join(references)}</RmtInf></TxDtls>" if references else "</TxDtls>"


def _amount(*, amount: Decimal, currency: str) -> str:
    if amount < 0:
        raise ValueError(f"{amount}: an amount in camt.054 is not negative")
    return f'<Amt Ccy="{currency}">{amount}</Amt>'
