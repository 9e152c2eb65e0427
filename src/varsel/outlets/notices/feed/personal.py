"""Looking for what is somebody's own in words that everybody will read: numbers and addresses of people."""

from __future__ import annotations

import re
from collections.abc import Collection

_SHAPES = (
    re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+"),  # e-mail
    re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+ ]?\d{4}(?!\d)", re.ASCII),  # Swedish personal number
    re.compile(r"(?<!\d)\d{6} ?\d{5}(?!\d)", re.ASCII),  # Norwegian personal number
    re.compile(r"(?<![\d-])(?:\+\d{1,3}|0)[\d \-]{6,14}\d(?!\d)", re.ASCII),  # telephone with its leading nought
    re.compile(r"(?<!\d)[2-9]\d(?: ?\d\d){3}(?!\d)", re.ASCII),  # Norwegian telephone
)
_NOT_DIGITS = re.compile(r"[^0-9+]", re.ASCII)


def found(*, text: str, ours: Collection[str]) -> list[str]:
    """Return what looks like somebody's telephone, personal number or e-mail, but for our own."""
    known = {_bare(one) for one in ours}
    hits = {match[0].strip(" -.,") for shape in _SHAPES for match in shape.finditer(text)}
    return sorted(hit for hit in hits if _bare(hit) not in known)


def _bare(value: str) -> str:
    return value.lower() if "@" in value else _NOT_DIGITS.sub("", value)
