"""What the page of lent routers shows: to whom, since when, in which outage, and whether a mobile phone works there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise

from varsel.operations.outages import queries
from varsel.operations.outages.account import Lent, Told
from varsel.operations.outages.sentences import HOW
from varsel.operations.stock import queries as stock
from varsel.operations.stock import reach
from varsel.operations.stock.account import Unit
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer

LOOK_BACK = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Row:
    """A lent router. `covered`: whether a mobile phone works there; None: nobody knows."""

    loan: Lent
    outage: Told
    customer: Customer
    unit: Unit | None
    how: Promise
    covered: bool | None
    days: int  # since it was handed over, or lent


def rows(*, show: str, at: datetime) -> list[Row]:
    """Return the routers that are to be handed over, are out, are to be asked for, or have come back."""
    if show == "over":
        return _rows(queries.ended_loans(since=at - LOOK_BACK), at=at)
    found = [(loan, outage) for loan, outage in queries.open_loans() if _stands(loan, show)]
    return _rows(found, at=at)


def counts() -> dict[str, int]:
    """Return how many stand on each list but that of what is over."""
    open_ones = [loan for loan, _outage in queries.open_loans()]
    return {show: sum(_stands(loan, show) for loan in open_ones) for show in ("waiting", "out", "overdue")}


def _stands(loan: Lent, show: str) -> bool:
    if show == "waiting":
        return loan.waits
    return not loan.waits and (show == "out" or loan.overdue_at is not None)


def _rows(found: Sequence[tuple[Lent, Told]], *, at: datetime) -> list[Row]:
    keys = {loan.party_id for loan, _outage in found}
    people, covered = parties.customers(party_ids=keys), reach.coverage(party_ids=keys)
    units = {one.id: one for one in stock.devices(ids=[loan.device_id for loan, _ in found if loan.device_id])}
    return [
        Row(
            loan=loan,
            outage=outage,
            customer=people[loan.party_id],
            unit=units.get(loan.device_id or 0),
            how=HOW[loan.how],
            covered=covered[loan.party_id],
            days=((loan.back_at or loan.lost_at or at) - (loan.handed_at or loan.out_at)).days,
        )
        for loan, outage in found
    ]
