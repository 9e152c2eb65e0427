"""How fast: at most so many a second, and slower for a while when the gateway says that it is too much."""

from __future__ import annotations

SHORTEST, LONGEST = 0.1, 5.0  # seconds that a throttled client waits: doubled each time it is told again
BURST = 0.1  # seconds' worth that may go at once


class Pace:
    """Moments are seconds of one steady clock, given by the caller."""

    def __init__(self, *, rate: int) -> None:
        self._every = 1 / rate if rate else 0.0
        self._next = 0.0
        self._paused_until = 0.0
        self._pause = 0.0

    def wait(self, *, now: float) -> float:
        """Return the seconds until one more may go; 0 or less: now."""
        return max(self._paused_until, self._next - BURST if self._every else 0.0) - now

    def went(self, *, now: float) -> None:
        """Count one that goes."""
        if self._every:
            self._next = max(self._next, now) + self._every

    def throttled(self, *, now: float) -> None:
        """Hear that it was too fast. What was on its way together counts once."""
        if now >= self._paused_until:
            self._pause = min(max(2 * self._pause, SHORTEST), LONGEST)
            self._paused_until = now + self._pause

    def accepted(self) -> None:
        """Hear that it goes again: the next pause begins short."""
        self._pause = 0.0

    def is_paused(self, *, now: float) -> bool:
        """Tell whether the gateway asked for less."""
        return now < self._paused_until
