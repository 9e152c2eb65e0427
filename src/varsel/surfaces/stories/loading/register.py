"""The register a story begins with: its network, and its customers with their contracts and services."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from varsel.kit.located_yaml import LocatedNode, Place
from varsel.surfaces.stories.loading import vocabulary
from varsel.surfaces.stories.loading.fields import Field, Scene, Shape, an, new, optional, read_field
from varsel.surfaces.stories.loading.kinds import (
    address,
    amount_or_nothing,
    day,
    flag,
    hours,
    list_of,
    one_of,
    telephone,
    text,
    word,
)
from varsel.surfaces.stories.loading.story import Contract, Customer, Node, Service, Sla

LANGUAGES: Mapping[str, str] = MappingProxyType({"SE": "sv", "NO": "nb"})


def _limit_where_calls_are(fields: Mapping[str, Any], scene: Scene, place: Place) -> None:
    del scene
    if fields["credit_limit"] is not None and fields["kind"] not in vocabulary.CREDIT_LIMIT_KINDS:
        message = f"credit_limit on the {fields['kind']} service '{fields['id']}'"
        remedy = f"only {' and '.join(vocabulary.CREDIT_LIMIT_KINDS)} have one: take it out"
        raise place.error(message=message, remedy=remedy)


def _remember_owner(fields: Mapping[str, Any], scene: Scene, place: Place) -> None:
    del place
    for contract in fields["contracts"]:
        for service in contract["services"]:
            scene.told.owners[service["id"]] = fields["id"]


NODE = Shape({"id": new("node"), "kind": an(word), "parent": optional(names=("node",)), "municipality": optional(text)})
SERVICE = Shape(
    {
        "id": new("service"),
        "kind": an(one_of(*vocabulary.SERVICE_KINDS)),
        "price": an(amount_or_nothing),
        "node": optional(names=("node",)),
        "credit_limit": optional(amount_or_nothing),
        "telecare": optional(flag, default=False),
    },
    _limit_where_calls_are,
)
SLA = Shape({"respond_hours": an(hours), "restore_hours": an(hours)})
CONTRACT = Shape(
    {
        "id": new("contract"),
        "signed": an(day),
        "kind": optional(one_of("subscription", "connection"), default="subscription"),
        "sla": Field(required=False, one=SLA),
        "clauses": optional(list_of(word), default=()),
        "services": Field(required=False, default=(), rows=SERVICE),
    }
)
CONTACTS = Shape({"sms": optional(telephone), "email": optional(address), "letter": optional(text)})
CUSTOMER = Shape(
    {
        "id": new("customer"),
        "kind": optional(one_of("consumer", "business", "association"), default="consumer"),
        "language": optional(one_of("sv", "nb", "en")),
        "contacts": Field(required=False, default={}, one=CONTACTS),
        "protected_identity": optional(flag, default=False),
        "contracts": Field(required=False, default=(), rows=CONTRACT),
    },
    _remember_owner,
)


def read_network(*, node: LocatedNode, scene: Scene) -> tuple[Node, ...]:
    """Read the network, each node after its parent.

    :raises InputError: a node that is wrong, told twice, or under a parent not told before.
    """
    read = read_field(field=Field(rows=NODE), node=node, name="network", scene=scene)
    return tuple(Node(**one) for one in read)


def read_customers(*, node: LocatedNode, country: str, scene: Scene) -> tuple[Customer, ...]:
    """Read the customers with their contracts and services.

    :raises InputError: a part that is wrong or told twice, or on a node not told.
    """
    read = read_field(field=Field(rows=CUSTOMER), node=node, name="customers", scene=scene)
    return tuple(_customer(one, country) for one in read)


def _customer(read: Mapping[str, Any], country: str) -> Customer:
    contacts = {channel: value for channel, value in read["contacts"].items() if value is not None}
    return Customer(
        id=read["id"],
        kind=read["kind"],
        language=read["language"] or LANGUAGES[country],
        contacts=MappingProxyType(contacts),
        protected_identity=read["protected_identity"],
        contracts=tuple(_contract(one) for one in read["contracts"]),
    )


def _contract(read: Mapping[str, Any]) -> Contract:
    return Contract(
        id=read["id"],
        signed=read["signed"],
        kind=read["kind"],
        sla=None if read["sla"] is None else Sla(**read["sla"]),
        clauses=read["clauses"],
        services=tuple(Service(**one) for one in read["services"]),
    )
