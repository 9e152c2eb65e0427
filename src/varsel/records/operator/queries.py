"""What the operator chose, and what a country is to the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from varsel.kit.reading import fetch
from varsel.records.operator.models import Country, PolicyVersion
from varsel.records.operator.policy import Policy, from_json

_IN_FORCE = """
    SELECT id, digest FROM operator_policy_version WHERE valid_from <= %(at)s
    ORDER BY valid_from DESC, id DESC LIMIT 1"""


class NoPolicy(Exception):
    """The operator has not chosen anything yet."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The policy version in force at a moment; a verdict stores its id."""

    version: int
    policy: Policy


@dataclass(frozen=True, slots=True)
class Floors:
    """A country's zone, currency and floors, as they travel by key into restrictions and deadlines."""

    code: str
    zone: str
    currency: str
    demand_days: int
    demand_months: int
    notice_hours: int
    limited_days: int


def policy_at(*, at: datetime) -> InForce:
    """Return the policy in force.

    :raises NoPolicy: before the first version: set one with `varsel policy set FILE`.
    """
    rows = fetch(statement=_IN_FORCE, values={"at": at})
    if not rows:
        raise NoPolicy("no policy is in force: set one with `varsel policy set FILE`")
    version, digest = rows[0]
    return InForce(version=version, policy=_policy(version, digest))


def country(*, code: str) -> Floors:
    """Return a country's row."""
    row = Country.objects.get(code=code)
    return Floors(
        code=row.code,
        zone=row.zone,
        currency=row.currency,
        demand_days=row.demand_days,
        demand_months=row.demand_months,
        notice_hours=row.notice_hours,
        limited_days=row.limited_days,
    )


@lru_cache(maxsize=64)
def _policy(version: int, digest: str) -> Policy:
    """Read a version once: versions never change, and the digest tells databases apart."""
    return from_json(data=PolicyVersion.objects.get(id=version, digest=digest).document)
