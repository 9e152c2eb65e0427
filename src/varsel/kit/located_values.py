"""Take typed values out of located YAML; each reader names the field, the place and the remedy when it can't."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches

from varsel.kit.located_yaml import LocatedEntry, LocatedList, LocatedMapping, LocatedNode, LocatedScalar, ScalarValue

DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", re.ASCII)
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
CENT = Decimal("0.01")
MOST_MONEY = Decimal("999999999.99")
MOST_TEXT = 10_000
MOST_NAME = 100


def mapping(*, node: LocatedNode, name: str, known: Collection[str] | None = None) -> Mapping[str, LocatedEntry]:
    """Give a mapping's entries, all of whose keys must be known (any key if `known` is left out).

    :raises InputError: no mapping, or a key that is not known.
    """
    if not isinstance(node, LocatedMapping):
        raise node.place.error(message=f"{name} must be a mapping", remedy="write 'key: value' pairs")
    for key, entry in node.entries.items():
        if known is not None and key not in known:
            raise entry.place.error(message=f"unknown key '{key}' in {name}", remedy=hint(word=key, known=known))
    return node.entries


def items(*, node: LocatedNode, name: str) -> tuple[LocatedNode, ...]:
    """Give a list's items.

    :raises InputError: no list.
    """
    if not isinstance(node, LocatedList):
        raise node.place.error(message=f"{name} must be a list", remedy="write '- item' lines or [a, b]")
    return node.items


def hint(*, word: str, known: Collection[str]) -> str:
    """Say the nearest known word, or all of them when none is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(known)}"


def text(*, node: LocatedNode, name: str) -> str:
    """Read a text that is not empty.

    :raises InputError: empty, too long, or something else than text.
    """
    value = _scalar(node, name)
    if not isinstance(value, str) or not value.strip():
        raise node.place.error(message=f"{name} must be text", remedy="write words, in quotes if they are digits")
    if len(value) > MOST_TEXT:
        raise node.place.error(message=f"{name} is longer than {MOST_TEXT} characters", remedy="shorten it")
    return value.strip()


def word(*, node: LocatedNode, name: str) -> str:
    """Read an id or another single word; digits without quotes are one too.

    :raises InputError: empty, too long, or with a blank in it.
    """
    value = _scalar(node, name)
    written = node.text if isinstance(node, LocatedScalar) and type(value) is int else value
    if not isinstance(written, str) or not written or len(written) > MOST_NAME or re.search(r"\s", written):
        remedy = f"no blanks, at most {MOST_NAME} characters"
        raise node.place.error(message=f"{name} must be one word", remedy=remedy)
    return written


def choice(*, node: LocatedNode, name: str, among: Collection[str]) -> str:
    """Read one of some words.

    :raises InputError: another word.
    """
    value = _scalar(node, name)
    if not isinstance(value, str) or value not in among:
        written = node.text if isinstance(node, LocatedScalar) else ""
        message = f"{name} can't be '{written}'"
        raise node.place.error(message=message, remedy=hint(word=written, known=among))
    return value


def flag(*, node: LocatedNode, name: str) -> bool:
    """Read true or false.

    :raises InputError: anything else.
    """
    value = _scalar(node, name)
    if not isinstance(value, bool):
        raise node.place.error(message=f"{name} must be true or false", remedy="write it in small letters, unquoted")
    return value


def whole(*, node: LocatedNode, name: str, least: int, most: int) -> int:
    """Read a whole number from `least` to `most`.

    :raises InputError: no whole number, or outside.
    """
    value = _scalar(node, name)
    if type(value) is not int or not least <= value <= most:
        raise node.place.error(message=f"{name} must be a whole number", remedy=f"write one from {least} to {most}")
    return value


def money(*, node: LocatedNode, name: str, above_zero: bool = False) -> Decimal:
    """Read an amount of money with at most two decimals, nothing or more (`above_zero`: more than nothing).

    :raises InputError: no number, too many decimals, too little or too much.
    """
    value = _number(node, name)
    if value != value.quantize(CENT):
        raise node.place.error(message=f"{name} has more than two decimals", remedy="round it to 0.01")
    least = CENT if above_zero else Decimal(0)
    if not least <= value <= MOST_MONEY:
        remedy = f"write an amount from {least} to {MOST_MONEY}"
        raise node.place.error(message=f"{name} can't be {value}", remedy=remedy)
    return value.quantize(CENT)


def share(*, node: LocatedNode, name: str) -> Decimal:
    """Read a share from 0 to 1, at most two decimals.

    :raises InputError: no number, outside, or too many decimals.
    """
    value = _number(node, name)
    fine = value.quantize(CENT)
    if not 0 <= value <= 1 or value != fine:
        raise node.place.error(message=f"{name} must be a share", remedy="write a number from 0 to 1, like 0.80")
    return fine


def day(*, node: LocatedNode, name: str) -> date:
    """Read a day like 2026-03-02.

    :raises InputError: no such day.
    """
    found = _day(_scalar(node, name))
    if found is None:
        raise node.place.error(message=f"{name} must be a day", remedy="write it like 2026-03-02")
    return found


def time_of_day(*, node: LocatedNode, name: str) -> time:
    """Read a time like 10:00.

    :raises InputError: no such time.
    """
    found = _time(_scalar(node, name))
    if found is None:
        raise node.place.error(message=f"{name} must be a time of day", remedy='write it like "10:00"')
    return found


def moment(*, node: LocatedNode, name: str, without_time: time) -> datetime:
    """Read a local moment like 2026-03-02 08:00; a day alone gets the time `without_time`.

    :raises InputError: no such day or time.
    """
    value = _scalar(node, name)
    first, blank, rest = value.partition(" ") if isinstance(value, str) else ("", "", "")
    on, at = _day(first), _time(rest) if blank else without_time
    if on is None or at is None:
        remedy = "write it like 2026-03-02 or 2026-03-02 08:00"
        raise node.place.error(message=f"{name} must be a moment", remedy=remedy)
    return datetime.combine(on, at)


def _scalar(node: LocatedNode, name: str) -> ScalarValue:
    if not isinstance(node, LocatedScalar):
        raise node.place.error(message=f"{name} must be a single value", remedy="write no list or mapping here")
    return node.value


def _number(node: LocatedNode, name: str) -> Decimal:
    value = _scalar(node, name)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise node.place.error(message=f"{name} must be a number", remedy="write it like 399.00, unquoted")
    return Decimal(value)


def _day(value: object) -> date | None:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _time(value: object) -> time | None:
    return time.fromisoformat(value) if isinstance(value, str) and TIME.fullmatch(value) else None
