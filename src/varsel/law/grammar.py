"""The words in which a rule is written: where it stands, since when, what was asked, what follows.

A number of the law is a `Parameter`: values over time, each with its section. Before the first date and after
repeal the answer is `NotInForce`, never a default. An answer is a `Verdict`, and it carries its `Reason`s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import Any, Generic, Literal, NamedTuple, TypeVar

T_co = TypeVar("T_co", covariant=True)

MONTHS_UNTIL_STALE = 18


class NotInForce(LookupError):
    """The law gives no answer for this day: not yet in force, repealed, or not read."""


class ForgedVerdict(ValueError):
    """A verdict that its own reasons do not carry."""


class Force(Enum):
    """How firmly a rule binds: the law's words, the safe reading of open law, or the operator's own choice."""

    HARD = "HARD"
    SAFE = "SAFE"
    POLICY = "POLICY"


class Citation(NamedTuple):
    """Where a rule stands: the act, the section in the act's own counting, and an address to read it at."""

    act: str
    section: str
    url: str = ""

    def __str__(self) -> str:
        return f"{self.act}, {self.section}"


@dataclass(frozen=True, slots=True)
class Since(Generic[T_co]):
    """A value from this day on; `None` from the day of repeal."""

    day: date
    value: T_co | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Parameter(Generic[T_co]):
    """A value of the law over time. `read_on` is the day it was last compared with the official text."""

    name: str
    history: tuple[Since[T_co], ...]
    read_on: date
    unit: str = ""

    def __post_init__(self) -> None:
        days = [since.day for since in self.history]
        if not days:
            raise ValueError(f"{self.name}: a parameter needs at least one dated value")
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise ValueError(f"{self.name}: put the dates in order, each day once")

    def at(self, day: date) -> T_co:
        """Return the value in force on a day; raise NotInForce before the first and after repeal."""
        for since in reversed(self.history):
            if since.day <= day:
                if since.value is None:
                    raise NotInForce(f"{self.name}: not in force on {day}, repealed on {since.day}")
                return since.value
        raise NotInForce(f"{self.name}: not in force on {day}, first on {self.history[0].day}")


def stale(parameter: Parameter[object] | Rule, *, on: date) -> bool:
    """Tell whether a parameter or rule was last read more than eighteen months before a day."""
    read = parameter.read_on
    months = 12 * (on.year - read.year) + on.month - read.month
    return (months, on.day) > (MONTHS_UNTIL_STALE, read.day)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue, so that it can be printed: what, where, how firmly, which numbers."""

    id: str
    title: str
    country: str
    force: Force
    citation: Citation
    parameters: tuple[Parameter[object], ...]
    in_force_from: date
    read_on: date


@dataclass(frozen=True, slots=True)
class Bound:
    """The least, or the most, that an operator's policy may choose; the parameter gives the number."""

    rule: str
    parameter: Parameter[int | Decimal]
    direction: Literal["at_least", "at_most"]

    def allows(self, *, value: int | Decimal, on: date) -> bool:
        """Tell whether a policy valid from `on` may have this value; raise NotInForce where no law is known."""
        edge = self.parameter.at(on)
        return value >= edge if self.direction == "at_least" else value <= edge


class Reason(NamedTuple):
    """One condition that was asked: whether it held, where it stands, how firmly."""

    code: str
    held: bool
    source: Citation
    force: Force

    def to_json(self) -> dict[str, Any]:
        """Return the reason as plain JSON values."""
        source = {"act": self.source.act, "section": self.source.section, "url": self.source.url}
        return {"code": self.code, "held": self.held, "source": source, "force": self.force.value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reason:
        """Read what `to_json` wrote; raise ValueError where it is not that."""
        _expect_keys(data, ("code", "held", "source", "force"), "reason")
        _expect_keys(data["source"], ("act", "section", "url"), "source")
        return cls(code=data["code"], held=data["held"], source=Citation(**data["source"]), force=Force(data["force"]))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the law answers about one act on one local day. Made by `judge`; a forged one can't be built.

    `cites` are the rule ids that carry the answer. `ask_again_on` is the first day on which waiting alone
    could change it, and is always later than `on`; without it, only other facts can.
    """

    rule: str
    lawful: bool
    reasons: tuple[Reason, ...]
    on: date
    ask_again_on: date | None
    cites: tuple[str, ...]

    def __post_init__(self) -> None:
        held = [reason.held for reason in self.reasons]
        if {type(one) for one in held} != {bool}:
            raise ForgedVerdict(f"{self.rule}: a verdict needs reasons that held or did not")
        if self.lawful is not all(held):
            raise ForgedVerdict(f"{self.rule}: lawful={self.lawful} does not follow from the reasons")
        if self.rule not in self.cites:
            raise ForgedVerdict(f"{self.rule}: a verdict cites its own rule")
        if self.ask_again_on is not None and (self.lawful or self.ask_again_on <= self.on):
            raise ForgedVerdict(f"{self.rule}: ask again only after a refusal, and on a later day than {self.on}")

    @property
    def failed(self) -> tuple[Reason, ...]:
        """The reasons that did not hold, in the order in which a refusal names them."""
        return tuple(reason for reason in self.reasons if not reason.held)

    def to_json(self) -> dict[str, Any]:
        """Return the verdict as plain JSON values: days as ISO strings."""
        return {
            "rule": self.rule,
            "lawful": self.lawful,
            "reasons": [reason.to_json() for reason in self.reasons],
            "on": self.on.isoformat(),
            "ask_again_on": self.ask_again_on.isoformat() if self.ask_again_on else None,
            "cites": list(self.cites),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Verdict:
        """Read what `to_json` wrote; raise ValueError where it is not that, ForgedVerdict where it does not follow."""
        _expect_keys(data, ("rule", "lawful", "reasons", "on", "ask_again_on", "cites"), "verdict")
        again = data["ask_again_on"]
        return cls(
            rule=data["rule"],
            lawful=data["lawful"],
            reasons=tuple(Reason.from_json(reason) for reason in data["reasons"]),
            on=date.fromisoformat(data["on"]),
            ask_again_on=None if again is None else date.fromisoformat(again),
            cites=tuple(data["cites"]),
        )


def judge(
    *, rule: str, cites: tuple[str, ...], reasons: Iterable[Reason], on: date, ask_again_on: date | None = None
) -> Verdict:
    """Build the verdict that follows from the reasons: lawful if every one holds."""
    asked = tuple(reasons)
    lawful = all(reason.held for reason in asked)
    return Verdict(rule=rule, lawful=lawful, reasons=asked, on=on, ask_again_on=ask_again_on, cites=cites)


def only_fails(*, reasons: Iterable[Reason], code: str) -> bool:
    """Tell whether this reason, and no other, did not hold."""
    return [reason.code for reason in reasons if not reason.held] == [code]


def _expect_keys(data: Mapping[str, Any], keys: tuple[str, ...], what: str) -> None:
    if not isinstance(data, Mapping) or sorted(data) != sorted(keys):
        raise ValueError(f"not a written {what}: expected exactly the keys {', '.join(keys)}")
