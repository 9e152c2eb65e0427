"""What an operator's choice can be: how each kind is read from a file and kept as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from varsel.kit import located_values
from varsel.kit.located_yaml import LocatedNode

LONGEST = 3_660  # ten years of days: no choice here is meant to be longer
CHANNELS = ("email", "letter", "sms")


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Kind:
    """`read(node, name)` gives the value, `plain(value)` its JSON form."""

    read: Callable[[LocatedNode, str], Any]
    plain: Callable[[Any], Any] = _same


def of(kind: Kind) -> MappingProxyType[str, Kind]:
    """Give the metadata of a field of this kind."""
    return MappingProxyType({"kind": kind})


def whole(*, least: int = 0, most: int = LONGEST) -> Kind:
    """Make the kind of whole numbers from `least` to `most`."""
    return Kind(lambda node, name: located_values.whole(node=node, name=name, least=least, most=most))


def one_of(*words: str) -> Kind:
    """Make the kind of exactly one of these words."""
    return Kind(lambda node, name: located_values.choice(node=node, name=name, among=words))


def some_of(*words: str, least: int = 0) -> Kind:
    """Make the kind of lists of these words in the operator's order, none twice, `least` at the fewest."""

    def read(node: LocatedNode, name: str) -> tuple[str, ...]:
        chosen = tuple(
            located_values.choice(node=item, name=name, among=words)
            for item in located_values.items(node=node, name=name)
        )
        if len(set(chosen)) != len(chosen) or len(chosen) < least:
            remedy = f"name at least {least}, each once, of: {', '.join(words)}"
            raise node.place.error(message=f"{name} has too few words, or one twice", remedy=remedy)
        return chosen

    return Kind(read, plain=list)


def _pair(node: LocatedNode, name: str) -> tuple[time, time]:
    both = located_values.items(node=node, name=name)
    if len(both) != 2:
        raise node.place.error(message=f"{name} must be two times", remedy='write them like ["22:00", "07:00"]')
    first, last = (located_values.time_of_day(node=item, name=name) for item in both)
    return first, last


def _stock(node: LocatedNode, name: str) -> int | None:
    if getattr(node, "value", None) == "unlimited":
        return None
    return located_values.whole(node=node, name=name, least=0, most=1_000_000)


def _standard(node: LocatedNode, name: str) -> Decimal | None:
    return None if getattr(node, "value", None) == "none" else _money(node, name)


def clock(value: time) -> str:
    """Write a time of day as in a file."""
    return value.strftime("%H:%M")


def _money(node: LocatedNode, name: str) -> Decimal:
    return located_values.money(node=node, name=name)


MONEY = Kind(_money, plain=str)
STANDARD = Kind(_standard, plain=lambda amount: "none" if amount is None else str(amount))
SHARE = Kind(lambda node, name: located_values.share(node=node, name=name), plain=str)
FLAG = Kind(lambda node, name: located_values.flag(node=node, name=name))
TIME = Kind(lambda node, name: located_values.time_of_day(node=node, name=name), plain=clock)
# From the first time to the second, over midnight if the second is earlier; twice the same time is no time at all.
TIME_PAIR = Kind(_pair, plain=lambda pair: [clock(value) for value in pair])
STOCK = Kind(_stock, plain=lambda count: "unlimited" if count is None else count)
CHANNEL_LIST = some_of(*CHANNELS, least=1)
