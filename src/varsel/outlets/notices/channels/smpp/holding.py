"""Receipts that come while what they speak of is still being handed over: held a moment for who writes that down.

Written down with their hand-over they cost a fraction of what they cost alone. Nothing is at risk meanwhile: what is
held is not answered yet, and what is not answered comes again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from varsel.outlets.notices.channels.smpp.heard import Note
from varsel.outlets.notices.channels.smpp.link import Link

MANY = 50
LONGEST = 0.5  # seconds


class Arrival(NamedTuple):
    """A deliver_sm as it came in; without a link it is a note of our own, about an answer that came late."""

    link: Link | None
    sequence: int = 0
    body: bytes = b""
    note: Note | None = None


@dataclass(slots=True)
class Holding:
    """Receipts by the gateway's name of their message. `now` is in seconds of a steady clock; any thread may call."""

    _awaited: dict[str, float] = field(default_factory=dict)  # names, and since when: the oldest first
    _held: dict[str, list[tuple[float, Arrival]]] = field(default_factory=dict)  # in that order too
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def expect(self, *, names: Iterable[str], now: float) -> None:
        """Know what the gateway calls messages that it just took: their receipts are asked for soon, or not at all."""
        with self._changed:
            while self._awaited and now - self._awaited[first := next(iter(self._awaited))] > LONGEST:
                del self._awaited[first]
            self._awaited |= dict.fromkeys(names, now)

    def hold(self, *, arrivals: Sequence[Arrival], now: float) -> list[Arrival]:
        """Hold the receipts that will be asked for, if they are many or follow many; return the others.

        A gateway that sends few at a time waits for our answer before it sends more: it is not kept waiting.
        """
        with self._changed:
            awaited = [one for one in arrivals if _name(one) in self._awaited]
            if len(awaited) < MANY and not self._held:
                return list(arrivals)
            for one in awaited:
                self._held.setdefault(_name(one), []).append((now, one))
            self._changed.notify_all()
            return [one for one in arrivals if _name(one) not in self._awaited]

    def take(self, *, names: Set[str], within: float) -> list[Arrival]:
        """Return what is held under these names: what comes in so many seconds, if the first comes in half of them."""
        if not names:
            return []
        with self._changed:
            if self._changed.wait_for(lambda: not self._held.keys().isdisjoint(names), timeout=within / 2):
                self._changed.wait_for(lambda: self._held.keys() >= names, timeout=within)
            for name in names:
                self._awaited.pop(name, None)
            return [one for name in names for _, one in self._held.pop(name, ())]

    def overdue(self, *, now: float, longest: float = LONGEST) -> list[Arrival]:
        """Return what nobody asked for in so many seconds."""
        with self._changed:
            names = [name for name, some in self._held.items() if now - some[0][0] >= longest]
            return [one for name in names for _, one in self._held.pop(name)]

    def wait(self, *, now: float) -> float | None:
        """Return the seconds until the next is overdue, or None when nothing is held."""
        with self._changed:
            oldest = next(iter(self._held.values()), None)
            return max(0.0, oldest[0][0] + LONGEST - now) if oldest else None


def _name(one: Arrival) -> str:
    return one.note.receipt.gateway_ref if one.note else ""
