"""Small histories of one customer, played by the naive rules and written down as a story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from operations.arrears import naive
from operations.arrears.naive import Again, Customer, Invoice, Paid

BEGIN, END = date(2026, 2, 2), date(2026, 8, 14)
KINDS = {"net": "internet", "tel": "telephony"}


@dataclass(frozen=True)
class Event:
    """What the customer does at three in the afternoon: pay, pay_half, dispute, uphold, reject or hold."""

    on: date
    kind: str
    invoice: int


def as_story(*, customer: Customer, events: list[Event]) -> str:
    """Play a history day by day and return it as a story with what must be true in the evenings."""
    steps = [_told_of(invoice) for invoice in customer.invoices]
    levels = _levels(customer)
    day = BEGIN
    while day <= END:
        done = _day(customer, [event for event in events if event.on == day], day)
        now = _levels(customer)
        if done or now != levels or day == END:
            steps += [_expect(day - naive.DAY, levels)] if not done and day > BEGIN else []
            steps += [*done, _expect(day, now)]
        levels, day = now, day + naive.DAY
    return "\n".join((*_head(customer), *_in_order(steps))) + "\n"


def _day(customer: Customer, events: list[Event], day: date) -> list[tuple[str, str]]:
    naive.demand(customer, day)
    for service in customer.services:
        naive.act(customer, service, day)
    steps = [_approve(customer, service, day) for service in customer.services]
    for event in events:
        if event.invoice < len(customer.invoices):
            steps.append(_happen(customer, customer.invoices[event.invoice], event))
            naive.let_go(customer, day)
    return [step for step in steps if step]


def _approve(customer: Customer, service: naive.Service, day: date) -> tuple[str, str] | None:
    """The clerk, at eleven on Fridays and Tuesdays."""
    if not service.proposed or service.approved or day <= customer.held_until or day.weekday() not in (1, 4):
        return None
    service.proposed, service.approved = False, True
    if naive.is_act_day(day):
        naive.restrict(service, day)
    return f"{day} 11:00", f"approve: {{service: {service.id}}}"


def _happen(customer: Customer, invoice: Invoice, event: Event) -> tuple[str, str] | None:
    left = sum(line.open for line in invoice.lines)
    if event.kind == "hold":
        customer.held_until = max(customer.held_until, event.on + timedelta(days=6))
        written = f"hold: {{customer: anna, until: {event.on + timedelta(days=6)}, because: illness}}"
    elif event.kind in ("pay", "pay_half") and left:
        ore = left if event.kind == "pay" else (left + 1) // 2
        _pay(invoice, ore, event.on)
        written = f"payment: {{invoice: {invoice.id}, amount: {ore / 100:.2f}}}"
    elif event.kind == "dispute" and left and not invoice.disputed and invoice.outcome is None:
        invoice.disputed = (left + 1) // 2
        amount = f"{invoice.disputed / 100:.2f}"
        written = f"dispute: {{id: D-{invoice.id}, invoice: {invoice.id}, amount: {amount}, because: wrong}}"
    elif event.kind in ("uphold", "reject") and invoice.disputed:
        outcome = _settle(invoice, event)
        written = f"dispute_settled: {{dispute: D-{invoice.id}, outcome: {outcome}}}"
    else:
        return None
    return f"{event.on} 15:00", written


def _pay(invoice: Invoice, ore: int, on: date) -> None:
    for service, share in naive.shares(invoice, ore).items():
        next(line for line in invoice.lines if line.service == service).paid.append(Paid(share, on))


def _settle(invoice: Invoice, event: Event) -> str:
    ore, invoice.disputed = invoice.disputed, 0
    invoice.outcome = "upheld" if event.kind == "uphold" else "rejected"
    if invoice.outcome == "upheld":
        _pay(invoice, min(ore, sum(line.open for line in invoice.lines)), event.on)
    else:
        invoice.again = Again(ore, event.on)
    return invoice.outcome


def _levels(customer: Customer) -> str:
    return ", ".join(f"{service.id}: {service.level}" for service in customer.services)


def _expect(day: date, levels: str) -> tuple[str, str]:
    return f"{day} 23:00", f"expect: [{{access: {{{levels}}}}}]"


def _told_of(invoice: Invoice) -> tuple[str, str]:
    lines = ", ".join(f"{{service: {line.service}, amount: {line.ore / 100:.2f}}}" for line in invoice.lines)
    return f"{BEGIN} 08:00", f"invoice: {{id: {invoice.id}, customer: anna, due: {invoice.due}, lines: [{lines}]}}"


def _in_order(steps: list[tuple[str, str]]) -> list[str]:
    return [f"  - at: {at}\n    {what}" for at, what in sorted(steps, key=lambda step: step[0])]


def _head(customer: Customer) -> list[str]:
    approval = "clerk" if customer.clerk else "automatic"
    services = ", ".join(f"{{id: {one.id}, kind: {KINDS[one.id]}, price: 399.00}}" for one in customer.services)
    return [
        "story: A history",
        "country: SE",
        f"begin: {BEGIN} 08:00",
        f"operator: {{payments: {{late_payments: {naive.LATE}, approval: {approval}}}}}",
        "customers:",
        "  - id: anna",
        "    contacts: {email: anna@example.se}",
        f"    contracts: [{{id: anna-1, signed: 2019-05-02, services: [{services}]}}]",
        "steps:",
    ]
