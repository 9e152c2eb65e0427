"""From which terminals that are down it follows that their node is: pure, without a database."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Numbers:
    """The operator's numbers.

    A node is down when at least `least` of its terminals are, and `share` of them; it is up again when no more than
    `back_share` are down. An end is told when it was steady for so many minutes. So many `reports` within so many
    minutes, without an alarm, make an outage suspected.
    """

    share: Decimal = Decimal("0.8")
    least: int = 3
    back_share: Decimal = Decimal("0.2")
    steady_minutes: int = 2
    reports: int = 3
    within_minutes: int = 60


@dataclass(frozen=True, slots=True)
class Dark:
    """A node with terminals down below it: how many, of how many, and what serves it."""

    node_id: int
    down: int
    of: int  # counted no further than where no share is reached any more
    parent_id: int | None


def blamed(*, dark: Mapping[int, Dark], standing: Collection[int], numbers: Numbers) -> set[int]:
    """Return the nodes that are down because their terminals are: the topmost that explains them.

    `standing` are those that were down because of terminals before: each stays so until most have come back.
    """
    still = {key for key in standing if key in dark and dark[key].down > numbers.back_share * dark[key].of}
    reached = {key for key, one in dark.items() if is_reached(one=one, numbers=numbers)}
    tops = {key for key in reached if reached.isdisjoint(_above(dark, key))}
    return still | {_lowest(dark, key) for key in tops}


def is_reached(*, one: Dark, numbers: Numbers) -> bool:
    """Tell whether so many terminals of a node are down that it is the node."""
    return one.down >= numbers.least and one.down >= numbers.share * one.of


def enough(*, of: int, numbers: Numbers) -> int:
    """Return how many terminals of so many make it the node."""
    return max(numbers.least, math.ceil(numbers.share * of))


def _above(dark: Mapping[int, Dark], key: int) -> set[int]:
    found: set[int] = set()
    parent = dark[key].parent_id
    while parent is not None and parent in dark and parent not in found:
        found.add(parent)
        parent = dark[parent].parent_id
    return found


def _lowest(dark: Mapping[int, Dark], key: int) -> int:
    """Go down from a node while one below it serves all the terminals that are down: it says more exactly where."""
    while same := [one.node_id for one in dark.values() if one.parent_id == key and one.down == dark[key].down]:
        key = same[0]
    return key
