"""Until when the work lasts when something is missing: pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

SAME = timedelta(minutes=15)  # a new time within so much of the one that was said is no news


class Window(NamedTuple):
    """When the work is expected to end."""

    earliest: datetime
    until: datetime


def window(*, arrives: datetime, minutes_left: int, travel_minutes: int, at: datetime) -> Window:
    """Return when the work ends: what remains after the arrival, at the latest with the way there as well.

    What is late already is taken to arrive now.
    """
    begins = max(arrives, at)
    earliest = begins + timedelta(minutes=minutes_left)
    return Window(earliest=earliest, until=earliest + timedelta(minutes=travel_minutes))


def arrives_last(*, expected: Collection[datetime | None]) -> datetime | None:
    """Return when the last of several things arrives; None as long as nobody knows of one of them."""
    known = [one for one in expected if one is not None]
    return max(known) if known and len(known) == len(expected) else None


def moves(*, said: datetime | None, own: datetime | None, new: datetime) -> bool:
    """Tell whether the forecast moves to `new`.

    `said` is what the customers heard last, `own` what they heard because of this wait. A time that somebody gave
    is only moved back by what is missing, never forward; one that came of the wait follows it both ways.
    """
    if said is None:
        return True
    if abs(new - said) <= SAME:
        return False
    return new > said or said == own
