"""What is compensated of days without a service, and how a case ends: pure, without a database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from varsel.law.calendar import local_day, start_of_day
from varsel.law.compensation import Prices, undelivered_together
from varsel.law.countries import COUNTRIES
from varsel.operations.compensation.account import Owed, Without

Closed = tuple[datetime, datetime | None]  # from when to when a service was lawfully closed; None: still


def owed(
    *,
    without: Sequence[Without],
    prices: Mapping[int, Prices],
    credited: Mapping[int, Collection[date]],
    closed: Mapping[int, Collection[Closed]],
) -> list[Owed]:
    """Return what each customer of these services gets, rounded once a customer. Who gets nothing is left out.

    `prices`, `credited` days and times in which they were `closed` are by service.
    """
    days: dict[tuple[int, str], dict[int, list[date]]] = {}
    for one in without:
        zone = COUNTRIES[one.country].ZONE
        found = owed_days(
            days=days_between(since=one.since, until=one.until, zone=zone),
            sold_from=min((day for day, _ in prices.get(one.service_id, ())), default=None),
            credited=credited.get(one.service_id, ()),
            closed=closed.get(one.service_id, ()),
            zone=zone,
        )
        if found:
            days.setdefault((one.party_id, one.country), {})[one.service_id] = found
    amounts = {key: _amount(some, prices) for key, some in days.items()}
    return [Owed(*key, amounts[key], some) for key, some in days.items() if amounts[key]]


def _amount(days: Mapping[int, Sequence[date]], prices: Mapping[int, Prices]) -> Decimal:
    return undelivered_together(services=[(prices[service_id], some) for service_id, some in days.items()])


def days_between(*, since: datetime, until: datetime, zone: str) -> list[date]:
    """Return the local days from an instant to another, both included."""
    first, last = local_day(since, zone), local_day(until, zone)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def owed_days(
    *, days: Iterable[date], sold_from: date | None, credited: Collection[date], closed: Collection[Closed], zone: str
) -> list[date]:
    """Leave out the days before the service was sold, those credited already, and those on which it was closed whole.

    A limited service is to work; where it does not, its days count (rules, section 7, case 26).
    """
    if sold_from is None:
        return []
    return [
        day
        for day in days
        if day >= sold_from and day not in credited and not any(_all_of(day, one, zone) for one in closed)
    ]


def outcome(*, amount: Decimal, claimed: Decimal | None) -> str:
    """Return how a case ends that gives so much where so much was asked for, if a sum was said."""
    if not amount:
        return "rejected"
    return "partly" if claimed is not None and amount < claimed else "granted"


def _all_of(day: date, closed: Closed, zone: str) -> bool:
    begin, end = closed
    ends_in_time = end is not None and end < start_of_day(day + timedelta(days=1), zone)
    return begin <= start_of_day(day, zone) and not ends_in_time
