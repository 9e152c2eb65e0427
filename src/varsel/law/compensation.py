"""What a customer gets back for days without the service.

No statute gives a formula in Sweden or Norway; this is the trade's own (rules, section 1.5): month by month, the
monthly price times the days, divided by the days of that month; rounded once at the end.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor
from operator import itemgetter

Prices = Sequence[tuple[date, Decimal]]  # (from day, monthly price)


@dataclass(frozen=True, slots=True)
class Board:
    """Where whoever gets no, or less than they asked for, can have it tried: told with every such answer."""

    name: str
    web: str
    address: str


def undelivered(*, prices: Prices, days: Collection[date]) -> Decimal:
    """Return the credit for undelivered days, rounded half up to 0.01.

    `prices` are (from day, monthly price), each valid until the next. A day counts once, so a month never gives more
    than its full price, and the sum is never below 0. Raise ValueError for two prices from one day or none for a day.
    """
    return undelivered_together(services=[(prices, days)])


def undelivered_together(*, services: Iterable[tuple[Prices, Collection[date]]]) -> Decimal:
    """Return the credit for the undelivered days of several services, rounded half up to 0.01 once, for all of them.

    Raise ValueError as `undelivered` does.
    """
    by_length: dict[int, Decimal] = {}  # full prices, by the number of days of the month that each is a share of
    for prices, days in services:
        ordered = _ordered(prices)
        for day in set(days):
            length = monthrange(day.year, day.month)[1]
            by_length[length] = by_length.get(length, Decimal(0)) + _price_on(ordered, day)
    total = sum((Fraction(price) / length for length, price in by_length.items()), Fraction(0))
    return Decimal(max(0, floor(total * 100 + Fraction(1, 2)))).scaleb(-2)


def _ordered(prices: Prices) -> Prices:
    ordered = sorted(prices)
    if any(one[0] == next_one[0] for one, next_one in pairwise(ordered)):
        raise ValueError("two prices from the same day: keep the one that holds")
    return ordered


def _price_on(ordered: Prices, day: date) -> Decimal:
    place = bisect_right(ordered, day, key=itemgetter(0))
    if not place:
        raise ValueError(f"no price on {day}: count only days on which the service was sold")
    return ordered[place - 1][1]
