"""A customer whose demand was delivered, for raw SQL to be tried on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

import builders
from promises import forging, going_back
from varsel.operations.arrears.models import Deadline
from varsel.records.agreements.queries import Having


@dataclass(frozen=True, slots=True)
class Owing:
    """A service, and the deadline that the demand for it gave."""

    service: Having
    deadline: Deadline


@pytest.fixture
def policy(db: None) -> int:
    """Let the operator choose the defaults."""
    return builders.set_policy()


@pytest.fixture
def owing(policy: int) -> Owing:
    """Give a Swedish internet service that may be limited from 24 March 2026 on."""
    return _owing()


@pytest.fixture
def two(policy: int) -> tuple[Owing, Owing]:
    """Give two customers in that place."""
    services = [builders.service(party_id=builders.customer()) for _ in range(2)]
    first, second = builders.demanded(*services)
    return Owing(services[0], first), Owing(services[1], second)


@pytest.fixture
def owing_with(policy: int) -> Callable[..., Owing]:
    """Return a function that makes a service of any kind or country, demanded for."""
    return _owing


def _owing(*, due_on: date = builders.DUE, **service: object) -> Owing:
    party_id = builders.customer(country=str(service.get("country", "SE")))
    having = builders.service(party_id=party_id, **service)
    return Owing(service=having, deadline=builders.demanded(having, due_on=due_on)[0])


@pytest.fixture
def paid(policy: int) -> tuple[int, int, int]:
    """Give a customer, a line of 300.00 and a payment of 400.00, of which 100.00 is settled: 300.00 waits."""
    party_id = builders.customer()
    invoice_id = builders.invoice(services=[builders.service(party_id=party_id)])
    line_id = forging.run("SELECT id FROM ledger_line WHERE invoice_id = %s", invoice_id)[0][0]
    payment_id = going_back.payment(party_id)
    going_back.settle(line_id, payment_id, ore=10_000)
    return party_id, line_id, payment_id
