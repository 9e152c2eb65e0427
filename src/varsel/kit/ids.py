"""Ids for the world outside: UUIDv7 (RFC 9562, section 5.7), made from the clock by whoever creates the row."""

from __future__ import annotations

import random
from datetime import datetime
from uuid import UUID

_chance: random.Random = random.SystemRandom()


def new(*, at: datetime) -> UUID:
    """Return a UUIDv7 whose first 48 bits are the milliseconds of `at`."""
    milliseconds = int(at.timestamp() * 1000)
    value = milliseconds << 80 | 0x7 << 76 | _chance.getrandbits(12) << 64 | 0b10 << 62 | _chance.getrandbits(62)
    return UUID(int=value)
