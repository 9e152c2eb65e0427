"""Who gets what lies there and what comes: pure, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ask:
    """A need that still lacks so many. `near`: the place to take from first."""

    need_id: int
    count: int
    near: int | None


@dataclass(frozen=True, slots=True)
class Free:
    """So many are for nobody yet, at a place. From a vehicle only who goes with it takes."""

    place_id: int
    count: int
    is_warehouse: bool


@dataclass(frozen=True, slots=True)
class Comes:
    """So many come with a delivery."""

    delivery_id: int
    count: int


@dataclass(frozen=True, slots=True)
class Part:
    """So many for a need, from a place or from a delivery."""

    need_id: int
    place_id: int | None
    delivery_id: int | None
    count: int


def share_out(*, asks: Sequence[Ask], free: Sequence[Free], comes: Sequence[Comes]) -> list[Part]:
    """Return who gets what: those who asked first are first in `asks`, what comes first is first in `comes`.

    Each takes from the place near it, then where most is free, then of what comes first.
    """
    lies = {one.place_id: one.count for one in free}
    warehouses = {one.place_id for one in free if one.is_warehouse}
    awaited = {one.delivery_id: one.count for one in comes}
    parts: list[Part] = []
    for ask in asks:
        rest = ask.count
        for place_id in _order(ask, lies, warehouses):
            rest -= _take(parts, ask, rest, lies, place_id, is_place=True)
        for delivery_id in list(awaited):
            rest -= _take(parts, ask, rest, awaited, delivery_id, is_place=False)
    return parts


def _order(ask: Ask, lies: dict[int, int], warehouses: set[int]) -> list[int]:
    most_first = sorted(warehouses, key=lambda place_id: (-lies[place_id], place_id))
    rest = [place_id for place_id in most_first if place_id != ask.near]
    return [ask.near, *rest] if ask.near in lies else rest


def _take(parts: list[Part], ask: Ask, rest: int, there: dict[int, int], key: int, *, is_place: bool) -> int:
    count = min(rest, there[key])
    if count > 0:
        there[key] -= count
        place_id, delivery_id = (key, None) if is_place else (None, key)
        parts.append(Part(ask.need_id, place_id, delivery_id, count))
    return count
