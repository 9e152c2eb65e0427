"""What a work order can become: the states of TM Forum 697 as a table. The database keeps the same table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

# Not used of TM Forum 697: assessingCancellation, pendingCancellation (docs/decisions/0026).
NEXT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "acknowledged": frozenset({"inProgress", "held", "pending", "cancelled", "rejected", "failed"}),
        "inProgress": frozenset({"acknowledged", "held", "pending", "completed", "partial", "failed", "cancelled"}),
        "held": frozenset({"acknowledged", "inProgress", "pending", "failed", "cancelled"}),
        "pending": frozenset({"acknowledged", "inProgress", "held", "failed", "cancelled"}),
        **dict.fromkeys(("completed", "partial", "failed", "cancelled", "rejected"), frozenset()),
    }
)
WAITING = frozenset({"held", "pending"})
STARTED = frozenset({"on_the_way", "on_site", "night_work"})  # steps of an order that is under way
AT_THE_DOOR = frozenset({"on_site", "night_work"})

# The customer, or an owner, lets us go on: pending. All else that is missing: held.
_PENDING = frozenset({"property_access"})


def may_become(*, state: str, new: str) -> bool:
    """Tell whether an order in a state can become another; staying what it is is no change."""
    return new in NEXT[state]


def waits_as(*, kinds: Collection[str]) -> str:
    """Return the state of an order that waits for these: held as soon as one of them is ours to bring."""
    return "pending" if all(kind in _PENDING for kind in kinds) else "held"


def standing(*, state: str, step: str, technician_id: int | None) -> str:
    """Return how an order stands, as a page carries it along: an old page has another."""
    return f"{state}.{step}.{technician_id or ''}"


def goes_on_as(*, step: str) -> str:
    """Return the state of an order that waits for nothing more: under way if it had begun."""
    return "inProgress" if step in STARTED else "acknowledged"
