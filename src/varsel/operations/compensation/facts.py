"""What is owed for days without a service, as things are now."""

from __future__ import annotations

from collections.abc import Sequence

from varsel.operations.compensation import ladder
from varsel.operations.compensation.account import Owed, Without
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.records.agreements import queries as agreements
from varsel.records.ledger import queries as ledger


def owed(*, without: Sequence[Without]) -> list[Owed]:
    """Return what each customer of these services gets, rounded once a customer. Who gets nothing is left out."""
    if not without:
        return []
    keys = [one.service_id for one in without]
    since, until = min(one.since for one in without), max(one.until for one in without)
    return ladder.owed(
        without=without,
        prices=agreements.prices_of(service_ids=keys),
        credited=ledger.credited_days_of(service_ids=keys),
        closed=restrictions.closed_between(service_ids=keys, since=since, until=until),
    )
