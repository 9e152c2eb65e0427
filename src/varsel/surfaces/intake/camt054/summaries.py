"""The sums of a notification (TxsSummry), held against its entries."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from varsel.surfaces.intake.camt054 import fields
from varsel.surfaces.intake.camt054.entries import Entry
from varsel.surfaces.intake.camt054.scopes import Part

_ALL, _CREDITS, _DEBITS = "TxsSummry/TtlNtries", "TxsSummry/TtlCdtNtries", "TxsSummry/TtlDbtNtries"
_NETS = ((f"{_ALL}/TtlNetNtryAmt", f"{_ALL}/CdtDbtInd"), (f"{_ALL}/TtlNetNtry/Amt", f"{_ALL}/TtlNetNtry/CdtDbtInd"))


def check_summary(*, part: Part, entries: Sequence[Entry]) -> None:
    """Hold counts and sums against the entries, of every status, as far as the notification states them.

    :raises BankFileError: when one of them is another.
    """
    credit = [one.amount for one in entries if one.is_credit]
    debit = [one.amount for one in entries if not one.is_credit]
    for path, amounts in ((_ALL, [*credit, *debit]), (_CREDITS, credit), (_DEBITS, debit)):
        count = fields.count(part=part, path=f"{path}/NbOfNtries")
        if count not in (None, len(amounts)):
            message = f"{path}/NbOfNtries says {count}, and the notification has {len(amounts)}"
            raise part.wrong(message, f"{path}/NbOfNtries")
        _compare(part=part, path=f"{path}/Sum", found=sum(amounts, Decimal(0)))
    for path, side in _NETS:
        net = sum(credit, Decimal(0)) - sum(debit, Decimal(0))
        is_credit = fields.is_credit(part=part, path=side)
        _compare(part=part, path=path, found=abs(net) if is_credit is None else net if is_credit else -net)


def _compare(*, part: Part, path: str, found: Decimal) -> None:
    said = fields.total(part=part, path=path)
    if said not in (None, found):
        raise part.wrong(f"{path} says {said}, and the entries make {found}", path)
