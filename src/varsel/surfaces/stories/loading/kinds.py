"""The kinds of value that stand in a story; each is read by a function of the node and the field's name."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias

from varsel.kit import located_values
from varsel.kit.located_yaml import LocatedList, LocatedNode, LocatedScalar

Read: TypeAlias = Callable[[LocatedNode, str], Any]

# A date without a time means nine in the morning.
MORNING = time(9, 0)
TELEPHONE = re.compile(r"\+?[0-9][0-9 -]{1,19}", re.ASCII)
RULE = re.compile(r"[A-Z]{2}-[A-Z]+-[0-9]{2}[a-z]?", re.ASCII)


def word(node: LocatedNode, name: str) -> str:
    """Read an id or another single word."""
    return located_values.word(node=node, name=name)


def text(node: LocatedNode, name: str) -> str:
    """Read a text."""
    return located_values.text(node=node, name=name)


def flag(node: LocatedNode, name: str) -> bool:
    """Read true or false."""
    return located_values.flag(node=node, name=name)


def day(node: LocatedNode, name: str) -> date:
    """Read a day."""
    return located_values.day(node=node, name=name)


def moment(node: LocatedNode, name: str) -> datetime:
    """Read a local moment; a day alone is that day at 09:00."""
    return located_values.moment(node=node, name=name, without_time=MORNING)


def day_of(node: LocatedNode, name: str) -> date:
    """Read the day on which something happened; a time of it is not asked for."""
    return moment(node, name).date()


def day_or_moment(node: LocatedNode, name: str) -> date | datetime:
    """Read a local moment, or a day that stands for the whole of it."""
    alone = isinstance(node, LocatedScalar) and len(node.text) <= len("2026-03-02")
    return day(node, name) if alone else moment(node, name)


def amount(node: LocatedNode, name: str) -> Decimal:
    """Read an amount above zero, in the country's currency."""
    return located_values.money(node=node, name=name, above_zero=True)


def amount_or_nothing(node: LocatedNode, name: str) -> Decimal:
    """Read an amount of zero or more."""
    return located_values.money(node=node, name=name)


def count(node: LocatedNode, name: str) -> int:
    """Read how many, from nothing up."""
    return located_values.whole(node=node, name=name, least=0, most=1_000_000)


def hours(node: LocatedNode, name: str) -> int:
    """Read hours, one or more."""
    return located_values.whole(node=node, name=name, least=1, most=10_000)


def times(node: LocatedNode, name: str) -> int:
    """Read how many times, once or more."""
    return located_values.whole(node=node, name=name, least=1, most=1_000)


def telephone(node: LocatedNode, name: str) -> str:
    """Read a telephone number as text; quotes may be left out where YAML sees digits.

    :raises InputError: something else than digits, blanks and a plus before them.
    """
    written = node.text if isinstance(node, LocatedScalar) else ""
    if not TELEPHONE.fullmatch(written):
        raise node.place.error(message=f"{name} must be a telephone number", remedy='write it like "+46701740605"')
    return written.replace(" ", "").replace("-", "")


def address(node: LocatedNode, name: str) -> str:
    """Read an e-mail address.

    :raises InputError: not one '@' with something on both sides.
    """
    written = located_values.word(node=node, name=name)
    if not re.fullmatch(r"[^@]+@[^@]+", written):
        raise node.place.error(message=f"{name} must be an e-mail address", remedy="write it like anna@example.se")
    return written


def rule(node: LocatedNode, name: str) -> str:
    """Read the id of a rule of law.

    :raises InputError: not formed like one.
    """
    written = located_values.word(node=node, name=name)
    if not RULE.fullmatch(written):
        raise node.place.error(message=f"{name}: '{written}' is no rule", remedy="write an id like SE-SUSP-01")
    return written


def saying(node: LocatedNode, name: str) -> str | re.Pattern[str]:
    """Read what a text must contain: words, or a regular expression between slashes.

    :raises InputError: empty, or no regular expression.
    """
    written = node.text if isinstance(node, LocatedScalar) else located_values.text(node=node, name=name)
    if not written.strip() or written == "//":
        raise node.place.error(message=f"{name} is empty", remedy="write the words that the text contains")
    if len(written) < 2 or not (written.startswith("/") and written.endswith("/")):
        return written
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(written[1:-1])
    except (re.error, OverflowError, RecursionError) as error:
        message = f"{name}: {written} is no regular expression ({error})"
        raise node.place.error(message=message, remedy="put a backslash before signs that are meant") from error


def one_of(*words: str) -> Read:
    """Make the kind of exactly one of these words."""
    return lambda node, name: located_values.choice(node=node, name=name, among=words)


def list_of(read: Read) -> Read:
    """Make the kind of lists of a kind."""
    return lambda node, name: tuple(read(item, name) for item in located_values.items(node=node, name=name))


def one_or_list_of(read: Read) -> Read:
    """Make the kind of lists of a kind, where one alone needs no list."""
    many = list_of(read)
    return lambda node, name: many(node, name) if isinstance(node, LocatedList) else (read(node, name),)
