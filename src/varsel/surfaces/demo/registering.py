"""Registering the demo operator: its policy, and its register as files through the door that production uses."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from varsel.records.operator import actions as operator
from varsel.records.operator import policy
from varsel.surfaces.demo import names
from varsel.surfaces.demo.people import Person, Subscription, called
from varsel.surfaces.register.loading import Loader
from varsel.surfaces.register.owners import read_owners

REGISTER = "feed"  # who brings in customers, invoices and payments
Rows = Iterable[Mapping[str, Any]]


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


def register(*, people: Sequence[Person], at: datetime) -> None:
    """Register everything at an instant: the default policy holds from then."""
    operator.set_policy(policy=policy.defaults(), valid_from=at, set_by="varsel", at=at)
    files: dict[str, Rows] = {
        "customers": map(_customer, people),
        "consents": (_consent(one, at=at) for one in people if one.number % 3 == 1),
        "nodes": (
            {"external_id": name, "kind": kind, "parent": above, "municipality": municipality}
            for name, (above, kind, municipality) in names.nodes().items()
        ),
        "lines": ({"external_id": _line(one), "node": one.node, "address": one.address} for one in people),
        "equipment": map(_equipment, people),
        "contracts": map(_contract, people),
        "versions": map(_version, people),
        "services": (_service(one, had) for one in people for had in one.services),
    }
    load(files=files, at=at, system="register")


def load(*, files: Mapping[str, Rows], at: datetime, system: str) -> None:
    """Write these register files and load them, as told by a system at an instant."""
    with TemporaryDirectory() as folder:
        for name, rows in files.items():
            _write(path=Path(folder) / f"{name}.csv", rows=list(rows))
        loader = Loader(owners=read_owners(), at=at, actor=REGISTER, progress=_silent, system=system, exported_at=at)
        loader.load(paths=[Path(folder)], first=False)


def correct(*, at: datetime) -> None:
    """Load what another system tells of some customers later: a few rows can't be taken, and some it has no say in."""
    of = [called(number=number) for number in range(1, 31)]
    told = [
        {"external_id": one, "name": "Namn ur CRM", "language": "sv", "kind": "consumer", "country": "SE"}
        for one in of[:6]
    ]
    told += [
        {"external_id": one, "name": "Ny Kund", "language": "se", "kind": "consumer", "country": "SE"}
        for one in of[6:9]
    ]
    load(files={"customers": told}, at=at, system="crm")


def registered(*, people: Sequence[Person], connection: psycopg.Connection) -> list[Customer]:
    """Return these people with the ids that they and their services got."""
    parties: dict[str, int] = dict(connection.execute("SELECT external_id, id FROM parties_party").fetchall())
    services: dict[str, int] = dict(connection.execute("SELECT external_id, id FROM agreements_service").fetchall())
    return [
        Customer(one, parties[one.external_id], tuple((services[had.external_id], had) for had in one.services))
        for one in people
    ]


def _silent(file: str, rows: int, lines: int) -> None:
    """Say nothing: the demo has a bar of its own."""


def _write(*, path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def _line(person: Person) -> str:
    return f"{person.external_id}-line"


def _contract_id(person: Person) -> str:
    return f"{person.external_id}-{person.signed_on.year}"


def _customer(person: Person) -> Mapping[str, Any]:
    return {
        "external_id": person.external_id,
        "name": person.name,
        "kind": person.kind,
        "language": person.language,
        "country": person.country,
        "protected_identity": person.protected,
        **{channel: person.contacts.get(channel, "") for channel in ("sms", "email", "letter")},
    }


def _consent(person: Person, *, at: datetime) -> Mapping[str, Any]:
    state = "withdrawn" if person.number % 4 == 0 else "given"
    return {
        "customer": person.external_id,
        "purpose": "newsletter",
        "at": at.isoformat(),
        "state": state,
        "text": "newsletter-1",
    }


def _equipment(person: Person) -> Mapping[str, Any]:
    return {
        "external_id": f"{person.external_id}-box",
        "line": _line(person),
        "kind": person.box,
        "serial": f"DEMO{person.number:07d}",
        "installed_on": person.signed_on,
    }


def _contract(person: Person) -> Mapping[str, Any]:
    return {
        "external_id": _contract_id(person),
        "customer": person.external_id,
        "kind": "subscription",
        "signed_on": person.signed_on,
    }


def _version(person: Person) -> Mapping[str, Any]:
    return {
        "contract": _contract_id(person),
        "version": 1,
        "valid_from": f"{person.signed_on}T00:00:00+00:00",
        "clauses": person.clauses,
    }


def _service(person: Person, had: Subscription) -> Mapping[str, Any]:
    return {
        "external_id": had.external_id,
        "contract": _contract_id(person),
        "line": _line(person),
        "kind": had.kind,
        "telecare": person.habit.telecare and had.kind == "internet",
        "credit_limit": had.credit_limit or "",
        "price": had.price,
        "price_from": person.signed_on,
    }
