"""How far the operator's choices may go: no choice may give a customer less than the law of a country it works in.

Their numbers stand in the law packages. `approval: automatic` is lawful only with a route to human review (EU-15); it
needs no check here, because every notice of a limiting or closing names that route whatever the policy says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import attrgetter
from types import MappingProxyType

from varsel.kit.located_yaml import InputError, Place
from varsel.law.countries import COUNTRIES
from varsel.law.grammar import Bound, Citation, Parameter, Since
from varsel.records.operator.policy.sections import Policy

# The act asks for a word before planned work and leaves the time open; less than a day's warning is none. Kept in
# every country, so it stands here and not in one country's law.
PLANNED_WORK_DAYS = Parameter(
    "least warning of planned work",
    (Since(date(2022, 6, 3), 1, Citation("ekomforskriften", "§ 4-17")),),
    read_on=date(2026, 7, 2),
    unit="days",
)
EVERYWHERE = MappingProxyType({"outages.planned_work_days": Bound("NO-FAULT-02", PLANNED_WORK_DAYS, "at_least")})
UNITS = {"_bank_days": " bank days", "_days": " days", "_hours": " hours"}


class BelowTheLawError(InputError):
    """A choice that would give a customer less than the law; `rule` is the id of the rule that it breaks."""

    def __init__(self, *, place: Place, message: str, remedy: str, rule: str) -> None:
        super().__init__(file=place.file, line=place.line, message=message, remedy=remedy)
        self.rule = rule


def check_floors(
    *, policy: Policy, countries: Collection[str], on: date, file: Place, places: Mapping[str, Place]
) -> None:
    """Refuse a policy valid from the day `on` that gives less than a country's law gives then or later.

    `places` tells where a choice is written (`payments.limited_days`); `file` is said for the others.

    :raises BelowTheLawError: the first choice outside its bound, in the order of the file.
    :raises InputError: a country whose law is not here.
    """
    breaches = [breach for country in countries for breach in _breaches(policy, _floors(country, file), on)]
    breaches.sort(key=lambda breach: places.get(breach[0], file).line or 0)
    for name, bound, chosen, edge in breaches:
        raise _refusal(name=name, bound=bound, chosen=chosen, edge=edge, place=places.get(name, file))


def _floors(country: str, file: Place) -> Mapping[str, Bound]:
    if country not in COUNTRIES:
        raise file.error(message=f"the law of '{country}' is not known", remedy=f"countries: {', '.join(COUNTRIES)}")
    return {**EVERYWHERE, **COUNTRIES[country].FLOORS}


def _breaches(
    policy: Policy, floors: Mapping[str, Bound], on: date
) -> Iterator[tuple[str, Bound, int | Decimal, int | Decimal]]:
    for name, bound in floors.items():
        chosen: int | Decimal = attrgetter(name)(policy)
        edge = _edge(bound, on)
        if chosen < edge if bound.direction == "at_least" else chosen > edge:
            yield name, bound, chosen, edge


def _edge(bound: Bound, on: date) -> int | Decimal:
    # A policy holds until it is replaced, so it must also satisfy what is enacted for later. Before the first
    # date the first value is the safe reading (Norway's act of 2025 in a story of 2023).
    history = bound.parameter.history
    begun = sum(since.day <= on for since in history)
    values = [since.value for since in history[max(begun - 1, 0) :] if since.value is not None]
    return max(values) if bound.direction == "at_least" else min(values)


def _refusal(*, name: str, bound: Bound, chosen: int | Decimal, edge: int | Decimal, place: Place) -> BelowTheLawError:
    unit = next((unit for ending, unit in UNITS.items() if name.endswith(ending)), "")
    least = bound.direction == "at_least"
    compared = "less than" if least else "more than"
    gives = "gives" if least else "allows"
    return BelowTheLawError(
        place=place,
        message=f"{name}: {chosen} is {compared} the {edge}{unit} the law {gives} ({bound.rule})",
        remedy=f"write {edge} or {'more' if least else 'less'}",
        rule=bound.rule,
    )
