"""Telling Nkom: ekomloven § 3-3, ekomforskriften § 2-8, read 2026-04-13 (NO-INC-01).

At once, at the latest half an hour after becoming aware of a substantial loss of availability; always when more than
half of the customers in a municipality, or in an urban area of more than 20,000 inhabitants, or more than a tenth of
all, are without service, or life and health are at risk.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from varsel.law.grammar import Force, Parameter, Reason, Since
from varsel.law.incident import Disruption, Share
from varsel.law.no.sources import IN_FORCE_FROM, INCIDENT, READ_ON, SAFE_READING_FROM

_SINCE = SAFE_READING_FROM  # before the act the same rule is applied as the safe reading
NOTICE_MINUTES = Parameter("most minutes until Nkom is told", (Since(_SINCE, 30, INCIDENT),), READ_ON, unit="minutes")
MUNICIPALITY_SHARE = Parameter(
    "share of a municipality's customers above which Nkom is told",
    (Since(_SINCE, Decimal("0.5"), INCIDENT),),
    READ_ON,
    unit="share",
)
URBAN_SHARE = Parameter(
    "share of an urban area's customers above which Nkom is told",
    (Since(_SINCE, Decimal("0.5"), INCIDENT),),
    READ_ON,
    unit="share",
)
URBAN_INHABITANTS = Parameter(
    "inhabitants above which an urban area counts", (Since(_SINCE, 20_000, INCIDENT),), READ_ON, unit="inhabitants"
)
NATIONAL_SHARE = Parameter(
    "share of all customers above which Nkom is told",
    (Since(_SINCE, Decimal("0.1"), INCIDENT),),
    READ_ON,
    unit="share",
)
FORCE = Parameter(
    "how firmly incidents are to be told",
    (Since(SAFE_READING_FROM, Force.SAFE, INCIDENT), Since(IN_FORCE_FROM, Force.HARD, INCIDENT)),
    READ_ON,
)
REGULATOR = "Nkom"
OWN_THRESHOLDS: Mapping[str, Decimal] = MappingProxyType({})  # the regulation gives the numbers


def notifiable(*, facts: Disruption, on: date) -> tuple[Reason, ...]:
    """Return why a disruption is to be told: the thresholds that it passes, and the risk to life and health."""
    held = {f"share_of_{share.of}" for share in facts.shares if _passes(share, on)}
    if facts.life_line:
        held.add("life_line")
    return tuple(Reason(code, True, INCIDENT, FORCE.at(on)) for code in sorted(held))


def owed_to_regulator(*, aware_at: datetime, on: date) -> Mapping[str, datetime]:
    """Return until when the notice is owed; minutes are clock time and never roll."""
    return MappingProxyType({"regulator_notice": aware_at + timedelta(minutes=NOTICE_MINUTES.at(on))})


def final_report_by(*, reported_on: date) -> date | None:
    """Return None: the regulation asks for updates, and for no final report by a day."""
    del reported_on
    return None


def _passes(share: Share, on: date) -> bool:
    if share.of == "urban_area":
        counts = (share.inhabitants or 0) > URBAN_INHABITANTS.at(on)
        return counts and share.part > Fraction(URBAN_SHARE.at(on))
    least = MUNICIPALITY_SHARE if share.of == "municipality" else NATIONAL_SHARE
    return share.part > Fraction(least.at(on))
