"""The only source of now. Surfaces ask it; everything below them takes time as an argument."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_held: list[datetime] = []


def now() -> datetime:
    """Return the present instant in UTC: the simulated one while a clock is held, else the machine's."""
    return _held[-1] if _held else datetime.now(UTC)


def move(*, to: datetime) -> None:
    """Move a held clock forward.

    :raises ValueError: when no clock is held, or when time would run backwards.
    """
    if not _held or to < _held[-1]:
        raise ValueError("only a held clock can be moved, and only forward")
    _held[-1] = to


@contextmanager
def held(*, at: datetime) -> Iterator[None]:
    """Hold the clock at an instant (UTC) while the block runs: stories, rehearsals and tests."""
    _held.append(at)
    try:
        yield
    finally:
        _held.pop()
