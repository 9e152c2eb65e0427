"""What is owed for days without a service, as things are now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from varsel.law.compensation import undelivered_together
from varsel.law.countries import COUNTRIES
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
    prices, credited = agreements.prices_of(service_ids=keys), ledger.credited_days_of(service_ids=keys)
    since, until = min(one.since for one in without), max(one.until for one in without)
    closed = restrictions.closed_between(service_ids=keys, since=since, until=until)
    days: dict[tuple[int, str], dict[int, list[date]]] = {}
    for one in without:
        zone = COUNTRIES[one.country].ZONE
        found = ladder.owed_days(
            days=ladder.days_between(since=one.since, until=one.until, zone=zone),
            sold_from=min((day for day, _ in prices.get(one.service_id, ())), default=None),
            credited=credited.get(one.service_id, ()),
            closed=closed.get(one.service_id, ()),
            zone=zone,
        )
        if found:
            days.setdefault((one.party_id, one.country), {})[one.service_id] = found
    amounts = {key: _amount(some, prices) for key, some in days.items()}
    return [Owed(*key, amounts[key], some) for key, some in days.items() if amounts[key]]


def _amount(days: dict[int, list[date]], prices: dict[int, list[tuple[date, Decimal]]]) -> Decimal:
    return undelivered_together(services=[(prices[service_id], some) for service_id, some in days.items()])
