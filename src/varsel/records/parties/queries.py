"""Who the customers are, and how they can be reached now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from varsel.kit.reading import fetch
from varsel.records.parties.models import ContactPoint, Party

_CUSTOMERS = """
    SELECT id, external_id, number, kind, name, language, country, protected_identity
    FROM parties_party WHERE id = ANY(%(ids)s)"""


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as the register has it. Show `shown_name`; `name` only to who may unmask."""

    id: int
    external_id: str
    number: str
    kind: str
    name: str
    language: str
    country: str
    protected_identity: bool

    @property
    def shown_name(self) -> str:
        """Return the name, masked for a protected identity."""
        return "•••" if self.protected_identity else self.name


@dataclass(frozen=True, slots=True)
class Reach:
    """A contact point of today."""

    channel: str
    value: str
    bounced: bool


def customer(*, party_id: int) -> Customer:
    """Return one customer."""
    return _customer(Party.objects.get(id=party_id))


def customers(*, party_ids: Collection[int]) -> dict[int, Customer]:
    """Return these customers by id."""
    return {row[0]: Customer(*row) for row in fetch(statement=_CUSTOMERS, values={"ids": list(party_ids)})}


def by_external_id(*, external_id: str) -> Customer | None:
    """Return the customer that other systems call so."""
    row = Party.objects.filter(external_id=external_id).first()
    return _customer(row) if row else None


def by_number(*, number: str) -> Customer | None:
    """Return the customer with this customer number."""
    row = Party.objects.filter(number=number).first()
    return _customer(row) if row else None


def find(*, text: str, limit: int = 50) -> list[Customer]:
    """Return customers whose number begins so or whose name holds it. Protected identities: by number only."""
    by_number = Party.objects.filter(number__istartswith=text)
    by_name = Party.objects.filter(name__icontains=text, protected_identity=False)
    return [_customer(row) for row in (by_number | by_name).order_by("number")[:limit]]


def reach(*, party_id: int) -> Mapping[str, Reach]:
    """Return the customer's current contact points by channel."""
    rows = ContactPoint.objects.filter(party_id=party_id, valid_to__isnull=True).order_by("channel")
    return {
        row.channel: Reach(channel=row.channel, value=row.value, bounced=row.bounced_at is not None) for row in rows
    }


def _customer(row: Party) -> Customer:
    return Customer(
        id=row.id,
        external_id=row.external_id,
        number=row.number,
        kind=row.kind,
        name=row.name,
        language=row.language,
        country=row.country,
        protected_identity=row.protected_identity,
    )
