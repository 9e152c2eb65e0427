"""The shape of one word of a source, and how its parts are read: nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)  # an earlier instant is a field that nobody filled
LONGEST = 500
SECONDS = 11  # digits of seconds since 1970


class NotTold(ValueError):
    """A body that tells no alarm: where, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Told:
    """An alarm was raised, or cleared, at an instant by the source's clock. `labels` say what it is about."""

    key: str
    is_raised: bool
    at: datetime
    labels: Mapping[str, str]
    words: str


def text(*, of: Mapping[str, Any], name: str, where: str, default: str | None = None) -> str:
    """Return a field as text; numbers are written out.

    :raises NotTold: when it is absent without a default, no text, too long, or holds a null character.
    """
    value = of.get(name)
    if value is None or value == "":
        if default is not None:
            return default
        raise NotTold(f"{where}: {name} is missing")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise NotTold(f"{where}: {name} is no text")
    return short(str(value), where=f"{where}: {name}")


def short(value: str, *, where: str) -> str:
    """Return a text that fits.

    :raises NotTold: when it is too long, or holds what no database keeps.
    """
    if len(value) > LONGEST or not (value.isprintable() or all(one.isprintable() or one in "\n\r\t" for one in value)):
        raise NotTold(f"{where} is longer than {LONGEST} characters, or holds characters that are none")
    return value


def moment(value: object, *, where: str, zone: tzinfo | None = None) -> datetime:
    """Return an instant from ISO 8601, or seconds since 1970; where it says no zone, that of the source counts.

    :raises NotTold: when it is none.
    """
    if not isinstance(value, str):
        raise NotTold(f"{where} is no instant: write it as 2026-03-02T08:00:00Z")
    try:
        if value.isascii() and value.isdigit() and len(value) <= SECONDS:
            found = datetime.fromtimestamp(int(value), UTC)
        else:
            found = datetime.fromisoformat(value)
    except (ValueError, OverflowError) as wrong:
        raise NotTold(f"{where} is no instant: write it as 2026-03-02T08:00:00Z") from wrong
    if found.tzinfo is None:
        if zone is None:
            raise NotTold(f"{where} says no time zone: write it as 2026-03-02T08:00:00Z")
        found = found.replace(tzinfo=zone)
    try:
        found = found.astimezone(UTC)
    except OverflowError as wrong:
        raise NotTold(f"{where} is no instant of ours") from wrong
    if found < EARLIEST:
        raise NotTold(f"{where} is not set")
    return found


def mapping(value: object, *, where: str) -> Mapping[str, Any]:
    """Return a JSON object.

    :raises NotTold: when it is none.
    """
    if not isinstance(value, dict):
        raise NotTold(f"{where} is no JSON object")
    return value
