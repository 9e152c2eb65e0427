"""Registering the demo operator: its policy, its network, its customers and what they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from varsel.records.agreements import actions as agreements
from varsel.records.network import actions as network
from varsel.records.operator import actions as operator
from varsel.records.operator import policy
from varsel.records.parties import actions as parties
from varsel.surfaces.demo import names
from varsel.surfaces.demo.people import Person, Subscription

REGISTER = "feed"  # who brings in customers, invoices and payments


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who is registered, with the ids of what they have."""

    person: Person
    party_id: int
    services: tuple[tuple[int, Subscription], ...]

    @property
    def service_ids(self) -> list[int]:
        """Return the ids of the customer's services."""
        return [service_id for service_id, _ in self.services]


@dataclass(slots=True)
class Operator:
    """The demo operator: ids by name, and its customers."""

    nodes: dict[str, int] = field(default_factory=dict)
    customers: list[Customer] = field(default_factory=list)


def register(*, people: Sequence[Person], at: datetime) -> Operator:
    """Register everything at an instant: the default policy holds from then."""
    operator.set_policy(policy=policy.defaults(), valid_from=at, set_by="varsel", at=at)
    nodes: dict[str, int] = {}
    for name, (parent, kind, municipality) in names.NODES.items():
        above = None if parent is None else nodes[parent]
        nodes[name] = network.add_node(external_id=name, kind=kind, parent_id=above, municipality=municipality)
    return Operator(nodes=nodes, customers=[_customer(person=one, nodes=nodes, at=at) for one in people])


def _customer(*, person: Person, nodes: dict[str, int], at: datetime) -> Customer:
    party_id = parties.register(
        external_id=person.external_id,
        name=person.name,
        kind=person.kind,
        language=person.language,
        country=person.country,
        contacts=person.contacts,
        protected_identity=person.protected,
        at=at,
        actor=REGISTER,
    )
    signed_on = date(2015 + person.number % 10, 1 + person.number % 12, 1 + person.number % 28)
    contract_id = agreements.register_contract(
        external_id=f"{person.external_id}-{signed_on.year}",
        party_id=party_id,
        country=person.country,
        kind="subscription",
        signed_on=signed_on,
        clauses=(),
        at=at,
    )
    line_id = network.add_line(
        external_id=f"{person.external_id}-line", node_id=nodes[person.node], address=person.address, at=at
    )
    services = tuple(
        (_service(person=person, one=one, contract_id=contract_id, line_id=line_id, since=signed_on, at=at), one)
        for one in person.services
    )
    return Customer(person=person, party_id=party_id, services=services)


def _service(*, person: Person, one: Subscription, contract_id: int, line_id: int, since: date, at: datetime) -> int:
    return agreements.register_service(
        external_id=one.external_id,
        contract_id=contract_id,
        line_id=line_id,
        kind=one.kind,
        monthly=one.price,
        price_from=since,
        telecare=person.habit.telecare and one.kind == "internet",
        credit_limit=one.credit_limit,
        at=at,
    )
