"""The world of a story: its operator, network and customers, and what their names stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from varsel.kit import clock
from varsel.law.calendar import at_local
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears.refusals import Refused
from varsel.outlets.access.enforcers.recorder import Recorder as Lines
from varsel.outlets.notices.channels.recorder import Recorder as Words
from varsel.records.agreements import actions as agreements
from varsel.records.network import actions as network
from varsel.records.operator import actions as operator
from varsel.records.parties import actions as parties
from varsel.surfaces.stories.loading import Contract, Customer, Service, Story
from varsel.surfaces.worker import clocks as worker
from varsel.surfaces.worker.clocks import Outlets, Run

ACTOR = "story"


@dataclass(slots=True)
class Stage:
    """What a story plays on. The mappings lead from the story's names to ids."""

    country: str
    words: Words = field(default_factory=Words)
    lines: Lines = field(default_factory=Lines)
    nodes: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)
    services: dict[str, int] = field(default_factory=dict)
    invoices: dict[str, int] = field(default_factory=dict)
    disputes: dict[str, int] = field(default_factory=dict)
    complaints: dict[str, int] = field(default_factory=dict)
    people: list[int] = field(default_factory=list)  # staff, once a story needs two persons

    @property
    def outlets(self) -> Outlets:
        """Return the recording outlets."""
        gateways = dict.fromkeys(("sms", "email", "letter"), self.words)
        return Outlets(gateways=gateways, enforcer=self.lines, owner="story")

    def instant(self, *, local: datetime) -> datetime:
        """Return the UTC instant of a time of the story."""
        return at_local(local.date(), local.time(), COUNTRIES[self.country].ZONE)

    def local(self, *, at: datetime) -> datetime:
        """Return an instant as a time of the story."""
        return at.astimezone(ZoneInfo(COUNTRIES[self.country].ZONE)).replace(tzinfo=None)

    def advance(self, *, to: datetime) -> None:
        """Let the clock run to an instant: everything that falls due happens at its own moment."""
        Run(at=clock.now(), outlets=self.outlets).to_the_end()
        while (moment := worker.next_moment(after=clock.now())) and moment <= to:
            clock.move(to=moment)
            Run(at=moment, outlets=self.outlets).to_the_end()
        clock.move(to=max(to, clock.now()))


def known(*, among: Mapping[str, int], name: str) -> int:
    """Return the id that a name of the story stands for.

    :raises Refused: not-found.
    """
    if name not in among:
        raise Refused(code="not-found")
    return among[name]


def build(*, story: Story) -> Stage:
    """Register the story's operator, network and customers at its beginning."""
    stage, at = Stage(country=story.country), clock.now()
    operator.set_policy(policy=story.policy, valid_from=at, set_by=ACTOR, at=at)
    waiting = list(story.network)
    while waiting:
        node = next(node for node in waiting if node.parent is None or node.parent in stage.nodes)
        waiting.remove(node)
        stage.nodes[node.id] = network.add_node(
            external_id=node.id,
            kind=node.kind,
            parent_id=stage.nodes[node.parent] if node.parent else None,
            municipality=node.municipality or "",
        )
    for customer in story.customers:
        _register(stage=stage, customer=customer, at=at)
    return stage


def _register(*, stage: Stage, customer: Customer, at: datetime) -> None:
    party_id = parties.register(
        external_id=customer.id,
        name=customer.id,
        kind=customer.kind,
        language=customer.language,
        country=stage.country,
        contacts=customer.contacts,
        protected_identity=customer.protected_identity,
        at=at,
        actor=ACTOR,
    )
    stage.customers[customer.id] = party_id
    for contract in customer.contracts:
        contract_id = agreements.register_contract(
            external_id=contract.id,
            party_id=party_id,
            country=stage.country,
            kind=contract.kind,
            signed_on=contract.signed,
            clauses=contract.clauses,
            at=at,
        )
        for service in contract.services:
            _add(stage=stage, contract=contract, contract_id=contract_id, service=service, at=at)


def _add(*, stage: Stage, contract: Contract, contract_id: int, service: Service, at: datetime) -> None:
    """Put a service on its line: one line a service, so that a node of its own serves each."""
    line_id = network.add_line(
        external_id=f"line-{service.id}",
        node_id=stage.nodes[service.node] if service.node else None,
        address="",
        at=at,
    )
    stage.services[service.id] = agreements.register_service(
        external_id=service.id,
        contract_id=contract_id,
        line_id=line_id,
        kind=service.kind,
        monthly=service.price,
        price_from=min(contract.signed, at.date()),
        telecare=service.telecare,
        credit_limit=service.credit_limit,
        at=at,
    )
