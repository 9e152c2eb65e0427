"""What shows a protected identity is taken out of words before a page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer

MASK = "•••"


def secrets(*, customer: Customer, facts: Mapping[str, Any], addresses: Iterable[str]) -> tuple[str, ...]:
    """Return what of a customer must not be read: name, and how they are reached; nothing where not protected."""
    if not customer.protected_identity:
        return ()
    named = facts.get("customer", {}).get("text", "") if isinstance(facts.get("customer"), Mapping) else ""
    reached = (one.value for one in parties.reach(party_id=customer.id).values())
    known = {customer.name, str(named), *reached, *addresses}
    lines = {line.strip() for one in known for line in one.replace(", ", "\n").splitlines()}
    return tuple(sorted((one for one in known | lines if len(one) > 2), key=len, reverse=True))


def masked(*, text: str, hiding: Iterable[str]) -> str:
    """Return the text with these words masked, the longest first."""
    for one in hiding:
        text = text.replace(one, MASK)
    return text
