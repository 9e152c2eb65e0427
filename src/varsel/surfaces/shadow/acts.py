"""What we did, or would have done, on a day: read from the journal as it was written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from varsel.kit import money
from varsel.kit.reading import fetch
from varsel.law.calendar import local_day, start_of_day
from varsel.law.countries import COUNTRIES
from varsel.outlets.shadow import queries as shadow
from varsel.records.agreements import queries as agreements
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.journal.queries import Told
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer

ACTIONS: dict[Kind, str] = {
    Kind.DEMAND_SENT: "demand",
    Kind.LATE_PAYER_WARNED: "warning",
    Kind.SERVICE_LIMITED: "limit",
    Kind.SERVICE_CLOSED: "close",
    Kind.SERVICE_REOPENED: "reopen",
}
_ZONES = sorted({law.ZONE for law in COUNTRIES.values()})
_WARNED = """
    SELECT warning.notice_id, invoice.number, invoice.currency, ground.rule, invoice.due_on,
        array_agg(service.external_id ORDER BY service.id), sum(warned.amount_ore)
    FROM arrears_warning AS warning
    JOIN arrears_warned_service AS warned ON warned.warning_id = warning.id
    JOIN ledger_invoice AS invoice ON invoice.id = warning.invoice_id
    JOIN agreements_service AS service ON service.id = warned.service_id
    JOIN restrictions_ground AS ground ON ground.country = warning.country AND ground.kind = 'debt'
        AND ground.code = warning.ground AND ground.level = 'limited'
    WHERE warning.notice_id = ANY(%(ids)s) GROUP BY 1, 2, 3, 4, 5"""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was done, or would have been: to whom, for which services, why, and by which rule.

    `reasons` are codes of what held: of the law's verdict, or `unpaid_since` with the invoice's due day in `since`.
    """

    entry_id: int
    at: datetime
    action: str  # demand, warning, limit, close, reopen
    customer: Customer
    services: tuple[str, ...]
    invoice: str
    amount: Decimal | None
    currency: str
    rule: str
    reasons: tuple[str, ...]
    since: date | None = None


@dataclass(frozen=True, slots=True)
class _Warned:
    invoice: str
    currency: str
    rule: str
    due_on: date
    services: tuple[str, ...]
    ore: int


def acts_on(*, day: date) -> list[Act]:
    """Return what shadow mode recorded on a local day, in the order in which it was decided."""
    periods = shadow.periods()
    begin, end = bounds(day=day)
    told = journal.between(since=begin, until=end, kinds=[kind.value for kind in ACTIONS])
    return list(_acts([one for one in told if any(period.holds(at=one.at) for period in periods)], day=day))


def bounds(*, day: date) -> tuple[datetime, datetime]:
    """Return the instants between which a day lies in every country of the law."""
    begins = [start_of_day(day, zone) for zone in _ZONES]
    ends = [start_of_day(day + timedelta(days=1), zone) for zone in _ZONES]
    return min(begins), max(ends)


def _acts(told: Collection[Told], *, day: date) -> Iterator[Act]:
    people = parties.customers(party_ids={one.party for one in told if one.party is not None})
    warned = _warned(one.facts["notice"] for one in told if "notice" in one.facts)
    keys = [int(one.about.removeprefix("service:")) for one in told if one.about.startswith("service:")]
    services = {one.about: one for one in agreements.services_by_id(service_ids=keys)}
    for one in told:
        assert one.party is not None
        customer = people[one.party]
        if local_day(one.at, COUNTRIES[customer.country].ZONE) != day:
            continue
        if one.about in services:
            yield _of_service(one, customer, services[one.about].external_id)
        else:
            yield _of_invoice(one, customer, warned[one.facts["notice"]])


def _of_invoice(told: Told, customer: Customer, warned: _Warned) -> Act:
    return Act(
        entry_id=told.id,
        at=told.at,
        action=ACTIONS[Kind(told.kind)],
        customer=customer,
        services=warned.services,
        invoice=warned.invoice,
        amount=money.from_ore(ore=warned.ore),
        currency=warned.currency,
        rule=warned.rule,
        reasons=("unpaid_since",),
        since=warned.due_on,
    )


def _of_service(told: Told, customer: Customer, service: str) -> Act:
    verdict = told.verdict or {"rule": "", "reasons": []}
    owed = told.facts.get("asked", {}).get("owed")
    return Act(
        entry_id=told.id,
        at=told.at,
        action=ACTIONS[Kind(told.kind)],
        customer=customer,
        services=(service,),
        invoice="",
        amount=Decimal(owed) if owed is not None else None,
        currency=COUNTRIES[customer.country].CURRENCY,
        rule=verdict["rule"],
        reasons=tuple(one["code"] for one in verdict["reasons"]) or ("nothing_carries_it",),
    )


def _warned(notice_ids: Iterable[int]) -> dict[int, _Warned]:
    rows = fetch(statement=_WARNED, values={"ids": list(notice_ids)})
    return {row[0]: _Warned(row[1], row[2], row[3], row[4], tuple(row[5]), int(row[6])) for row in rows}
