"""From rows to the account, and from the account to the facts that the law is asked with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from varsel.kit import money
from varsel.law.facts import AdvanceNotice, Closing, Demand, Limiting, LimitingAtOnce, ServiceKind, Urging
from varsel.operations.arrears import ladder, queries
from varsel.operations.arrears.account import Account, Part, Standing
from varsel.operations.arrears.rows import Rows, account_of
from varsel.operations.outages import queries as outages
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.records.agreements import queries as agreements
from varsel.records.ledger import queries as ledger
from varsel.records.operator import queries as operator
from varsel.records.operator.policy import Payments

Row = TypeVar("Row")
URGED_BY: dict[str, Urging] = {"unpaid": "demand", "repeatedly_late": "advance_notice"}


def accounts(*, party_ids: Collection[int], at: datetime) -> dict[int, Account]:
    """Gather these customers' accounts in a fixed number of queries, however many they are."""
    if not party_ids:
        return {}
    billed = ledger.invoices_of(party_ids=party_ids)
    services = agreements.services_of(party_ids=party_ids)
    keys, invoices = [service.id for service in services], [invoice.id for invoice in billed]
    outage = outages.open_on_lines(line_ids={service.line_id for service in services})
    argued = queries.argued_about(invoice_ids=invoices)
    payments = operator.policy_at(at=at).policy.payments
    rows = Rows(
        at=at,
        payments=payments,
        invoices=_by(billed, "party_id"),
        services=_by(services, "party_id"),
        warned=_by(queries.warned_for(invoice_ids=invoices), "invoice_id"),
        argued=_by(argued, "invoice_id"),
        limits={row.service_id: row for row in restrictions.open_on(service_ids=keys) if row.kind == "debt"},
        waiting=queries.waiting_for(service_ids=keys),
        dark={line_id for line_id, found in outage.items() if found},
        holds=queries.holds_of(party_ids=party_ids),
        feed_is_stale=queries.feed_is_stale(payments=payments, at=at),
    )
    return {party_id: account_of(rows=rows, party_id=party_id) for party_id in party_ids}


def _by(rows: Iterable[Row], name: str) -> dict[int, list[Row]]:
    """Return the rows by one of their keys, in their order."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


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


def caused_by(*, account: Account, service: Standing) -> str:
    """Return who brought a restriction of the service about: who rejected a dispute last, else who sent the invoice."""
    if service.rejected_by or not service.parts:
        return service.rejected_by or "system"
    return account.invoices[service.parts[0].invoice_id].registered_by


def _debt(*, service: Standing, on: date) -> tuple[ServiceKind, bool, Decimal, Decimal]:
    """Return the first four facts of every question: kind, life line, owed and disputed principal (law.facts.Debt)."""
    owed = money.from_ore(ore=ladder.overdue_ore(service=service, on=on))
    return service.kind, service.telecare, owed, money.from_ore(ore=service.disputed_ore)
