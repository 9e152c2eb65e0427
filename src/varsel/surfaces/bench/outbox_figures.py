"""What `varsel bench outbox` measures, each figure beside its limit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

LEAST_A_SECOND, MOST_URGENT_SECONDS = 4000, 1.0


@dataclass(frozen=True, slots=True)
class Cpu:
    """Seconds that Varsel, the database and the SMPP server used, of the machine's processors together."""

    varsel: float
    database: float
    smpp_server: float

    def since(self, before: Cpu, *, messages: int) -> dict[str, int]:
        """Return the microseconds a message since an earlier moment."""
        mine, former = asdict(self), asdict(before)
        return {name: round((mine[name] - former[name]) / messages * 1e6) for name in mine}


@dataclass(frozen=True, slots=True)
class Measured:
    """A run. A message counts when it is told: attempt, outcome, receipt and journal entry are committed."""

    messages: int  # the bulk, with the urgent words that came in between
    window: int
    a_second: float
    bare_a_second: float  # the same client, window and server, and nothing stored
    cpu_microseconds: dict[str, int]  # a message
    rows: dict[str, int]  # of all words, also of those before the bulk
    words: int
    handed_over_twice: int  # by the server's own log
    never_handed_over: int
    urgent_idle: Sequence[float]  # seconds from the commit to the server, by its log
    urgent_in_bulk: Sequence[float]
    bulk_waited: float  # seconds that the last word of the bulk waited: what the urgent ones overtook
    senders: int = 1  # processes, each with a bind and a window of its own

    @property
    def limits(self) -> dict[str, bool]:
        """Tell of each limit whether it is kept."""
        return {
            "a_second_passes": self.a_second >= LEAST_A_SECOND,
            "proof_passes": all(count == self.words for count in self.rows.values()),
            "once_passes": not (self.handed_over_twice or self.never_handed_over),
            "urgent_idle_passes": p99(self.urgent_idle) < MOST_URGENT_SECONDS,
            "urgent_in_bulk_passes": p99(self.urgent_in_bulk) < MOST_URGENT_SECONDS,
        }

    @property
    def passes(self) -> bool:
        """Tell whether every limit is kept."""
        return all(self.limits.values())

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON values."""
        return {
            "bench": "outbox",
            "messages": self.messages,
            "senders": self.senders,
            "window": self.window,
            "a_second": round(self.a_second),
            "least_a_second": LEAST_A_SECOND,
            "bare_a_second": round(self.bare_a_second),
            "times_bare": round(self.a_second / self.bare_a_second, 2),
            "cpu_microseconds": self.cpu_microseconds,
            "words": self.words,
            "rows": self.rows,
            "handed_over_twice": self.handed_over_twice,
            "never_handed_over": self.never_handed_over,
            "urgent_idle_samples": len(self.urgent_idle),
            "urgent_idle_p99_seconds": round(p99(self.urgent_idle), 3),
            "urgent_in_bulk_samples": len(self.urgent_in_bulk),
            "urgent_in_bulk_p99_seconds": round(p99(self.urgent_in_bulk), 3),
            "most_urgent_seconds": MOST_URGENT_SECONDS,
            "bulk_waited_seconds": round(self.bulk_waited, 1),
            **self.limits,
            "passes": self.passes,
        }


def p99(seconds: Sequence[float]) -> float:
    """Return the time within which ninety-nine of a hundred were (the nearest rank); endless where there is none."""
    return sorted(seconds)[math.ceil(0.99 * len(seconds)) - 1] if seconds else math.inf
