"""Customers as people remember them: by name, by postal address, by telephone or e-mail.

Whoever has a protected identity is never found here: only a number leads to them.
"""

from __future__ import annotations

from dataclasses import dataclass

import phonenumbers
from django.db.models import Q

from varsel.kit.search_keys import Wanted, ids, likest
from varsel.law.countries import COUNTRIES
from varsel.records.parties.models import Party
from varsel.records.parties.queries import Customer, customers

_NAMED = "SELECT id FROM parties_party WHERE"  # the keys of protected names are empty
_CONTACT = (
    "SELECT c.party_id FROM parties_contact_point c JOIN parties_party p ON p.id = c.party_id"
    " WHERE NOT p.protected_identity AND c.valid_to IS NULL AND c.channel"
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """Customers whose number begins so; `exact` is whose number it is."""

    exact: Customer | None
    others: tuple[Customer, ...]


def numbered(*, text: str, limit: int) -> Numbered:
    """Return customers by their number, protected or not, in whatever case it was typed."""
    ways = {text, text.upper(), text.lower()}
    begins = Q()
    for way in ways:
        begins |= Q(number__startswith=way)
    keys = list(Party.objects.filter(begins).order_by("number").values_list("id", flat=True)[:limit])
    found = sorted(customers(party_ids=keys).values(), key=lambda one: one.number)
    exact = next((one for one in found if one.number in ways), None)
    return Numbered(exact=exact, others=tuple(one for one in found if one != exact))


def named(*, wanted: Wanted, limit: int) -> list[int]:
    """Return the ids of customers with these words in their name."""
    holds, values = wanted.held_by(column="name_key")
    return ids(query=f"{_NAMED} {holds}", values=values, limit=limit)


def nearly_named(*, wanted: Wanted, limit: int) -> list[int]:
    """Return the ids of customers with a name like this one, the likest first: a slip in a word is forgiven."""
    return likest(table="parties_party", column="name_key", wanted=wanted, limit=limit)


def posted_at(*, wanted: Wanted, limit: int) -> list[int]:
    """Return the ids of customers whose letters go to such an address."""
    holds, values = wanted.held_by(column="c.value_key")
    return ids(query=f"{_CONTACT} = 'letter' AND {holds}", values=values, limit=limit)


def reached_by(*, text: str, limit: int) -> list[int]:
    """Return the ids of customers with this telephone number, however it is written, or with this e-mail address."""
    values = [text.lower()] if "@" in text else phones(text=text)
    if not values:
        return []
    return ids(query=f"{_CONTACT} <> 'letter' AND c.value_key = ANY(%s)", values=[values], limit=limit)


def phones(*, text: str) -> list[str]:
    """Return what a telephone number may be in the international form, read in each of our countries."""
    found: dict[str, None] = {}
    for country in COUNTRIES:
        try:
            number = phonenumbers.parse(text, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            found[phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)] = None
    return list(found)
