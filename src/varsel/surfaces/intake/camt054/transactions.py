"""One transaction (TxDtls) of an entry: whose, how much, and what for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from varsel.surfaces.intake.camt054 import fields
from varsel.surfaces.intake.camt054.scopes import Part

_AMOUNTS = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt")
_ORDERED = ("AmtDtls/InstdAmt/Amt",)
_CHARGES = ("Chrgs/Rcrd/Amt", "Chrgs/Amt", "Chrgs/TtlChrgsAndTaxAmt")
_REFERENCES = ("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/RfrdDocInf/Nb")
_WORDS = ("RmtInf/Ustrd", "Refs/EndToEndId")
_NUMBER = re.compile(r"[0-9]{2,24}[0-9-]", re.ASCII)  # an OCR number or KID that was written where words go
_SERIALS = ("Refs/AcctSvcrRef", "Refs/TxId", "Refs/UETR", "Refs/ClrSysRef")
_BACK = {"RRTN", "UPDD", "PRDD", "RPCR"}  # ISO 20022 external codes, bank transaction sub-family
_MOMENTS = ("RltdDts/AccptncDtTm", "RltdDts/TxDtTm")
_NONE_GIVEN = {"", "NOTPROVIDED", "NOTAVAILABLE"}
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Transaction:
    """What a transaction says. `amounts` by currency, `ordered` what the payer ordered; None is as the entry says."""

    line: int
    amounts: dict[str, Decimal]
    ordered: dict[str, Decimal]
    is_credit: bool | None
    is_return: bool  # of money that the account's owner had sent
    references: tuple[str, ...]
    payer: str
    serial: str
    charges: Decimal
    ordered_on: date | None = None
    hints: tuple[str, ...] = ()


def transaction(*, part: Part) -> Transaction:
    """Return what a transaction says.

    :raises BankFileError: when a value of it is none.
    """
    return Transaction(
        line=part.line,
        amounts=_amounts(part=part, paths=_AMOUNTS),
        ordered=_amounts(part=part, paths=_ORDERED),
        is_credit=fields.is_credit(part=part),
        is_return=gives_back(part=part) or any(path.startswith("RtrInf/") for path in part.values),
        references=_references(part=part),
        payer=account(part=part, path="RltdPties/DbtrAcct"),
        serial=next((text for path in _SERIALS for text in part.every(path)), ""),
        charges=charges(part=part),
        ordered_on=_ordered_on(part=part),
        hints=_first_of(part=part, paths=_WORDS),
    )


def gives_back(*, part: Part) -> bool:
    """Tell whether the bank's own code says that a payment is taken back: returned, unpaid, reversed or recalled."""
    return part.maybe("BkTxCd/Domn/Fmly/SubFmlyCd") in _BACK


def account(*, part: Part, path: str) -> str:
    """Return an account's number without blanks and hyphens, a bankgiro without zeros in front; empty where none is."""
    if iban := part.maybe(f"{path}/Id/IBAN"):
        return _BLANKS.sub("", iban)
    number = _BLANKS.sub("", part.maybe(f"{path}/Id/Othr/Id") or "")
    scheme = part.maybe(f"{path}/Id/Othr/SchmeNm/Prtry", f"{path}/Id/Othr/SchmeNm/Cd")
    number = number.replace("-", "") if scheme in ("BGNR", "BBAN") else number
    return number.lstrip("0") if scheme == "BGNR" else number


def charges(*, part: Part) -> Decimal:
    """Return what the bank took for itself: the records of it, or else their sum."""
    values = next((part.every(path) for path in _CHARGES if path in part.values), [])
    return sum((Decimal(text) for text in values if fields.is_amount(text=text)), Decimal(0))


def _ordered_on(*, part: Part) -> date | None:
    """Return the earliest day that shows when the payer's bank had the order."""
    moments = [fields.moment(part=part, path=path) for path in _MOMENTS if path in part.values]
    days = [moment.astimezone(fields.ZONE).date() for moment in moments]
    settled = fields.plain_day(part=part, path="RltdDts/IntrBkSttlmDt")
    return min([*days, *([settled] if settled else [])], default=None)


def _amounts(*, part: Part, paths: tuple[str, ...]) -> dict[str, Decimal]:
    amounts: dict[str, Decimal] = {}
    for path in paths:
        if path in part.values:
            amounts.setdefault(fields.currency(part=part, path=path), fields.amount(part=part, path=path))
    return amounts


def _references(*, part: Part) -> tuple[str, ...]:
    """Return the creditor's references; without them invoice numbers, then a message that is a number and no more."""
    if found := _first_of(part=part, paths=_REFERENCES):
        return found
    words = _first_of(part=part, paths=_WORDS[:1])
    return words if words and all(_NUMBER.fullmatch(one) for one in words) else ()


def _first_of(*, part: Part, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts at the first of these paths that has any."""
    for path in paths:
        found = [_BLANKS.sub(" ", text) for text in part.every(path) if text.upper() not in _NONE_GIVEN]
        if found:
            return tuple(dict.fromkeys(found))
    return ()
