"""Random histories of customers in the dark: the same for the same seed.

A tree of five nodes, up to three services of up to two customers on it, prices that change, days on which a service was
lawfully closed; outages that overlap, take over others, end over month ends and clock changes; claims in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from operations.compensation.paper import DAY, SUMMERS, Closed, Prices

PARENTS = (None, 0, 0, 1, 1)
ABOVE = ((0,), (1, 0), (2, 0), (3, 1, 0), (4, 1, 0))
HOURS = (0, 1, 3, 24, 25)  # least hours of an outage that is compensated by itself
ORE = (39900, 49900, 59900, 9900, 100, 99, 15, 14, 31, 1, 0, 100000, 33333, 45, 66666)
MONTHS = (31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366)  # the first day of a month, of 2024
LAST = 440  # days: into the next year, whose February is short


@dataclass(frozen=True, slots=True)
class Event:
    """Something that ended at a minute: an outage, by the nodes that were detected when; or a claim for a service."""

    nodes: tuple[tuple[int, int], ...]
    until: int
    service: int | None = None


@dataclass(frozen=True, slots=True)
class History:
    """One history. A service is whose, on which node, at what prices, closed when."""

    country: str
    least_hours: int
    by_itself: bool
    services: tuple[tuple[str, int, Prices, Closed], ...]
    events: tuple[Event, ...]

    def dark(self, event: Event) -> list[tuple[int, int, int]]:
        """Return which services were dark because of it, since when, until when, where that is compensated."""
        if event.service is not None:
            return [(event.service, event.nodes[0][1], event.until)]
        found = []
        for number, (_, node, _, _) in enumerate(self.services):
            begins = [since for one, since in event.nodes if one in ABOVE[node]]
            if begins and self.by_itself and event.until - min(begins) >= self.least_hours * 60:
                found.append((number, min(begins), event.until))
        return found


def histories(*, seed: int, count: int, closed: bool = True) -> Iterator[History]:
    """Yield so many histories."""
    chance = Random(seed)
    for _ in range(count):
        services = tuple(_service(chance, closed) for _ in range(_below(chance, 3) + 1))
        events = sorted((_event(chance, len(services)) for _ in range(_below(chance, 4) + 1)), key=_end)
        country, by_itself = "SE" if chance.random() < 0.5 else "NO", chance.random() < 0.9
        yield History(country, HOURS[_below(chance, len(HOURS))], by_itself, services, tuple(events))


def _service(chance: Random, closed: bool) -> tuple[str, int, Prices, Closed]:
    prices = [(-5 if chance.random() < 0.8 else _below(chance, LAST), ORE[_below(chance, len(ORE))])]
    if chance.random() < 0.4:
        prices.append((prices[0][0] + 1 + _below(chance, 200), ORE[_below(chance, len(ORE))]))
    shut = (_shut(chance),) if closed and chance.random() < 0.2 else ()
    return "ab"[_below(chance, 2)], _below(chance, 5), tuple(prices), shut


def _shut(chance: Random) -> tuple[int, int | None]:
    """Draw when a service was lawfully closed; most begin and end on the hour of a midnight, of summer or of winter."""
    since = _midnight(chance, _moment(chance) // DAY + 1)
    if chance.random() < 0.15:
        return since, None
    return since, max(since, _midnight(chance, since // DAY + 1 + _below(chance, 4)))


def _midnight(chance: Random, day: int) -> int:
    return day * DAY - 60 * (1 + _below(chance, 2)) + (0 if chance.random() < 0.7 else _below(chance, DAY) - DAY // 2)


def _event(chance: Random, services: int) -> Event:
    """Draw an outage, with one or two that it took over, or a claim; half of them near where rules change."""
    since = _moment(chance)
    until = since + _length(chance)
    if chance.random() < 0.15:
        return Event(((0, since),), until, service=_below(chance, services))
    nodes = [(_below(chance, 5), since)]
    while chance.random() < 0.3:  # detected before what took it over, or declared while it lasted
        nodes.append((_below(chance, 5), min(until, max(0, since + _below(chance, 2 * DAY) - DAY))))
    return Event(tuple(nodes), until)


def _moment(chance: Random) -> int:
    kind = chance.random()
    if kind < 0.5:
        return _below(chance, LAST * DAY)
    # around the midnight in which a month ends (22 or 23 o'clock UTC), or where the clocks turn
    first = MONTHS[_below(chance, len(MONTHS))] * DAY if kind < 0.75 else SUMMERS[0][_below(chance, 2)]
    return max(0, first + (_below(chance, 2 * DAY) - DAY if chance.random() < 0.6 else -60 * _below(chance, 4)))


def _length(chance: Random) -> int:
    kind = chance.random()
    if kind < 0.4:
        return max(0, 60 * HOURS[_below(chance, len(HOURS))] + _below(chance, 3) - 1)
    return _below(chance, 3 * DAY if kind < 0.9 else 40 * DAY)


def _end(event: Event) -> int:
    return event.until


def _below(chance: Random, most: int) -> int:
    return int(chance.random() * most)
