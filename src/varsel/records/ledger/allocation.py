"""Which money goes on which lines: service principal first, in the order of the lines, then the others. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Money:
    """What a payment (`by_credit` False) or a credit of a customer has left to place, in öre."""

    id: int
    by_credit: bool
    party_id: int
    invoice_id: int | None
    currency: str
    ore: int
    counts_on: date


@dataclass(slots=True)
class Room:
    """A line and what is open of it, in öre. Allocating takes from it."""

    line_id: int
    invoice_id: int
    party_id: int
    is_service: bool
    currency: str
    ore: int


@dataclass(frozen=True, slots=True)
class Share:
    """What money gives to a line, in öre."""

    money: Money
    line_id: int
    ore: int


def allocate(*, money: Iterable[Money], rooms: Iterable[Room]) -> Iterator[Share]:
    """Yield what each gives to which line, one after another in their order.

    First its own invoice, service before the rest; then the customer's oldest service principal in its currency. What
    no line takes is left. `rooms` are the customers' lines, the oldest due first, those of an invoice in order.
    """
    by_party: dict[int, list[Room]] = {}
    for room in rooms:
        by_party.setdefault(room.party_id, []).append(room)
    for one in money:
        mine = by_party.get(one.party_id)
        if mine:
            yield from _give(one, mine)
            by_party[one.party_id] = [room for room in mine if room.ore]


def _give(money: Money, rooms: list[Room]) -> Iterator[Share]:
    left = money.ore
    for room in _in_order(money, rooms):
        if not left:
            return
        ore = min(room.ore, left)
        room.ore -= ore
        left -= ore
        yield Share(money=money, line_id=room.line_id, ore=ore)


def _in_order(money: Money, rooms: list[Room]) -> Iterator[Room]:
    own = [room for room in rooms if room.invoice_id == money.invoice_id]
    yield from (room for room in own if room.is_service)
    yield from (room for room in own if not room.is_service)
    for room in rooms:
        if room.invoice_id != money.invoice_id and room.is_service and room.currency == money.currency:
            yield room
