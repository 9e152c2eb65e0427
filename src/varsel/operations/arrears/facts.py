"""From rows to the account, and from the account to the facts that the law is asked with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from varsel.kit import money
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.facts import AdvanceNotice, Closing, Demand, Limiting, LimitingAtOnce, ServiceKind, Urging
from varsel.operations.arrears import ladder, queries
from varsel.operations.arrears.account import Account, Deadline, Late, Limit, Part, Standing, Waiting
from varsel.operations.arrears.queries import Argued, Warned
from varsel.operations.outages import queries as outages
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.records.agreements import queries as agreements
from varsel.records.agreements.queries import Having
from varsel.records.ledger import queries as ledger
from varsel.records.ledger.queries import Billed, OpenLine
from varsel.records.operator import queries as operator
from varsel.records.operator.policy import Payments

URGED_BY: dict[str, Urging] = {"unpaid": "demand", "repeatedly_late": "advance_notice"}


@dataclass(frozen=True, slots=True)
class Rows:
    """What is on record about some customers, of all of them together."""

    at: datetime
    payments: Payments
    invoices: Collection[Billed]
    services: Collection[Having]
    warned: Collection[Warned]
    argued: Collection[Argued]
    limits: Mapping[int, restrictions.Restricted]
    waiting: Mapping[int, Waiting]
    dark: Collection[int]  # lines with an open outage
    holds: Mapping[int, date]


def accounts(*, party_ids: Collection[int], at: datetime) -> dict[int, Account]:
    """Gather these customers' accounts in a fixed number of queries, however many they are."""
    billed = ledger.invoices_of(party_ids=party_ids)
    services = agreements.services_of(party_ids=party_ids)
    keys, invoices = [service.id for service in services], [invoice.id for invoice in billed]
    outage = outages.open_on_lines(line_ids={service.line_id for service in services})
    rows = Rows(
        at=at,
        payments=operator.policy_at(at=at).policy.payments,
        invoices=billed,
        services=services,
        warned=queries.warned_for(invoice_ids=invoices),
        argued=queries.disputes_of(invoice_ids=invoices),
        limits={row.service_id: row for row in restrictions.open_on(service_ids=keys) if row.kind == "debt"},
        waiting=queries.waiting_for(service_ids=keys),
        dark={line_id for line_id, found in outage.items() if found},
        holds=queries.holds_of(party_ids=party_ids),
    )
    return {party_id: _account(rows=rows, party_id=party_id) for party_id in party_ids}


def account(*, party_id: int, at: datetime) -> Account:
    """Gather one customer's account."""
    return accounts(party_ids=[party_id], at=at)[party_id]


def limiting(*, service: Standing, part: Part, on: date) -> Limiting:
    """Return the facts for limiting the service on the ground of a part that was demanded."""
    deadline = part.deadline
    demand = None
    if deadline and deadline.last_day:
        demand = Demand(
            sent_on=deadline.sent_on,
            received_on=deadline.received_on,
            last_day=deadline.last_day,
            says_interruption=deadline.says_interruption,
        )
    return Limiting(*_debt(service=service, on=on), demand=demand)


def limiting_at_once(
    *, account: Account, service: Standing, part: Part, payments: Payments, on: date
) -> LimitingAtOnce:
    """Return the facts for limiting a repeatedly late payer's service."""
    told_on = part.deadline.sent_on if part.deadline else on
    months = payments.late_window_months
    late = ladder.late_invoices(late=account.late, but=part.invoice_id, on=told_on, months=months)
    notice = AdvanceNotice(received_at=part.deadline.received_at if part.deadline else None)
    return LimitingAtOnce(
        *_debt(service=service, on=on), late_invoices=late, notice=notice, notice_hours=payments.late_warning_hours
    )


def closing(*, service: Standing, part: Part, on: date) -> Closing:
    """Return the facts for closing a limited service."""
    ground = part.deadline.ground if part.deadline else None
    urged: Urging | None = URGED_BY.get(ground or "")
    limited_on = service.limit.begins_on if service.limit and service.limit.level == "limited" else None
    return Closing(*_debt(service=service, on=on), urged_by=urged, limited_on=limited_on)


def caused_by(*, service: Standing) -> str:
    """Return who brought a restriction of the service about: who rejected a dispute last, else who sent the invoice."""
    keys = [part.invoice_id for part in service.parts]
    rejected = [one for one in queries.disputes_of(invoice_ids=keys) if one.outcome == "rejected" and one.settled_by]
    if rejected:
        return max(rejected, key=_settled).settled_by or "system"
    return ledger.invoice(invoice_id=keys[0]).registered_by if keys else "system"


def _debt(*, service: Standing, on: date) -> tuple[ServiceKind, bool, Decimal, Decimal]:
    """Return the first four facts of every question: kind, life line, owed and disputed principal (law.facts.Debt)."""
    owed = money.from_ore(ore=ladder.overdue_ore(service=service, on=on))
    return service.kind, service.telecare, owed, money.from_ore(ore=service.disputed_ore)


def _account(*, rows: Rows, party_id: int) -> Account:
    mine = [invoice for invoice in rows.invoices if invoice.party_id == party_id]
    due = [invoice for invoice in mine if _is_due(invoice, rows.at)]
    late = tuple(_late(invoices=mine, services=rows.services, warned=rows.warned, argued=rows.argued, at=rows.at))
    holding = [one for one in rows.warned if _still_holds(one, late=late, invoices=mine, payments=rows.payments)]
    return Account(
        party_id=party_id,
        services=tuple(
            _standing(rows=rows, service=service, invoices=mine, due=due, holding=holding)
            for service in rows.services
            if service.party_id == party_id
        ),
        late=late,
        hold_until=rows.holds.get(party_id),
        owed_ore=sum(invoice.open_ore for invoice in mine),
        due_ore=sum(invoice.open_ore for invoice in due),
    )


def _standing(
    *,
    rows: Rows,
    service: Having,
    invoices: Collection[Billed],
    due: Iterable[Billed],
    holding: Collection[Warned],
) -> Standing:
    limit = rows.limits.get(service.id)
    unpaid = _principal(invoices=invoices, service_id=service.id)
    parts = tuple(_parts(service=service, invoices=invoices, warned=holding, argued=rows.argued))
    return Standing(
        id=service.id,
        external_id=service.external_id,
        kind=cast("ServiceKind", service.kind),
        country=service.country,
        telecare=service.telecare,
        credit_limit_ore=service.credit_limit_ore,
        parts=parts,
        disputed_ore=unpaid - sum(part.ore for part in parts),
        unpaid_ore=unpaid,
        due_ore=_principal(invoices=due, service_id=service.id),
        demanded=any(one.service_id == service.id and one.deadline for one in rows.warned),
        limit=_limit(limit) if limit else None,
        proposal=rows.waiting.get(service.id),
        outage_open=service.line_id in rows.dark,
    )


def _limit(row: restrictions.Restricted) -> Limit:
    return Limit(id=row.id, level=row.level, ground=row.ground, begins_on=row.begins_on, first_on=row.first_on)


def _parts(
    *, service: Having, invoices: Iterable[Billed], warned: Collection[Warned], argued: Collection[Argued]
) -> Iterable[Part]:
    """Cut each invoice's open principal for the service: frozen, demanded anew after a rejection, and the rest."""
    for invoice in invoices:
        left = sum(line.open_ore for line in invoice.lines if _is_principal(line, service.id))
        mine = [one for one in argued if one.invoice_id == invoice.id]
        before = _principal_before(invoice=invoice, service_id=service.id)
        left -= _share(ore=sum(one.ore for one in mine if one.outcome is None), before=before, left=left)
        for rejected in sorted((one for one in mine if one.outcome == "rejected"), key=_settled, reverse=True):
            ore = _share(ore=rejected.ore, before=before, left=left)
            if ore:
                yield _part(invoice=invoice, service=service, ore=ore, since=rejected.settled_at, warned=warned)
            left -= ore
        if left:
            yield _part(invoice=invoice, service=service, ore=left, since=None, warned=warned)


def _part(*, invoice: Billed, service: Having, ore: int, since: datetime | None, warned: Collection[Warned]) -> Part:
    mine = [
        one
        for one in warned
        if one.invoice_id == invoice.id and one.service_id == service.id and (since is None or one.made_at > since)
    ]
    arrived = [one.deadline for one in mine if one.deadline]
    first = min(arrived, key=lambda deadline: (deadline.told_at, deadline.warning_id), default=None)
    return Part(invoice_id=invoice.id, due_on=invoice.due_on, ore=ore, since=since, warned=bool(mine), deadline=first)


def _late(
    *,
    invoices: Iterable[Billed],
    services: Collection[Having],
    warned: Collection[Warned],
    argued: Collection[Argued],
    at: datetime,
) -> Iterable[Late]:
    """Return the invoices that were not paid by their last demand's last day: none argued over or excused counts."""
    covered = {service.id for service in services if service.kind in ladder.CALLS_AND_INTERNET}
    for invoice in invoices:
        last = _last_demand(invoice=invoice, warned=warned)
        disputes = [one for one in argued if one.invoice_id == invoice.id]
        if last is None or last.last_day is None or invoice.excused or _argued_since(disputes, last):
            continue
        lines = [line for line in invoice.lines if line.kind == "service" and line.service_id in covered]
        over = last.last_day < local_day(at, COUNTRIES[invoice.country].ZONE)
        if over and any(_unpaid_after(line=line, day=last.last_day) for line in lines):
            yield Late(invoice_id=invoice.id, last_day=last.last_day)


def _last_demand(*, invoice: Billed, warned: Collection[Warned]) -> Deadline | None:
    demands = [
        one.deadline for one in warned if one.invoice_id == invoice.id and one.deadline and one.deadline.last_day
    ]
    return max(demands, key=lambda deadline: (deadline.told_at, deadline.warning_id), default=None)


def _argued_since(disputes: Iterable[Argued], last: Deadline) -> bool:
    """Tell whether an open or upheld dispute, or one rejected after the last demand, speaks for the customer."""
    return any(one.outcome != "rejected" or _settled(one) > last.told_at for one in disputes)


def _unpaid_after(*, line: OpenLine, day: date) -> bool:
    in_time = sum(one.amount_ore for one in line.settled if one.by_credit or one.counts_on <= day)
    return line.amount_ore > in_time


def _still_holds(one: Warned, *, late: Collection[Late], invoices: Iterable[Billed], payments: Payments) -> bool:
    """Tell whether a warning still carries: that to a repeatedly late payer falls when what made them so is disputed.

    Then the invoice is demanded as any other. The window is counted from the day on which the customer was told.
    """
    invoice = next((invoice for invoice in invoices if invoice.id == one.invoice_id), None)
    if invoice is None or one.ground != "repeatedly_late":
        return True
    on = one.deadline.sent_on if one.deadline else local_day(one.made_at, COUNTRIES[invoice.country].ZONE)
    months = payments.late_window_months
    return ladder.late_invoices(late=late, but=invoice.id, on=on, months=months) >= payments.late_payments


def _is_due(invoice: Billed, at: datetime) -> bool:
    law = COUNTRIES[invoice.country]
    return law.CALENDAR.roll_forward(invoice.due_on) < local_day(at, law.ZONE)


def _principal(*, invoices: Iterable[Billed], service_id: int) -> int:
    return sum(line.open_ore for invoice in invoices for line in invoice.lines if _is_principal(line, service_id))


def _is_principal(line: OpenLine, service_id: int) -> bool:
    return line.kind == "service" and line.service_id == service_id


def _principal_before(*, invoice: Billed, service_id: int) -> int:
    """Return the open principal of the lines before the service's: a dispute freezes lines in their order."""
    total = 0
    for line in invoice.lines:
        if _is_principal(line, service_id):
            return total
        total += line.open_ore if line.kind == "service" else 0
    return total


def _share(*, ore: int, before: int, left: int) -> int:
    """Return how much of an argued amount falls on a service whose lines come after `before` öre of others."""
    return max(0, min(left, ore - before))


def _settled(one: Argued) -> datetime:
    assert one.settled_at is not None
    return one.settled_at
