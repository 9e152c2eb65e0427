"""Every Norwegian rule that the code carries, so that it can be printed, and the floors of an operator's policy.

Acts and sections: `sources`, read 2026-04-13.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

from varsel.law.grammar import Bound, Citation, Force, Parameter, Rule, Since
from varsel.law.no import credit_limit, demand, fault, incident, sources, suspension

ESTIMATE_OVERRUN = Parameter(
    "most that a repair may cost over its estimate",
    (Since(sources.SAFE_READING_FROM, Decimal("0.15"), sources.ESTIMATE),),
    sources.READ_ON,
    unit="share",
)
EXPECTED_TIME_DAYS = Parameter(
    "most days until the customer is told in writing how long a claim takes",
    (Since(sources.SAFE_READING_FROM, 14, sources.COMPLAINT),),
    sources.READ_ON,
    unit="days",
)


def _rule(id: str, title: str, force: Force, citation: Citation, *parameters: Parameter[object]) -> Rule:  # noqa: A002
    return Rule(id, title, "NO", force, citation, parameters, sources.IN_FORCE_FROM, sources.READ_ON)


RULES: tuple[Rule, ...] = (
    _rule(
        "NO-SUSP-01",
        "A service is restricted or ended one month after a demand and a warning, at the earliest.",
        Force.HARD,
        sources.UNPAID,
        sources.FORCE,
        suspension.COVERED_SERVICES,
        demand.WAIT_MONTHS,
        suspension.LIMITED_DAYS,
        suspension.FUNCTIONAL_INTERNET_DOWN_MBIT,
    ),
    _rule("NO-SUSP-01b", "No late payer is restricted without that month.", Force.HARD, sources.UNPAID),
    _rule("NO-SUSP-02", "A disputed amount restricts nothing.", Force.SAFE, sources.DISPUTED_CLAIM),
    _rule(
        "NO-SUSP-03",
        "Outgoing calls are barred above the amount that the customer chose, unless asked to stay open.",
        Force.HARD,
        sources.CREDIT_LIMIT,
        credit_limit.BARRED_SERVICES,
    ),
    _rule(
        "NO-FAULT-01",
        "A visit to which nobody came is compensated.",
        Force.HARD,
        sources.MISSED_VISIT,
        fault.FORCE,
    ),
    Rule(
        "NO-FAULT-03",
        "A repair costs at most 15 % more than its estimate.",
        "NO",
        Force.HARD,
        sources.ESTIMATE,
        (ESTIMATE_OVERRUN,),
        sources.SAFE_READING_FROM,
        sources.READ_ON,
    ),
    _rule(
        "NO-COMP-01",
        "Whoever complains is told in writing within two weeks how long it takes.",
        Force.HARD,
        sources.COMPLAINT,
        EXPECTED_TIME_DAYS,
    ),
    _rule(
        "NO-INC-01",
        "Nkom is told of a substantial loss of availability within half an hour.",
        Force.HARD,
        sources.INCIDENT,
        incident.NOTICE_MINUTES,
        incident.MUNICIPALITY_SHARE,
        incident.URBAN_SHARE,
        incident.URBAN_INHABITANTS,
        incident.NATIONAL_SHARE,
        incident.FORCE,
    ),
    _rule("NO-FAULT-02", "Planned work is told before service is lost.", Force.HARD, sources.PLANNED_WORK),
)

FLOORS: MappingProxyType[str, Bound] = MappingProxyType(
    {
        "payments.limited_days": Bound("NO-SUSP-01", suspension.LIMITED_DAYS, "at_least"),
        "support.estimate_overrun": Bound("NO-FAULT-03", ESTIMATE_OVERRUN, "at_most"),
        "support.claim_expected_time_days": Bound("NO-COMP-01", EXPECTED_TIME_DAYS, "at_most"),
    }
)
