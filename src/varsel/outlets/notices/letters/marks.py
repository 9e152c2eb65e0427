"""A letter's mark: what stands on each of its pages, for the inserter and for whoever opens returned mail."""

from __future__ import annotations

import re
from uuid import UUID

_MARK = re.compile(r"([0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4})(?: [1-9]/[1-9])?", re.ASCII)


def mark(*, attempt_ref: UUID) -> str:
    """Return the mark of a hand-over: the last 48 bits of its reference, as `0A1B-2C3D-4E5F`."""
    last = attempt_ref.hex[-12:].upper()
    return f"{last[:4]}-{last[4:8]}-{last[8:]}"


def read(*, text: str) -> str | None:
    """Return the mark in what a scanner or a person typed, with or without the page; None where there is none."""
    found = _MARK.fullmatch(text.strip().upper())
    return found[1] if found else None
