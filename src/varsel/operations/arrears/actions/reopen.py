"""Opening services again, at any hour of any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from varsel.law.calendar import local_day
from varsel.law.compensation import undelivered
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import words
from varsel.operations.arrears.account import Standing
from varsel.outlets.access.restrictions import actions as restrictions
from varsel.outlets.notices import actions as notices
from varsel.outlets.shadow import queries as shadow
from varsel.records.agreements import queries as agreements
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import queries as credited
from varsel.records.ledger.actions import Grant
from varsel.records.parties import queries as parties


@dataclass(frozen=True, slots=True)
class Reopening:
    """A service that is to be opened again, and whose it is."""

    party_id: int
    service: Standing


def reopen(*, reopenings: Sequence[Reopening], at: datetime) -> set[int]:
    """End restrictions for debt, credit what law says is not charged meanwhile, and tell the customers.

    The fee of the restricted days is credited in Norway (ekomloven § 4-11 third paragraph); each day once. Returns the
    customers who got a credit: what they owe is no longer what it was.
    """
    if not reopenings:
        return set()
    having = agreements.services_by_id(service_ids=[one.service.id for one in reopenings])
    restrictions.lift_many(services=having, kind="debt", at=at)
    days = _free_days(reopenings, at=at)
    amounts = _fees(days)
    _tell(reopenings=reopenings, amounts=amounts, at=at)
    if shadow.running():  # nothing was restricted in earnest, so nothing is owed for it
        return set()
    paid_back = [one for one in reopenings if one.service.id in amounts]
    grants = [_grant(one, amount=amounts[one.service.id], days=days[one.service.id], at=at) for one in paid_back]
    ledger.grant_credits(grants=grants, because="not charged while restricted", at=at, actor="system")
    return {one.party_id for one in paid_back}


def _free_days(reopenings: Sequence[Reopening], *, at: datetime) -> dict[int, list[date]]:
    """Return by service the days that are not charged, without those that were credited already."""
    free = {one.service.id: days for one in reopenings if (days := _restricted_days(one.service, at=at))}
    known = credited.credited_days_of(service_ids=free)
    left = {key: sorted(days - known.get(key, set())) for key, days in free.items()}
    return {key: days for key, days in left.items() if days}


def _restricted_days(service: Standing, *, at: datetime) -> set[date]:
    law = COUNTRIES[service.country]
    assert service.limit
    return set(law.fee_free_days(restricted_from=service.limit.first_on, restricted_to=local_day(at, law.ZONE)))


def _fees(days: Mapping[int, Sequence[date]]) -> dict[int, Decimal]:
    prices = agreements.prices_of(service_ids=days)
    fees = {key: undelivered(prices=prices.get(key, ()), days=some) for key, some in days.items()}
    return {key: fee for key, fee in fees.items() if fee}


def _tell(*, reopenings: Sequence[Reopening], amounts: dict[int, Decimal], at: datetime) -> None:
    """Write down that the services are open, and queue the words."""
    entries = (
        Untold(
            about=one.service.about,
            party=one.party_id,
            facts={"credit": str(amounts[one.service.id]) if one.service.id in amounts else None},
        )
        for one in reopenings
    )
    write_many(kind=Kind.SERVICE_REOPENED, entries=entries, at=at, actor="system")
    people = parties.customers(party_ids={one.party_id for one in reopenings})
    sayings = [
        words.reopened(service=one.service, customer=people[one.party_id], credit=amounts.get(one.service.id), at=at)
        for one in reopenings
    ]
    notices.tell_many(sayings=sayings, at=at)


def _grant(reopening: Reopening, *, amount: Decimal, days: Sequence[date], at: datetime) -> Grant:
    service = reopening.service
    law = COUNTRIES[service.country]
    on = local_day(at, law.ZONE)
    return Grant(reopening.party_id, service.about, amount, law.CURRENCY, on, {service.id: days})
