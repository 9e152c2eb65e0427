"""Calls that no restriction may stop: LEK (2022:482) 7 kap. 32 § second and 34 § second paragraph, read 2026-07-07.

"… ringa nödsamtal och andra avgiftsfria samtal": 112, numbers beginning 020, and the European 116 numbers.
"""

from __future__ import annotations

import re

EMERGENCY_NUMBERS = frozenset({"112"})

_INTERNATIONAL = re.compile(r"(?:\+|00)46(?P<rest>[0-9]+)")
_TOLL_FREE = re.compile(r"020[0-9]+|116[0-9]{3}")


def is_free_call(*, number: str) -> bool:
    """Tell whether a dialled number is an emergency or toll-free one; spaces, hyphens, +46 and 0046 are read."""
    dialled = re.sub(r"[ -]", "", number)
    abroad = _INTERNATIONAL.fullmatch(dialled)
    forms = (dialled,) if abroad is None else (abroad["rest"], "0" + abroad["rest"])
    return any(form in EMERGENCY_NUMBERS or _TOLL_FREE.fullmatch(form) is not None for form in forms)
