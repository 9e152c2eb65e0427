"""Compensation a second time, as somebody would do it with paper: minutes, öre, a wall calendar, the act's own words.

Nothing of the product is used here, nor what it leans on: no zones, no decimals. Time is whole minutes of UTC since the
begin of 2024, days are counted from 1 January 2024, money is öre.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
COMMON = 28 * 29 * 30 * 31  # every length of a month divides it
DAY = 24 * 60

Prices = Sequence[tuple[int, int]]  # (from day, öre a month)
Closed = Sequence[tuple[int, int | None]]  # minutes from when to when a service was lawfully closed; None: still


def _calendar() -> tuple[list[int], list[tuple[int, int]]]:
    """Return the length of the month of each day, and the minutes at which summer time begins and ends, by year."""
    lengths: list[int] = []
    summers: list[tuple[int, int]] = []
    for year in range(2024, 2030):
        turns = []
        for month, usual in enumerate(LENGTHS, start=1):
            length = 29 if month == 2 and year % 4 == 0 else usual
            lengths += [length] * length
            if month in (3, 10):  # its last Sunday, at 01:00 UTC; 1 January 2024 was a Monday
                last = len(lengths) - 1
                turns.append((last - (last + 1) % 7) * DAY + 60)
        summers.append((turns[0], turns[1]))
    return lengths, summers


MONTH_OF, SUMMERS = _calendar()


def on_the_wall(minute: int) -> int:
    """Return the minute that a clock on a wall in Sweden or Norway shows: an hour ahead of UTC, in summer two."""
    return minute + (120 if any(begin <= minute < end for begin, end in SUMMERS) else 60)


def days_touched(since: int, until: int) -> range:
    """Return the days from the one of the detection to the one of the repair, both included."""
    return range(on_the_wall(since) // DAY, on_the_wall(until) // DAY + 1)


def was_closed_all_day(day: int, closed: Closed) -> bool:
    """Tell whether a service was closed from a midnight to the next; clocks never turn at midnight."""
    if not closed:
        return False
    begin, end = (
        next(one for one in (d * DAY - 60, d * DAY - 120) if on_the_wall(one) == d * DAY) for d in (day, day + 1)
    )
    return any(since <= begin and (until is None or end <= until) for since, until in closed)


class Paper:
    """The accounts of some customers: each day of a service that was credited is struck out, and never counts again."""

    def __init__(self, services: Sequence[tuple[str, Prices, Closed]]) -> None:
        self.services = services  # whose, at what prices, closed when
        self.struck: list[set[int]] = [set() for _ in services]

    def credit(self, dark: Iterable[tuple[int, int, int]]) -> dict[str, tuple[int, dict[int, list[int]]]]:
        """Credit services that were dark (which, since when, until when); return öre and days by customer.

        Each month on its own: the price times the days, divided by the days of that month; all services of a customer
        together, rounded once, half an öre up. Who gets nothing gets no credit note, and no day of theirs is struck.
        """
        days: dict[str, dict[int, list[int]]] = {}
        for number, since, until in dark:
            whose, prices, closed = self.services[number]
            left = [
                day
                for day in days_touched(since, until)
                if day >= prices[0][0] and day not in self.struck[number] and not was_closed_all_day(day, closed)
            ]
            if left:
                days.setdefault(whose, {})[number] = left
        owed = {whose: (self._worth(some), some) for whose, some in days.items()}
        paid = {whose: (worth, some) for whose, (worth, some) in owed.items() if worth}
        for _, some in paid.values():
            for number, left in some.items():
                self.struck[number].update(left)
        return paid

    def _worth(self, days: dict[int, list[int]]) -> int:
        whole = 0
        for number, left in days.items():
            prices = self.services[number][1]
            for day in left:
                price = [ore for since, ore in prices if since <= day][-1]
                whole += price * (COMMON // MONTH_OF[day])
        return (2 * whole + COMMON) // (2 * COMMON)
