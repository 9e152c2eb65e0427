"""What the law is told: small frozen facts, the same for every country. Amounts are in the country's currency.

`to_json` and `from_json` write them down beside their verdict, so that both can be replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, get_args

ServiceKind = Literal["internet", "telephony", "mobile", "tv"]
Urging = Literal["demand", "advance_notice"]
KINDS_OF_SERVICE: tuple[str, ...] = get_args(ServiceKind)


@dataclass(frozen=True, slots=True)
class Demand:
    """A payment demand for this debt, sent after its due day. `received_on` is None until it reached somebody."""

    sent_on: date
    received_on: date | None
    last_day: date
    says_interruption: bool

    def __post_init__(self) -> None:
        if self.received_on is not None and self.received_on < self.sent_on:
            raise ValueError(f"a demand sent {self.sent_on} can't be received {self.received_on}")


@dataclass(frozen=True, slots=True)
class AdvanceNotice:
    """The word to a repeatedly late payer that the service may be limited. UTC; None until it reached somebody."""

    received_at: datetime | None

    def __post_init__(self) -> None:
        if self.received_at is not None and self.received_at.utcoffset() is None:
            raise ValueError(f"{self.received_at} has no time zone: give the instant in UTC")


@dataclass(frozen=True, slots=True)
class Debt:
    """What is unpaid for one service: overdue principal only, no fees, no interest, nothing for other things.

    `owed` is the undisputed part, `disputed` the part under an open dispute. `life_line`: an alarm hangs on the line.
    """

    service_kind: ServiceKind
    life_line: bool
    owed: Decimal
    disputed: Decimal

    def __post_init__(self) -> None:
        _expect_kind(self.service_kind)
        _expect_amount("owed", self.owed)
        _expect_amount("disputed", self.disputed)


@dataclass(frozen=True, slots=True)
class Limiting(Debt):
    """The question whether a service may be limited after a demand."""

    demand: Demand | None


@dataclass(frozen=True, slots=True)
class LimitingAtOnce(Debt):
    """The question whether the service of a repeatedly late payer may be limited without a new demand.

    `late_invoices` are the earlier ones that count; `notice_hours` is the operator's own wait after the notice.
    """

    late_invoices: int
    notice: AdvanceNotice | None
    notice_hours: int


@dataclass(frozen=True, slots=True)
class Closing(Debt):
    """The question whether a limited service may be closed. `urged_by`: what reached the customer before it."""

    urged_by: Urging | None
    limited_on: date | None


@dataclass(frozen=True, slots=True)
class CreditUse:
    """The question whether outgoing calls are to be barred. `limit`: the amount that the customer ordered, if any."""

    service_kind: ServiceKind
    limit: Decimal | None
    used: Decimal
    keep_open: bool

    def __post_init__(self) -> None:
        _expect_kind(self.service_kind)
        if self.limit is not None:
            _expect_amount("limit", self.limit)


@dataclass(frozen=True, slots=True)
class MissedVisit:
    """The question whether a customer is compensated because nobody came as promised.

    `hindrance`: something outside the operator's control, such as a storm, is said to be why.
    """

    customer_was_there: bool
    hindrance: bool


Facts = Limiting | LimitingAtOnce | Closing | CreditUse | MissedVisit

_KINDS: dict[str, type[Facts]] = {
    kind.__name__: kind for kind in (Limiting, LimitingAtOnce, Closing, CreditUse, MissedVisit)
}


def to_json(*, facts: Facts) -> dict[str, Any]:
    """Return the facts as plain JSON values: amounts, days and instants as strings, `kind` naming the question."""
    return {"kind": type(facts).__name__, **_written(facts)}


def from_json(*, data: Mapping[str, Any]) -> Facts:
    """Read what `to_json` wrote; raise ValueError where it is not that."""
    values = dict(data)
    kind = _KINDS.get(values.pop("kind", ""))
    if kind is None:
        raise ValueError(f"not written facts: `kind` must be one of {', '.join(_KINDS)}")
    facts: Facts = _read(kind, values)
    return facts


def _written(part: Any) -> dict[str, Any]:
    return {name: _write_value(getattr(part, name)) for name in _NAMES[type(part)]}


def _write_value(value: Any) -> Any:
    write = _WRITERS.get(type(value))
    return value if write is None else write(value)


# Looked up by type: facts are written for every verdict of a sweep.
_NAMES: dict[type[Any], tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in (*_KINDS.values(), Demand, AdvanceNotice)
}
_WRITERS: dict[type[Any], Callable[[Any], Any]] = {
    date: date.isoformat,
    datetime: datetime.isoformat,
    Decimal: str,
    Demand: _written,
    AdvanceNotice: _written,
}


def _read(kind: type[Any], data: Mapping[str, Any]) -> Any:
    # Annotations are strings here (see the future import), so a field's type is the name of its reader.
    types = {field.name: str(field.type).removesuffix(" | None") for field in fields(kind)}
    if sorted(types) != sorted(data):
        raise ValueError(f"not a written {kind.__name__}: expected exactly the keys {', '.join(types)}")
    return kind(**{name: _read_value(types[name], value) for name, value in data.items()})


def _read_value(type_name: str, value: Any) -> Any:
    reader = _READERS.get(type_name)
    return value if value is None or reader is None else reader(value)


_READERS: dict[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "Decimal": Decimal,
    "Demand": lambda data: _read(Demand, data),
    "AdvanceNotice": lambda data: _read(AdvanceNotice, data),
}


def _expect_kind(kind: str) -> None:
    if kind not in KINDS_OF_SERVICE:
        raise ValueError(f"unknown service kind {kind!r}: use one of {', '.join(KINDS_OF_SERVICE)}")


def _expect_amount(name: str, amount: Decimal) -> None:
    if not isinstance(amount, Decimal) or not amount.is_finite() or amount < 0:
        raise ValueError(f"{name}: give a Decimal of 0 or more, not {amount!r}")
