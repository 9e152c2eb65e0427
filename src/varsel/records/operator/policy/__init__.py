"""The operator's own choices: typed, with defaults, never harsher than the law."""

from __future__ import annotations

from varsel.records.operator.policy.floors import BelowTheLawError
from varsel.records.operator.policy.hours import OpeningHours
from varsel.records.operator.policy.reading import defaults, merge, read_policy, read_policy_file
from varsel.records.operator.policy.sections import (
    Compensation,
    Notices,
    Outages,
    Payments,
    Policy,
    Support,
    Terms,
)
from varsel.records.operator.policy.stored import from_json, policy_hash, to_json

__all__ = [
    "BelowTheLawError",
    "Compensation",
    "Notices",
    "OpeningHours",
    "Outages",
    "Payments",
    "Policy",
    "Support",
    "Terms",
    "defaults",
    "from_json",
    "merge",
    "policy_hash",
    "read_policy",
    "read_policy_file",
    "to_json",
]
