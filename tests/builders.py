"""Put a customer with services, invoices and delivered demands into the database, by the actions that production calls.

Times: 2026-03-02 is a Monday. An invoice due on Friday 6 March is demanded on Friday 13 March at 09:00, by e-mail, to
be paid by Monday 23 March; a service may be limited from Tuesday 24 March on (policy defaults, Sweden).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from varsel.kit import clock
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears.models import Deadline
from varsel.outlets.access.enforcers.recorder import Recorder as Lines
from varsel.outlets.notices.channels.recorder import Recorder as Words
from varsel.records.agreements import actions as agreements
from varsel.records.agreements import queries as agreed
from varsel.records.agreements.queries import Having
from varsel.records.journal.models import Entry
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import queries as ledgers
from varsel.records.ledger.actions import Incoming, InvoiceLine
from varsel.records.network import actions as network
from varsel.records.operator import actions as operator
from varsel.records.operator.policy import defaults
from varsel.records.parties import actions as parties
from varsel.records.staff import actions as staff
from varsel.surfaces.worker import clocks as worker
from varsel.surfaces.worker.clocks import Outlets, Run

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DUE = date(2026, 3, 6)
EMAIL = {"email": "customer@example.test"}
_numbers = count(1)


@dataclass(slots=True)
class Out:
    """Recording outlets."""

    words: Words = field(default_factory=Words)
    lines: Lines = field(default_factory=Lines)

    @property
    def outlets(self) -> Outlets:
        """Return what a worker takes."""
        gateways = dict.fromkeys(("sms", "email", "letter"), self.words)
        return Outlets(gateways=gateways, enforcer=self.lines, owner="test")


def set_policy(
    *,
    at: datetime = START,
    notices: dict[str, Any] | None = None,
    compensation: dict[str, Any] | None = None,
    **payments: Any,
) -> int:
    """Let the operator choose the defaults, but for these; return the version."""
    chosen = defaults()
    chosen = replace(
        chosen,
        payments=replace(chosen.payments, **payments),
        notices=replace(chosen.notices, **(notices or {})),
        compensation=replace(chosen.compensation, **(compensation or {})),
    )
    return operator.set_policy(policy=chosen, valid_from=at, set_by="test", at=at)


def customer(
    *,
    country: str = "SE",
    contacts: dict[str, str] | None = None,
    name: str = "Anna Ek",
    at: datetime = START,
    **more: Any,
) -> int:
    """Register a customer, reached by e-mail if nothing else is said, and return its id."""
    chosen = {"kind": "consumer", "language": "en", "protected_identity": False} | more
    contacts = EMAIL if contacts is None else contacts
    key = f"C{next(_numbers)}"
    return parties.register(
        external_id=key, name=name, country=country, contacts=contacts, at=at, actor="test", **chosen
    )


def line(*, node_id: int | None = None, at: datetime = START) -> int:
    """Register a line and return its id."""
    return network.add_line(external_id=f"L{next(_numbers)}", node_id=node_id, address="Storgatan 1", at=at)


def service(
    *,
    party_id: int,
    country: str = "SE",
    kind: str = "internet",
    line_id: int | None = None,
    telecare: bool = False,
    credit_limit: Decimal | None = None,
    monthly: Decimal = Decimal(300),
    at: datetime = START,
) -> Having:
    """Register a contract with one service, on a line of its own if none is given."""
    number = next(_numbers)
    contract_id = agreements.register_contract(
        external_id=f"K{number}",
        party_id=party_id,
        country=country,
        kind="subscription",
        signed_on=date(2025, 1, 1),
        clauses=[],
        at=at,
    )
    service_id = agreements.register_service(
        external_id=f"S{number}",
        contract_id=contract_id,
        line_id=line_id or line(at=at),
        kind=kind,
        monthly=monthly,
        price_from=date(2025, 1, 1),
        telecare=telecare,
        credit_limit=credit_limit,
        at=at,
    )
    return agreed.service(service_id=service_id)


def invoice(
    *,
    services: Sequence[Having],
    due_on: date = DUE,
    each: Decimal = Decimal(300),
    fee: Decimal | None = None,
    at: datetime = START,
) -> int:
    """Register an invoice with a line a service (and a fee) to the owner of the first; return its id."""
    number = f"F{next(_numbers)}"
    lines = [InvoiceLine(kind="service", amount=each, service_id=one.id) for one in services]
    fees = [InvoiceLine(kind="fee", amount=fee)] if fee else []
    return ledger.register_invoice(
        number=number,
        ocr=number,
        party_id=services[0].party_id,
        country=services[0].country,
        currency=COUNTRIES[services[0].country].CURRENCY,
        issued_on=at.date(),
        due_on=due_on,
        lines=[*lines, *fees],
        at=at,
        actor="feed",
    )


def incoming(*, reference: str, amount: Decimal, on: date, currency: str = "SEK", bank_key: str = "") -> Incoming:
    """Return a payment as the bank tells it, each with a key of its own if none is given."""
    key = bank_key or f"B{next(_numbers)}"
    return Incoming(source="test", bank_key=key, reference=reference, amount=amount, currency=currency, initiated_on=on)


def advance(*, to: datetime, after: datetime = START, out: Out | None = None) -> Out:
    """Let a worker do all that falls due from one instant to another, each at its own moment."""
    out = out or Out()
    with clock.held(at=after):
        moment: datetime | None = after
        while moment and moment <= to:
            clock.move(to=moment)
            Run(at=moment, outlets=out.outlets).to_the_end()
            moment = worker.next_moment(after=moment)
    return out


def person(*, name: str = "Åsa Öberg") -> int:
    """Add a member of staff and return the id."""
    return staff.add_user(
        email=f"p{next(_numbers)}@example.test",
        name=name,
        roles=["collections"],
        password="seven sleepy otters",
        language="en",
        actor="test",
        at=_latest(),
    )


def _latest() -> datetime:
    """Return the instant of the newest entry of the journal, which takes nothing of the past."""
    newest = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    return max(newest or START, START)


def demanded(*services: Having, due_on: date = DUE, fee: Decimal | None = None, at: datetime = START) -> list[Deadline]:
    """Invoice these services, one invoice a customer, deliver the demands, and return their deadlines, one a service.

    A policy must be set. Nothing is limited yet: that takes a clerk.
    """
    owners = dict.fromkeys(one.party_id for one in services)
    mine = [[one for one in services if one.party_id == party_id] for party_id in owners]
    keys = [invoice(services=group, due_on=due_on, fee=fee, at=at) for group in mine]
    advance(after=at, to=datetime.combine(due_on + timedelta(days=13), datetime.min.time(), UTC))
    found = {row.service_id: row for row in Deadline.objects.filter(invoice_id__in=keys)}
    return [found[one.id] for one in services]


def pay(*, invoice_id: int, on: date, at: datetime, amount: Decimal | None = None) -> int:
    """Book a payment of an invoice, in full if nothing else is said; return its id."""
    billed = ledgers.invoice(invoice_id=invoice_id)
    amount = amount or Decimal(billed.open_ore) / 100
    payment = incoming(reference=billed.ocr, amount=amount, on=on, currency=billed.currency)
    return ledger.book_payment(payment=payment, at=at, actor="feed")


def key() -> UUID:
    """Return a name that nothing else has."""
    return uuid4()
