"""One entry (Ntry): a line of the account statement, cut into payments and what is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from varsel.surfaces.intake.camt054 import fields
from varsel.surfaces.intake.camt054.scopes import Part
from varsel.surfaces.intake.camt054.transactions import Transaction, charges, gives_back
from varsel.surfaces.intake.rows import Deduction, Payment

_STATUSES = ("BOOK", "PDNG", "INFO", "FUTR")

_WHOLE_ENTRY = Transaction(
    line=0,
    amounts={},
    ordered={},
    is_credit=None,
    is_return=False,
    references=(),
    payer="",
    serial="",
    charges=Decimal(0),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with its rows, which make its amount. `day` and `reference` are the bank's, where it gives them."""

    amount: Decimal
    currency: str
    is_credit: bool
    status: str
    day: date | None
    reference: str
    payments: tuple[Payment, ...]
    deductions: tuple[Deduction, ...]


def entry(*, part: Part, transactions: list[Transaction]) -> Entry:
    """Return an entry; without transactions it is one payment that tells no reference.

    :raises BankFileError: when a value of it is none, or its transactions do not make its amount.
    """
    if (is_credit := fields.is_credit(part=part)) is None:
        raise part.wrong("Ntry has no CdtDbtInd")
    amount, currency = fields.amount(part=part, path="Amt"), fields.currency(part=part, path="Amt")
    is_reversal = fields.is_true(part=part, path="RvslInd") or gives_back(part=part)
    rows = []
    for one in transactions or [replace(_WHOLE_ENTRY, line=part.line)]:
        net = _amount(part=part, one=one, currency=currency, alone=amount if len(transactions) <= 1 else None)
        rows.append(_row(one=one, amount=net, is_credit=_side(one=one, otherwise=is_credit), is_reversal=is_reversal))
    rows += _kept(part=part, amount=amount if is_credit else -amount, rows=rows, transactions=transactions)
    return Entry(
        amount=amount,
        currency=currency,
        is_credit=is_credit,
        status=_status(part=part),
        day=fields.day(part=part, path="BookgDt") or fields.day(part=part, path="ValDt"),
        reference=part.maybe("AcctSvcrRef") or "",
        payments=tuple(row for row in rows if isinstance(row, Payment)),
        deductions=tuple(row for row in rows if isinstance(row, Deduction)),
    )


def check_batch(*, part: Part, transactions: list[Transaction]) -> None:
    """Hold what a batch says of itself against the transactions in it; a bank may leave them all out.

    :raises BankFileError: when they are not as many, or do not make its sum.
    """
    said = fields.count(part=part, path="Btch/NbOfTxs")
    if not transactions:
        return
    if said not in (None, len(transactions)):
        raise part.wrong(f"the batch says {said} transactions, and has {len(transactions)}", "Btch/NbOfTxs")
    if "Btch/TtlAmt" not in part.values:
        return
    whole, currency = fields.amount(part=part, path="Btch/TtlAmt"), fields.currency(part=part, path="Btch/TtlAmt")
    side = fields.is_credit(part=part, path="Btch/CdtDbtInd")
    amounts = [_signed(amount=one.amounts.get(currency), one=one, side=side) for one in transactions]
    known = [amount for amount in amounts if amount is not None]
    if len(known) == len(amounts) and abs(sum(known)) != whole:
        raise part.wrong(f"the batch says {whole} {currency}, and its transactions make {sum(known)}", "Btch/TtlAmt")


def _status(*, part: Part) -> str:
    """Return whether an entry is booked; a bank's own word is anything, a code is one of the standard's.

    :raises BankFileError: when it is none, for nobody can say then whether there is money.
    """
    if own := part.maybe("Sts/Prtry"):
        return own
    status = part.need("Sts", "Sts/Cd")
    if status not in _STATUSES:
        raise part.wrong(f"the entry's status is {status!r}, and must be {', '.join(_STATUSES)}", "Sts")
    return status


def _signed(*, amount: Decimal | None, one: Transaction, side: bool | None) -> Decimal | None:
    against = one.is_credit is not None and side is not None and one.is_credit is not side
    return -amount if against and amount is not None else amount


def _side(*, one: Transaction, otherwise: bool) -> bool:
    return otherwise if one.is_credit is None else one.is_credit


def _amount(*, part: Part, one: Transaction, currency: str, alone: Decimal | None) -> Decimal:
    """Return a transaction's amount in the entry's currency; `alone` is the entry's where it has no other."""
    for amount in (one.amounts.get(currency), alone, one.ordered.get(currency)):
        if amount is not None:
            return amount
    raise part.wrong(f"the transaction in line {one.line} has no amount in {currency}, as its entry has", "Amt")


def _row(*, one: Transaction, amount: Decimal, is_credit: bool, is_reversal: bool) -> Payment | Deduction:
    """Return a payment, or what took from the account, or what came back to it: a deduction of less than nothing."""
    line, references, payer, serial = one.line, one.references, one.payer, one.serial
    if is_credit and not is_reversal and not one.is_return:
        return Payment(
            line=line,
            references=references,
            amount=amount,
            payer=payer,
            serial=serial,
            has_image=False,
            ordered_on=one.ordered_on,
            hints=one.hints,
        )
    references = references or one.hints
    net, back = -amount if is_credit else amount, is_reversal or one.is_return
    kind = "returned" if is_credit else "reversal" if back else "debit"
    return Deduction(line=line, references=references, amount=net, payer=payer, serial=serial, kind=kind)


def _kept(
    *, part: Part, amount: Decimal, rows: list[Payment | Deduction], transactions: list[Transaction]
) -> list[Deduction]:
    """Return what the bank kept for itself, when that is why the rows do not make the entry's amount.

    :raises BankFileError: when they do not, and its charges are not why.
    """
    made = sum((row.amount if isinstance(row, Payment) else -row.amount for row in rows), Decimal(0))
    if not (kept := made - amount):
        return []
    taken, charged = sum((one.charges for one in transactions), Decimal(0)), charges(part=part)
    if kept not in (taken, charged, taken + charged):
        raise part.wrong(f"the entry says {abs(amount)}, and its transactions make {abs(made)}", "Amt")
    return [Deduction(line=part.line, references=(), amount=kept, payer="", serial="", kind="charge")]
