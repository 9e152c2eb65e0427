"""Reporting significant incidents: cybersäkerhetslag (2025:1506) 2 kap. 5–8 §§, in force 2026-01-15, read 2026-07-07.

An early warning within 24 hours of becoming aware, a notification within 72 hours, a final report within one month of
it. Before that act the same hours are applied as the safe reading (SE-INC-01). The act gives no number for what is
significant, and none is known from the authority: the operator owns that table.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from varsel.law.calendar import add_months
from varsel.law.grammar import Force, Parameter, Reason, Since
from varsel.law.incident import Disruption
from varsel.law.se.sources import (
    EARLY_WARNING,
    FINAL_REPORT,
    IN_FORCE_FROM,
    INCIDENT_NOTIFICATION,
    INCIDENTS_FROM,
    READ_ON,
    SIGNIFICANT,
)

EARLY_HOURS = Parameter(
    "most hours until the early warning",
    (Since(IN_FORCE_FROM, 24, EARLY_WARNING),),
    READ_ON,
    unit="hours",
)
NOTIFICATION_HOURS = Parameter(
    "most hours until the incident notification",
    (Since(IN_FORCE_FROM, 72, INCIDENT_NOTIFICATION),),
    READ_ON,
    unit="hours",
)
FINAL_MONTHS = Parameter(
    "most months from the notification to the final report",
    (Since(IN_FORCE_FROM, 1, FINAL_REPORT),),
    READ_ON,
    unit="months",
)
FORCE = Parameter(
    "how firmly incidents are to be reported",
    (Since(IN_FORCE_FROM, Force.SAFE, EARLY_WARNING), Since(INCIDENTS_FROM, Force.HARD, EARLY_WARNING)),
    READ_ON,
)
REGULATOR = "MCF"
# Where an operator begins; its own table replaces them.
OWN_THRESHOLDS: Mapping[str, Decimal] = MappingProxyType({"municipality": Decimal("0.5"), "country": Decimal("0.1")})


def notifiable(*, facts: Disruption, on: date) -> tuple[Reason, ...]:
    """Return why a disruption counts as a significant incident: the operator's own thresholds that it passes."""
    force = FORCE.at(on)
    asked = [
        (f"own_threshold_{share.of}", share.part > Fraction(facts.own[share.of]))
        for share in facts.shares
        if share.of in facts.own
    ]
    asked.append(("life_line", facts.life_line))
    return tuple(Reason(code, True, SIGNIFICANT, force) for code, held in dict(sorted(asked)).items() if held)


def owed_to_regulator(*, aware_at: datetime, on: date) -> Mapping[str, datetime]:
    """Return until when each step is owed; hours are clock time and never roll."""
    return MappingProxyType(
        {
            "regulator_notice": aware_at + timedelta(hours=EARLY_HOURS.at(on)),
            "regulator_report": aware_at + timedelta(hours=NOTIFICATION_HOURS.at(on)),
        }
    )


def final_report_by(*, reported_on: date) -> date | None:
    """Return the last day of the final report, from the day of the notification."""
    return add_months(reported_on, FINAL_MONTHS.at(reported_on))
