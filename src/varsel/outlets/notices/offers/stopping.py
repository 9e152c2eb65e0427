"""What a customer writes to be left alone by offers."""

from __future__ import annotations

import re

_STOP = re.compile(r"\W*stop(p|pa)?(\s+(alt|allt|all|offers|tilbud|erbjudanden))?\W*", re.IGNORECASE)


def is_stop(*, text: str) -> bool:
    """Tell whether an SMS says nothing but STOP, STOPP or STOPP ALT. Words around it are for a person to read."""
    return _STOP.fullmatch(text.strip()) is not None
