"""`varsel law`: every rule, its numbers, since when, its section, when it was last read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Any

import typer

from varsel.kit import clock
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.grammar import NotInForce, Parameter, Rule, stale


def law(
    country: Annotated[str, typer.Option(help="only this country: SE or NO")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object per rule on its own line")] = False,
) -> None:
    """Print every rule that Varsel decides by.

    Example: varsel law --country SE
    """
    if country and country not in COUNTRIES:
        raise typer.BadParameter(f"{country!r} is no country that Varsel knows: use {' or '.join(COUNTRIES)}")
    rules = [rule for code, one in COUNTRIES.items() if code in (country or code) for rule in one.RULES]
    if as_json:
        for rule in rules:
            typer.echo(json.dumps(_as_json(rule), ensure_ascii=False))
        return
    for rule in rules:
        typer.echo("\n".join([*_lines(rule), ""]))


def _lines(rule: Rule) -> Iterator[str]:
    """Yield a rule for people: what, where it stands, since when, each number with its unit."""
    again = "  READ IT AGAIN" if _is_stale(rule) else ""
    yield f"{rule.id}  {rule.title}"
    yield f"    {rule.force.value} · {rule.citation} · since {rule.in_force_from} · last read {rule.read_on}{again}"
    for parameter in rule.parameters:
        yield f"    {parameter.name}: {_value(parameter)} {parameter.unit}".rstrip()


def _as_json(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "title": rule.title,
        "country": rule.country,
        "force": rule.force.value,
        "section": str(rule.citation),
        "since": rule.in_force_from.isoformat(),
        "read_on": rule.read_on.isoformat(),
        "stale": _is_stale(rule),
        "numbers": [
            {
                "name": parameter.name,
                "value": _value(parameter),
                "unit": parameter.unit,
                "since": [
                    {"day": since.day.isoformat(), "value": _shown(since.value), "section": str(since.citation)}
                    for since in parameter.history
                ],
            }
            for parameter in rule.parameters
        ],
    }


def _value(parameter: Parameter[object]) -> str:
    try:
        return _shown(parameter.at(local_day(clock.now(), "Europe/Stockholm")))
    except NotInForce as outside:
        return str(outside)


def _shown(value: object) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(str, value)))
    return str(value.value if isinstance(value, Enum) else value)


def _is_stale(rule: Rule) -> bool:
    return stale(rule, on=local_day(clock.now(), "Europe/Stockholm"))
