"""Ids for the world outside: UUIDv7 (RFC 9562, section 5.7), made from the clock by whoever creates the row."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

_chance: list[random.Random] = [random.SystemRandom()]


def new(*, at: datetime) -> UUID:
    """Return a UUIDv7 whose first 48 bits are the milliseconds of `at`."""
    milliseconds, chance = int(at.timestamp() * 1000), _chance[-1].getrandbits(74)
    value = milliseconds << 80 | 0x7 << 76 | chance >> 62 << 64 | 0b10 << 62 | chance & (1 << 62) - 1
    return UUID(int=value)


@contextmanager
def seeded(value: int) -> Iterator[None]:
    """Make the same ids every time while the block runs: the demo operator, whose ids nobody need not guess."""
    _chance.append(random.Random(value))  # noqa: S311  the same ids every time is the point
    try:
        yield
    finally:
        _chance.pop()
