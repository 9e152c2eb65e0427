"""Compensation a second time, as somebody would do it with paper and a wall calendar."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]


def days_touched(span: Span, zone: str) -> set[date]:
    """Look at the wall calendar every half hour from the begin to the end, and at the end."""
    since, until = span
    seen, now = set(), since
    while now < until:
        seen.add(now.astimezone(ZoneInfo(zone)).date())
        now += timedelta(minutes=30)
    return seen | {until.astimezone(ZoneInfo(zone)).date()}


def was_closed_all_day(day: date, closed: Iterable[tuple[datetime, datetime | None]], zone: str) -> bool:
    """Ask of each quarter of an hour of the day whether the service was closed then."""
    begin = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))
    after = day + timedelta(days=1)
    end = datetime(after.year, after.month, after.day, tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))
    quarters = []
    while begin < end:
        quarters.append(begin)
        begin += timedelta(minutes=15)
    quarters.append(end)
    return any(all(since <= now and (until is None or now <= until) for now in quarters) for since, until in closed)


class Paper:
    """One customer's account of credited days: each day of a service is struck out once."""

    def __init__(self) -> None:
        self.struck: set[tuple[str, date]] = set()

    def credit(
        self,
        *,
        services: dict[str, Sequence[tuple[date, Decimal]]],
        closed: dict[str, Sequence[tuple[datetime, datetime | None]]],
        span: Span,
        zone: str,
    ) -> Decimal:
        """Strike out the days and return what they are worth, rounded when all is summed up."""
        total = Fraction(0)
        for name, prices in services.items():
            for day in days_touched(span, zone):
                price = _price(prices, day)
                if price is None or (name, day) in self.struck or was_closed_all_day(day, closed.get(name, ()), zone):
                    continue
                self.struck.add((name, day))
                total += Fraction(price) / monthrange(day.year, day.month)[1]
        exact = Decimal(total.numerator) / Decimal(total.denominator)
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _price(prices: Sequence[tuple[date, Decimal]], day: date) -> Decimal | None:
    found = None
    for since, price in sorted(prices):
        if since <= day:
            found = price
    return found
