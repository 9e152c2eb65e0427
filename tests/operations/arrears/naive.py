"""The payment rules told a second time, day by day, as a clerk with a diary would: Sweden, e-mail, one demand a line.

Nothing of the ladder, the facts or the law is used here, only which days are business days. A history is played in
whole öre: demands at nine, acts at ten, the clerk at eleven, what customers do at three. It writes the story with
what must be true every evening.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from varsel.law.se.calendar import CALENDAR

Demand = tuple[date, date | None]
DAY = timedelta(days=1)
SETTLEMENT, LIMITED, WARNED, LEAST, LATE = 3, 10, 3, 200_00, 2  # days, days, days, öre, invoices


@dataclass
class Paid:
    """Money for a line, and the day that it counts."""

    ore: int
    on: date


@dataclass
class Again:
    """What a rejected dispute left to be demanded anew."""

    ore: int
    rejected_on: date


@dataclass
class Line:
    """A line of an invoice for one service. `demands` has (sent, last day or None for a warning)."""

    service: str
    ore: int
    paid: list[Paid] = field(default_factory=list)
    demands: list[Demand] = field(default_factory=list)

    @property
    def open(self) -> int:
        """What is left to pay."""
        return self.ore - sum(paid.ore for paid in self.paid)


@dataclass
class Invoice:
    """An invoice, and the one dispute that it may have: its amount while it is open, what became of it after."""

    id: str
    due: date
    lines: list[Line]
    disputed: int = 0
    outcome: str | None = None
    again: Again | None = None


@dataclass
class Service:
    """A service and where it stands. In clerk's mode a proposal waits, then an approval."""

    id: str
    level: str = "open"
    limited_on: date | None = None
    proposed: bool = False
    approved: bool = False


@dataclass
class Customer:
    """All there is to know."""

    services: list[Service]
    invoices: list[Invoice]
    clerk: bool
    held_until: date = date.min


def roll(day: date) -> date:
    """The day, or the next business day."""
    while not CALENDAR.is_business_day(day):
        day += DAY
    return day


def bank_days_after(day: date, n: int) -> date:
    """The n-th business day after a day."""
    for _ in range(n):
        day = roll(day + DAY)
    return day


def shares(invoice: Invoice, total: int) -> dict[str, int]:
    """An amount spread over what is open on the lines, in their order."""
    spread = {}
    for line in invoice.lines:
        spread[line.service] = min(total, line.open)
        total -= spread[line.service]
    return spread


def parts(invoice: Invoice, line: Line) -> list[tuple[int, bool]]:
    """What of a line is undisputed: (öre, whether it is demanded anew after a dispute)."""
    left = line.open - shares(invoice, invoice.disputed)[line.service]
    anew = min(left, shares(invoice, invoice.again.ore)[line.service]) if invoice.again else 0
    return [(ore, again) for ore, again in ((anew, True), (left - anew, False)) if ore]


def overdue(customer: Customer, service: str, day: date) -> int:
    """What is overdue, unpaid and undisputed for a service."""
    return sum(
        ore
        for invoice in customer.invoices
        for line in invoice.lines
        if line.service == service and roll(invoice.due) < day
        for ore, _ in parts(invoice, line)
    )


def is_late(invoice: Invoice, day: date) -> date | None:
    """The last day that the invoice missed, if it did and nothing excuses it."""
    sent = [demand for line in invoice.lines for demand in line.demands if demand[1]]
    if not sent or invoice.disputed or invoice.outcome == "upheld":
        return None
    told, last = max(sent)
    if invoice.again and invoice.again.rejected_on >= told:
        return None
    in_time = all(sum(paid.ore for paid in line.paid if paid.on <= last) >= line.ore for line in invoice.lines)
    return last if last < day and not in_time else None


def count_late(customer: Customer, but: Invoice, day: date) -> int:
    """How many other invoices were late before a day; the histories are shorter than the window."""
    return sum(1 for invoice in customer.invoices if invoice is not but and is_late(invoice, day))


def demand(customer: Customer, day: date) -> None:
    """Nine o'clock of a business day: demands go out, or warnings to who was late twice."""
    if not CALENDAR.is_business_day(day) or day <= customer.held_until:
        return
    for invoice in customer.invoices:
        late = count_late(customer, invoice, day) >= LATE and not waits_after_dispute(customer, invoice)
        last = roll(max(day + 10 * DAY, bank_days_after(day, 4)))
        for line in invoice.lines:
            for _, again in parts(invoice, line):
                if is_due(customer, invoice, line, day, again) and not demanded(customer, invoice, line, again):
                    line.demands.append((day, None if late else last))


def waits_after_dispute(customer: Customer, invoice: Invoice) -> bool:
    """Whether a rejected dispute left something to be demanded: that is never warned of instead."""
    return any(
        again and not demanded(customer, invoice, line, again)
        for line in invoice.lines
        for _, again in parts(invoice, line)
    )


def is_due(customer: Customer, invoice: Invoice, line: Line, day: date, again: bool) -> bool:
    """Whether a part is to be demanded by this day."""
    first = roll(roll(invoice.due) + 7 * DAY)
    if again and invoice.again:
        first = max(first, roll(invoice.again.rejected_on + DAY))
    return day >= first and overdue(customer, line.service, day) >= LEAST


def demanded(customer: Customer, invoice: Invoice, line: Line, again: bool) -> list[Demand]:
    """The demands that count for a part: anew, only those after the dispute was rejected.

    A warning counts only while the customer is still known to have been late so often.
    """
    after = invoice.again.rejected_on if again and invoice.again else date.min
    sent = [demand for demand in line.demands if demand[0] > after]
    return [one for one in sent if one[1] or count_late(customer, invoice, one[0]) >= LATE]


def carries(customer: Customer, service: Service, day: date) -> bool:
    """Whether anything that is left could restrict the service on this day."""
    if overdue(customer, service.id, day) < LEAST:
        return False
    for invoice in customer.invoices:
        for line in (line for line in invoice.lines if line.service == service.id):
            for _, again in parts(invoice, line):
                sent = min(demanded(customer, invoice, line, again), default=None)
                if sent and has_run_out(sent, day):
                    return True
    return False


def has_run_out(sent: Demand, day: date) -> bool:
    """Whether the time that a demand or warning gave is over, with the bank days after it."""
    told, last = sent
    if last is None:
        return day >= told + WARNED * DAY
    return day > bank_days_after(last, SETTLEMENT)


def is_act_day(day: date) -> bool:
    """Whether the operator acts: a business day before a business day."""
    return CALENDAR.is_business_day(day) and CALENDAR.is_business_day(day + DAY)


def act(customer: Customer, service: Service, day: date) -> None:
    """Ten o'clock: limit, close or propose to."""
    if not is_act_day(day) or day <= customer.held_until or not carries(customer, service, day):
        return
    limited_long = service.limited_on and day > service.limited_on + LIMITED * DAY
    if service.level == "closed" or (service.level == "limited" and not limited_long):
        return
    if customer.clerk and not service.approved:
        service.proposed = True
        return
    restrict(service, day)


def restrict(service: Service, day: date) -> None:
    """The next level."""
    if service.level == "open":
        service.level, service.limited_on = "limited", day
    else:
        service.level = "closed"
    service.proposed = service.approved = False


def let_go(customer: Customer, day: date) -> None:
    """At any hour: what has lost its ground is opened and withdrawn."""
    for service in customer.services:
        if not carries(customer, service, day):
            service.level, service.limited_on = "open", None
            service.proposed = service.approved = False
