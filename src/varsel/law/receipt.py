"""When a notice counts as received: no statute gives the days, the operator's policy does (rules, section 1.3).

A bounced or returned notice was not received at all: do not ask this about one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from varsel.law import calendar

Channel = Literal["sms", "email", "portal", "phone", "visit", "letter"]


def presumed_receipt(*, channel: str, sent_at: datetime, letter_days: int, zone: str) -> datetime:
    """Return the UTC instant of presumed receipt.

    A letter: the same local clock time `letter_days` calendar days later; all else: the moment of sending.
    Raise ValueError for an unknown channel, an instant without a zone or letter days below 0.
    """
    if channel not in get_args(Channel):
        raise ValueError(f"unknown channel {channel!r}: use one of {', '.join(get_args(Channel))}")
    if letter_days < 0:
        raise ValueError(f"a letter is not received before it is sent: letter_days is {letter_days}")
    sent_on = calendar.local_day(sent_at, zone)
    if channel != "letter":
        return sent_at.astimezone(UTC)
    clock = sent_at.astimezone(ZoneInfo(zone)).time()
    return calendar.at_local(sent_on + timedelta(days=letter_days), clock, zone)
