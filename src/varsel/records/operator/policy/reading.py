"""Read the operator's choices from a file, on top of the defaults, and refuse what the law does not allow."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import Field, fields, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from varsel.kit import located_values, located_yaml
from varsel.kit.located_yaml import LocatedEntry, LocatedMapping, LocatedNode, Place
from varsel.records.operator.policy.floors import check_floors
from varsel.records.operator.policy.sections import SECTIONS, Policy


@cache
def defaults() -> Policy:
    """Give what a new operator gets: every choice in defaults.yaml."""
    text = files("varsel.records.operator.policy").joinpath("defaults.yaml").read_text(encoding="utf-8")
    file = located_yaml.parse(text=text, file="defaults.yaml")
    return Policy(**{name: _whole_section(name, file.entries[name].value) for name in SECTIONS})


def read_policy(*, text: str, name: str, countries: Collection[str], on: date) -> Policy:
    """Read a policy file's text; what it leaves out has its default.

    `name` is what messages call the file, `on` the day from which the policy is valid.

    :raises InputError: no YAML, a key that is not known, a value of the wrong kind.
    :raises BelowTheLawError: a choice that gives less than the law of one of the countries (SE, NO).
    """
    return merge(defaults=defaults(), changes=located_yaml.parse(text=text, file=name), countries=countries, on=on)


def read_policy_file(*, path: Path, countries: Collection[str], on: date) -> Policy:
    """Read a policy file; see `read_policy`.

    :raises InputError: also when the file can't be opened or is no UTF-8.
    """
    return merge(defaults=defaults(), changes=located_yaml.read_file(path=path), countries=countries, on=on)


def merge(*, defaults: Policy, changes: LocatedMapping, countries: Collection[str], on: date) -> Policy:
    """Give the defaults with these changes; see `read_policy` for what is refused.

    :raises InputError: a key that is not known, a value of the wrong kind.
    :raises BelowTheLawError: the outcome gives less than the law of one of the countries.
    """
    policy = change(policy=defaults, changes=changes)
    check_floors(policy=policy, countries=countries, on=on, file=changes.place, places=_places(changes))
    return policy


def change(*, policy: Policy, changes: LocatedNode) -> Policy:
    """Give the policy with these changes, without asking the law: for versions that were checked when they were made.

    :raises InputError: a key that is not known, a value of the wrong kind.
    """
    entries = located_values.mapping(node=changes, name="the operator's policy", known=tuple(SECTIONS))
    return replace(
        policy, **{name: _changed(getattr(policy, name), name, entry.value) for name, entry in entries.items()}
    )


def _changed(section: Any, name: str, node: LocatedNode) -> Any:
    entries = located_values.mapping(node=node, name=name, known=[one.name for one in fields(section)])
    news = {one.name: _read(one, name, entries[one.name]) for one in fields(section) if one.name in entries}
    return replace(section, **news)


def _whole_section(name: str, node: LocatedNode) -> Any:
    section = SECTIONS[name]
    entries = located_values.mapping(node=node, name=name, known=[one.name for one in fields(section)])
    return section(**{one.name: _read(one, name, entries[one.name]) for one in fields(section)})


def _read(one: Field[Any], section: str, entry: LocatedEntry) -> Any:
    return one.metadata["kind"].read(entry.value, f"{section}.{one.name}")


def _places(changes: LocatedMapping) -> Mapping[str, Place]:
    return {
        f"{section}.{key}": entry.place
        for section, outer in changes.entries.items()
        if isinstance(outer.value, LocatedMapping)
        for key, entry in outer.value.entries.items()
    }
