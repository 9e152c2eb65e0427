"""A policy version as it is kept: JSON, the same for the same choices, and its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from varsel.kit.located_yaml import located
from varsel.records.operator.policy.reading import change, defaults
from varsel.records.operator.policy.sections import SECTIONS, Policy


def to_json(*, policy: Policy) -> dict[str, dict[str, Any]]:
    """Give the choices by section and key; money and shares are text, times `HH:MM`."""
    return {name: _section(getattr(policy, name)) for name in SECTIONS}


def from_json(*, data: Mapping[str, Any]) -> Policy:
    """Read what `to_json` wrote. A choice that did not exist yet has today's default: it decided nothing then.

    :raises InputError: a key or value that no version ever had.
    """
    return change(policy=defaults(), changes=located(data=data, file="a stored policy"))


def policy_hash(*, policy: Policy) -> str:
    """Give the SHA-256 of the choices in hex: equal exactly when all choices are equal."""
    text = json.dumps(to_json(policy=policy), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _section(section: Any) -> dict[str, Any]:
    return {one.name: one.metadata["kind"].plain(getattr(section, one.name)) for one in fields(section)}
