"""What a story says, as the runner plays it: all values typed, all references known to exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from varsel.kit.located_yaml import InputError
from varsel.records.operator.policy import Policy


class StoryError(InputError):
    """Say why a file is no story; nothing of it is played."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the network; `parent` is the id of the node that serves it."""

    id: str
    kind: str
    parent: str | None
    municipality: str | None


@dataclass(frozen=True, slots=True)
class Service:
    """A service of a contract; money in the country's currency, `credit_limit` None if not ordered."""

    id: str
    kind: str
    price: Decimal
    node: str | None
    credit_limit: Decimal | None
    telecare: bool


@dataclass(frozen=True, slots=True)
class Sla:
    """Hours to respond and to restore, around the clock."""

    respond_hours: int
    restore_hours: int


@dataclass(frozen=True, slots=True)
class Contract:
    """A subscription, or the connection of a property, with the clauses of its present version."""

    id: str
    signed: date
    kind: str
    sla: Sla | None
    clauses: tuple[str, ...]
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer; `contacts` has any of sms, email, letter."""

    id: str
    kind: str
    language: str
    contacts: Mapping[str, str]
    protected_identity: bool
    contracts: tuple[Contract, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens at a local time; `refused` is the code with which the system must refuse it.

    `fields` has every field of the verb's row in `verbs.VERBS`, absent ones with their default.
    """

    at: datetime
    line: int
    verb: str
    fields: Mapping[str, Any]
    refused: str | None


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that must be true; `fields` as in `expectations.EXPECTATIONS` (`access`: service id to level)."""

    key: str
    fields: Mapping[str, Any]
    line: int


@dataclass(frozen=True, slots=True)
class ExpectStep:
    """What must be true at a local time."""

    at: datetime
    line: int
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A whole story; `begin` and all moments are local to the country and without a zone."""

    file: str
    title: str
    country: str
    begin: datetime
    policy: Policy
    network: tuple[Node, ...]
    customers: tuple[Customer, ...]
    steps: tuple[Step | ExpectStep, ...]
