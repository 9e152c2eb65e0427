"""Ids for the world outside: UUIDv7 (RFC 9562, section 5.7), made from the clock by whoever creates the row."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

_MANY = 1_000  # ids that a stream draws at once
_chance: list[random.Random] = [random.SystemRandom()]


def new(*, at: datetime) -> UUID:
    """Return a UUIDv7 whose first 48 bits are the milliseconds of `at`."""
    return new_many(at=at, count=1)[0]


def new_many(*, at: datetime, count: int) -> list[UUID]:
    """Return so many of one moment; chance is asked once for all of them."""
    begin = int(at.timestamp() * 1000) << 80 | 0x7 << 76 | 0b10 << 62
    chance = iter(struct.unpack(f">{2 * count}Q", _chance[-1].randbytes(16 * count)))
    return [UUID(int=begin | (one & 0xFFF) << 64 | other >> 2) for one, other in zip(chance, chance, strict=True)]


def stream(*, at: datetime) -> Iterator[UUID]:
    """Yield ids of one moment without end, for rows of which nobody knows yet how many come."""
    while True:
        yield from new_many(at=at, count=_MANY)


@contextmanager
def seeded(value: int) -> Iterator[None]:
    """Make the same ids every time while the block runs: the demo operator, whose ids nobody need not guess."""
    _chance.append(random.Random(value))  # noqa: S311  the same ids every time is the point
    try:
        yield
    finally:
        _chance.pop()
