"""Who the customers are, and how they can be reached now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from varsel.kit.reading import fetch
from varsel.records.parties.models import ContactPoint, Party

_CUSTOMERS = """
    SELECT id, external_id, number, kind, name, language, country, protected_identity, ref
    FROM parties_party WHERE id = ANY(%(ids)s)"""

_REACH = """
    SELECT party_id, channel, value, bounced_at IS NOT NULL FROM parties_contact_point
    WHERE party_id = ANY(%(ids)s) AND valid_to IS NULL"""
_ONE_OF_EACH = """
    SELECT one.* FROM unnest(ARRAY['sv', 'nb', 'en']) AS tongue (code)
    CROSS JOIN unnest(ARRAY['consumer', 'business', 'association']) AS sort (name)
    CROSS JOIN LATERAL (
        SELECT id, external_id, number, kind, name, language, country, protected_identity, ref FROM parties_party
        WHERE language = tongue.code AND kind = sort.name AND NOT protected_identity LIMIT 1) AS one"""
_CONSENTS = """
    SELECT DISTINCT ON (party_id, purpose) party_id, purpose, id, state, at FROM parties_consent
    WHERE party_id = ANY(%(ids)s) ORDER BY party_id, purpose, at DESC, id DESC"""
_ALL_AT = """
    SELECT DISTINCT party_id FROM parties_contact_point
    WHERE channel = %(channel)s AND channel <> 'letter' AND valid_to IS NULL
        AND value_key = lower(regexp_replace(%(value)s, '\\s', '', 'g')) ORDER BY party_id"""
_BOUNCED = """
    SELECT party_id, channel, value, bounced_at FROM parties_contact_point
    WHERE valid_to IS NULL AND bounced_at IS NOT NULL ORDER BY bounced_at DESC, id LIMIT %(limit)s OFFSET %(skip)s"""
# As the index of the search has it: e-mail in small letters, telephone numbers without spaces.
_AT = """
    SELECT party_id FROM parties_contact_point
    WHERE channel = %(channel)s AND channel <> 'letter' AND valid_to IS NULL
        AND value_key = lower(regexp_replace(%(value)s, '\\s', '', 'g')) LIMIT 2"""


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
    ref: UUID

    @property
    def shown_name(self) -> str:
        """Return the name, masked for a protected identity."""
        return "•••" if self.protected_identity else self.name


class Reach(NamedTuple):
    """A contact point of today."""

    channel: str
    value: str
    bounced: bool


@dataclass(frozen=True, slots=True)
class Bounced:
    """A contact point that does not work, since when."""

    party_id: int
    channel: str
    value: str
    bounced_at: datetime


@dataclass(frozen=True, slots=True)
class Consented:
    """What a customer last said of a purpose: given or withdrawn."""

    id: int
    state: str
    at: datetime


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


def by_ref(*, ref: UUID) -> Customer | None:
    """Return the customer with this reference."""
    row = Party.objects.filter(ref=ref).first()
    return _customer(row) if row else None


def one_of_each() -> list[Customer]:
    """Return a customer of each language and kind that there is, none with a protected identity."""
    return [Customer(*row) for row in fetch(statement=_ONE_OF_EACH, values={})]


def consents(*, party_ids: Collection[int]) -> dict[int, dict[str, Consented]]:
    """Return by customer and purpose what was said last; who said nothing is left out."""
    found: dict[int, dict[str, Consented]] = {}
    for party_id, purpose, *said in fetch(statement=_CONSENTS, values={"ids": list(party_ids)}) if party_ids else ():
        found.setdefault(party_id, {})[purpose] = Consented(*said)
    return found


def find(*, text: str, limit: int = 50) -> list[Customer]:
    """Return customers whose number begins so or whose name holds it. Protected identities: by number only."""
    by_number = Party.objects.filter(number__istartswith=text)
    by_name = Party.objects.filter(name__icontains=text, protected_identity=False)
    return [_customer(row) for row in (by_number | by_name).order_by("number")[:limit]]


def has_others(*, prefix: str) -> bool:
    """Tell whether there is a customer whose external id does not begin so."""
    return Party.objects.exclude(external_id__startswith=prefix).exists()


def reach(*, party_id: int) -> Mapping[str, Reach]:
    """Return the customer's current contact points by channel."""
    rows = ContactPoint.objects.filter(party_id=party_id, valid_to__isnull=True).order_by("channel")
    return {
        row.channel: Reach(channel=row.channel, value=row.value, bounced=row.bounced_at is not None) for row in rows
    }


def reach_many(*, party_ids: Collection[int]) -> dict[int, dict[str, Reach]]:
    """Return these customers' current contact points by channel; who has none is left out."""
    found: dict[int, dict[str, Reach]] = {}
    for party_id, *point in fetch(statement=_REACH, values={"ids": list(party_ids)}) if party_ids else ():
        reach = Reach(*point)
        found.setdefault(party_id, {})[reach.channel] = reach
    return found


def bounced(*, limit: int, skip: int = 0) -> list[Bounced]:
    """Return the contact points of today that do not work, the newest first: somebody is to ask for better ones."""
    values = {"limit": limit, "skip": skip}
    return [Bounced(*row) for row in fetch(statement=_BOUNCED, values=values)]


def count_bounced() -> int:
    """Return how many contact points of today do not work."""
    return ContactPoint.objects.filter(valid_to__isnull=True, bounced_at__isnull=False).count()


def only_one_at(*, channel: str, value: str) -> int | None:
    """Return the customer who is reached there now; None where nobody is, or several are."""
    found = fetch(statement=_AT, values={"channel": channel, "value": value})
    return found[0][0] if len(found) == 1 else None


def all_at(*, channel: str, value: str) -> list[int]:
    """Return every customer who is reached there now."""
    return [row[0] for row in fetch(statement=_ALL_AT, values={"channel": channel, "value": value})]


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
        ref=row.ref,
    )
