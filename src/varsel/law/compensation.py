"""What a customer gets back for days without the service.

No statute gives a formula in Sweden or Norway; this is the trade's own (rules, section 1.5): month by month, the
monthly price times the days, divided by the days of that month; rounded once at the end.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

Prices = Sequence[tuple[date, Decimal]]  # (from day, monthly price)


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
    total = sum((_share(prices, day) for prices, days in services for day in set(_once(prices, days))), Fraction(0))
    return Decimal(max(0, floor(total * 100 + Fraction(1, 2)))).scaleb(-2)


def _once(prices: Prices, days: Collection[date]) -> Collection[date]:
    if len({from_day for from_day, _ in prices}) != len(prices):
        raise ValueError("two prices from the same day: keep the one that holds")
    return days


def _share(prices: Prices, day: date) -> Fraction:
    return Fraction(_price_on(prices, day)) / monthrange(day.year, day.month)[1]


def _price_on(prices: Prices, day: date) -> Decimal:
    valid = [price for price in prices if price[0] <= day]
    if not valid:
        raise ValueError(f"no price on {day}: count only days on which the service was sold")
    return max(valid)[1]
