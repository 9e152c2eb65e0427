"""Calls that no restriction may stop: ekomloven § 4-11 fourth paragraph, read 2026-04-13.

"Sluttbruker skal kunne anrope nødetatene …": 110, 112, 113; and, by choice for the customer, the toll-free numbers
beginning 800 and the European 116 numbers.
"""

from __future__ import annotations

import re

EMERGENCY_NUMBERS = frozenset({"110", "112", "113"})

_INTERNATIONAL = re.compile(r"(?:\+|00)47(?P<rest>[0-9]+)")
_TOLL_FREE = re.compile(r"800[0-9]+|116[0-9]{3}")


def is_free_call(*, number: str) -> bool:
    """Tell whether a dialled number is an emergency or toll-free one; spaces, hyphens, +47 and 0047 are read."""
    dialled = re.sub(r"[ -]", "", number)
    abroad = _INTERNATIONAL.fullmatch(dialled)
    national = dialled if abroad is None else abroad["rest"]
    return national in EMERGENCY_NUMBERS or _TOLL_FREE.fullmatch(national) is not None
