"""The same histories through the real database: topology, prices, struck days and credit notes as they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

import builders
from operations.compensation.histories import ABOVE, PARENTS, Event, History, histories
from operations.compensation.paper import Paper, Prices
from promises.forging import put, run
from varsel.operations.compensation import actions as compensation
from varsel.operations.compensation.account import Without
from varsel.operations.outages import actions as outages
from varsel.records.agreements import actions as agreements
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.network import actions as network

pytestmark = pytest.mark.database
FIRST, BEGIN = date(2024, 1, 1), datetime(2024, 1, 1, tzinfo=UTC)
BEFORE = BEGIN - timedelta(days=10)
LEAST_HOURS = 24
Noted = dict[str, tuple[int, dict[int, list[int]]]]


@dataclass(slots=True)
class Registered:
    """A history in the database: its nodes, and its services and customers, as they are called there."""

    history: History
    nodes: list[int]
    services: list[int]
    parties: dict[str, int]


def test_some_histories_come_to_the_same_in_the_database(db: None) -> None:
    assert played(seed=1, count=60) > 30


@pytest.mark.slow
def test_thousands_of_histories_come_to_the_same_in_the_database(db: None) -> None:
    assert played(seed=2, count=2_000) > 1_000


def played(*, seed: int, count: int) -> int:
    """Play histories in the database in the order of time, demand what paper says, return how many notes there were."""
    builders.set_policy(at=BEFORE)
    found = [_register(history) for history in _lasting(histories(seed=seed, count=count, closed=False))]
    papers = [Paper([(whose, prices, closed) for whose, _, prices, closed in one.history.services]) for one in found]
    ends = ((event, one, paper) for one, paper in zip(found, papers, strict=True) for event in one.history.events)
    notes = 0
    for event, one, paper in sorted(ends, key=lambda end: end[0].until):
        about, written = _play(one, event), paper.credit(one.history.dark(event))
        assert _noted(one, about) == written, (seed, one.history, event)
        notes += len(written)
    return notes


def _lasting(some: Iterator[History]) -> Iterator[History]:
    """Let an outage be of a node at or above all that it took over: else of the core."""
    for history in some:
        events = tuple(replace(event, nodes=_below_the_first(event.nodes)) for event in history.events)
        yield replace(history, events=events, least_hours=LEAST_HOURS, by_itself=True)


def _below_the_first(nodes: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    (first, since), *others = nodes
    covers = all(first in ABOVE[node] for node, _ in others)
    return ((first if covers else 0, since), *others)


def _register(history: History) -> Registered:
    nodes: list[int] = []
    for number, parent in enumerate(PARENTS):
        above = None if parent is None else nodes[parent]
        nodes.append(
            network.add_node(external_id=f"{builders.key()}-{number}", kind="node", parent_id=above, municipality="")
        )
    owners = {whose for whose, *_ in history.services}
    parties = {whose: builders.customer(country=history.country, at=BEFORE) for whose in sorted(owners)}
    services = [
        _service(history.country, parties[whose], nodes[node], prices) for whose, node, prices, _ in history.services
    ]
    return Registered(history, nodes, services, parties)


def _service(country: str, party_id: int, node_id: int, prices: Prices) -> int:
    contract_id = agreements.register_contract(
        external_id=str(builders.key()),
        party_id=party_id,
        country=country,
        kind="subscription",
        signed_on=FIRST,
        clauses=[],
        at=BEFORE,
    )
    (first, ore), *later = prices
    service_id = agreements.register_service(
        external_id=str(builders.key()),
        contract_id=contract_id,
        line_id=builders.line(node_id=node_id, at=BEFORE),
        kind="internet",
        monthly=Decimal(ore).scaleb(-2),
        price_from=FIRST + timedelta(days=first),
        telecare=False,
        credit_limit=None,
        at=BEFORE,
    )
    for day, amount in later:
        put("agreements_price", service_id=service_id, valid_from=FIRST + timedelta(days=day), monthly_ore=amount)
    return service_id


def _play(one: Registered, event: Event) -> str:
    """Let an outage that ended be settled, or a claim be granted what is left; return what the credits are about."""
    at = BEGIN + timedelta(minutes=event.until)
    if event.service is not None:
        about, whose = f"claim:{builders.key()}", one.history.services[event.service][0]
        since = BEGIN + timedelta(minutes=event.nodes[0][1])
        without = Without(one.services[event.service], one.parties[whose], one.history.country, since, at)
        compensation.compensate(without=[without], about=about, because="claim", actor="test", at=at)
        return about
    top = _outage(one, event.nodes[0], at=at, merged_into=None)
    for below in event.nodes[1:]:
        _outage(one, below, at=at, merged_into=top)
    about = f"outage:{top}"
    clocks.remind(kind=outages.SETTLE, about=about, due_at=at, ground="0")
    ((clock_id,),) = run("SELECT id FROM clocks_clock WHERE kind = %s AND about = %s", outages.SETTLE, about)
    outages.settle(due=Due(clock_id, outages.SETTLE, about, None, at, "", "0"), at=at)
    return about


def _outage(one: Registered, detected: tuple[int, int], *, at: datetime, merged_into: int | None) -> int:
    since = BEGIN + timedelta(minutes=detected[1])
    taken = {"merged_into_id": merged_into, "merged_at": at} if merged_into else {}
    whole = {"called": str(builders.key()), "detected_at": since, "declared_at": since, "ended_at": at}
    return put("outages_outage", ref=builders.key(), node_id=one.nodes[detected[0]], **whole, **taken)


def _noted(one: Registered, about: str) -> Noted:
    rows = run(
        "SELECT credit.party_id, credit.amount_ore, day.service_id, day.day FROM ledger_credit AS credit"
        " JOIN ledger_credited_day AS day ON day.credit_id = credit.id WHERE credit.about = %s ORDER BY 1, 3, 4",
        about,
    )
    whose = {key: name for name, key in one.parties.items()}
    found: Noted = {}
    for party_id, ore, service_id, day in rows:
        _, days = found.setdefault(whose[party_id], (ore, {}))
        days.setdefault(one.services.index(service_id), []).append((day - FIRST).days)
    return found
