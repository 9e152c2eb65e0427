"""The public page "When may we limit your service?", made from the rules that decide (T4-6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES, Country
from varsel.law.grammar import Citation, Rule
from varsel.operations.arrears.public_words import TEXTS
from varsel.records.operator import queries as operator
from varsel.records.operator.policy import Payments

ABOUT = "-SUSP-"  # the rules of the catalogue that are about limiting and closing
FLOORS = {"days": "demand_days", "bank_days": "demand_bank_days", "limited": "limited_days"}
FLOORS |= {"invoices": "late_payments", "hours": "late_warning_hours"}


@dataclass(frozen=True, slots=True)
class Said:
    """One rule in plain words, with where it stands."""

    rule: str
    heading: str
    text: str
    source: Citation


@dataclass(frozen=True, slots=True)
class Section:
    """What holds in one country."""

    code: str
    emergency: str
    rules: tuple[Said, ...]


def sections(*, first: str, at: datetime) -> list[Section]:
    """Return every country's rules in the language of the thread, the country `first` before the others."""
    codes = sorted(COUNTRIES, key=lambda code: (code != first, code))
    return [_section(law=COUNTRIES[code], at=at) for code in codes]


def _section(*, law: Country, at: datetime) -> Section:
    numbers = _numbers(law=law, at=at)
    rules = tuple(_said(rule, numbers) for rule in law.RULES if ABOUT in rule.id)
    return Section(code=law.CODE, emergency=", ".join(sorted(law.EMERGENCY_NUMBERS)), rules=rules)


def _said(rule: Rule, numbers: Mapping[str, object]) -> Said:
    heading, text = TEXTS[rule.id]
    return Said(rule=rule.id, heading=str(heading), text=str(text) % numbers, source=rule.citation)


def _numbers(*, law: Country, at: datetime) -> dict[str, object]:
    """Return the law's numbers of this day, and the operator's own (without a policy: the law's)."""
    on = local_day(at, law.ZONE)
    floors = {name: law.FLOORS[f"payments.{key}"].parameter.at(on) for name, key in _floors(law)}
    months = next(_months(law, on), None)
    return {
        **floors,
        "months": months,
        "speed": law.FUNCTIONAL_INTERNET_DOWN_MBIT.at(on),
        **_ours(floors=floors, at=at),
    }


def _floors(law: Country) -> Iterator[tuple[str, str]]:
    return ((name, key) for name, key in FLOORS.items() if f"payments.{key}" in law.FLOORS)


def _months(law: Country, on: date) -> Iterator[object]:
    return (number.at(on) for rule in law.RULES for number in rule.parameters if number.unit == "months")


def _ours(*, floors: Mapping[str, object], at: datetime) -> dict[str, object]:
    try:
        payments: Payments = operator.policy_at(at=at).policy.payments
    except operator.NoPolicy:
        return {f"our_{name}": value for name, value in floors.items()} | {"our_window": 12}
    ours: dict[str, object] = {f"our_{name}": getattr(payments, key) for name, key in FLOORS.items()}
    return ours | {"our_window": payments.late_window_months}
