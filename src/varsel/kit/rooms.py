"""The rooms of the desk: an application names its own in `AppConfig.rooms`, and the header leads there.

The one that finds things names its room in `AppConfig.search`: every header then has its box, which sends `q` there.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Room:
    """A page to start from: the name of its address, its word, the right that opens it, and the key after `g`."""

    address: str
    word: Promise
    right: str
    key: str = ""
