"""A small operator for tests of pages: customers with names, invoices, and time that is let run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from varsel.kit import clock
from varsel.records.agreements import actions as agreements
from varsel.records.ledger import actions as ledger
from varsel.records.ledger.actions import InvoiceLine
from varsel.records.network import actions as network
from varsel.records.operator import actions as operator
from varsel.records.operator.policy import Policy, defaults
from varsel.records.parties import actions as parties
from varsel.surfaces.stories.playing.stage import Stage

BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
PROPOSED = datetime(2026, 4, 23, 9, 0, tzinfo=UTC)  # invoices of DUE are proposed for limiting at 10:00 local
DUE = date(2026, 3, 31)
EMAIL = {"email": "someone@example.se"}


@dataclass(slots=True)
class World:
    """What there is: customers and services by name, and the outlets of the worker."""

    stage: Stage = field(default_factory=lambda: Stage(country="SE"))
    parties: dict[str, int] = field(default_factory=dict)
    services: dict[str, int] = field(default_factory=dict)
    invoices: dict[str, int] = field(default_factory=dict)

    def customer(
        self,
        number: str,
        name: str,
        *,
        country: str = "SE",
        protected: bool = False,
        contacts: Mapping[str, str] = EMAIL,
    ) -> None:
        """Register a customer with a contract."""
        at = clock.now()
        self.parties[number] = parties.register(
            external_id=number,
            name=name,
            kind="consumer",
            language="nb" if country == "NO" else "sv",
            country=country,
            contacts=contacts,
            protected_identity=protected,
            at=at,
            actor="feed",
        )

    def service(
        self,
        number: str,
        name: str,
        *,
        kind: str = "internet",
        country: str = "SE",
        telecare: bool = False,
        credit_limit: Decimal | None = None,
        address: str = "Storgatan 5",
    ) -> None:
        """Give the customer a service on a line of its own."""
        at = clock.now()
        line_id = network.add_line(external_id=f"line-{name}", node_id=None, address=address, at=at)
        contract_id = agreements.register_contract(
            external_id=f"contract-{name}",
            party_id=self.parties[number],
            country=country,
            kind="subscription",
            signed_on=date(2022, 9, 1),
            clauses=(),
            at=at,
        )
        self.services[name] = agreements.register_service(
            external_id=name,
            contract_id=contract_id,
            line_id=line_id,
            kind=kind,
            monthly=Decimal("399.00"),
            price_from=date(2022, 9, 1),
            telecare=telecare,
            credit_limit=credit_limit,
            at=at,
        )

    def invoice(
        self,
        invoice: str,
        number: str,
        service: str,
        *,
        due: date = DUE,
        country: str = "SE",
        by: str = "feed",
        ocr: str = "",
    ) -> None:
        """Register an invoice of 399 for a service."""
        line = InvoiceLine(kind="service", amount=Decimal("399.00"), service_id=self.services[service])
        self.invoices[invoice] = ledger.register_invoice(
            number=invoice,
            ocr=ocr or f"ocr-{invoice}",
            party_id=self.parties[number],
            country=country,
            currency="NOK" if country == "NO" else "SEK",
            issued_on=date(2026, 3, 2),
            due_on=due,
            lines=[line],
            at=clock.now(),
            actor=by,
        )

    def owing(self, number: str, name: str, *, protected: bool = False, by: str = "feed") -> None:
        """Register a customer with one service and one invoice that stays unpaid."""
        self.customer(number, name, protected=protected)
        self.service(number, f"fiber-{number}")
        self.invoice(f"F-{number}", number, f"fiber-{number}", by=by)

    def until(self, moment: datetime) -> None:
        """Let time run: what falls due happens."""
        self.stage.advance(to=moment)


def begin(*, daily_cap: int = 500) -> World:
    """Begin a world with the default policy, but for the day's cap. The clock must be held."""
    policy: Policy = defaults()
    payments = replace(policy.payments, daily_cap=daily_cap)
    operator.set_policy(policy=replace(policy, payments=payments), valid_from=BEGIN, set_by="test", at=BEGIN)
    return World()
