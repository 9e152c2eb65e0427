"""Every Swedish rule that the code carries, so that it can be printed, and the floors of an operator's policy.

Acts and sections: `sources`, read 2026-07-07.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

from varsel.law.grammar import Bound, Citation, Force, Parameter, Rule, Since
from varsel.law.se import credit_limit, demand, fault, incident, sources, suspension

ESTIMATE_OVERRUN = Parameter(
    "most that a repair may cost over its estimate",
    (Since(sources.IN_FORCE_FROM, Decimal("0.15"), sources.ESTIMATE),),
    sources.READ_ON,
    unit="share",
)


def _rule(id: str, title: str, force: Force, citation: Citation, *parameters: Parameter[object]) -> Rule:  # noqa: A002
    return Rule(id, title, "SE", force, citation, parameters, sources.IN_FORCE_FROM, sources.READ_ON)


RULES: tuple[Rule, ...] = (
    _rule(
        "SE-SUSP-01",
        "A service is limited only after a demand with reasonable time to pay and a warning.",
        Force.HARD,
        sources.UNPAID,
        suspension.COVERED_SERVICES,
        demand.DEMAND_DAYS,
        demand.DEMAND_BANK_DAYS,
    ),
    _rule("SE-SUSP-02", "Whoever pays in time keeps the service.", Force.HARD, sources.UNPAID),
    _rule(
        "SE-SUSP-03",
        "A repeatedly late payer may be limited at once, after a notice.",
        Force.SAFE,
        sources.REPEATEDLY_LATE,
        suspension.LATE_INVOICES,
        suspension.NOTICE_HOURS,
    ),
    _rule(
        "SE-SUSP-04",
        "Ten whole days of functional internet, emergency and toll-free calls come before a closing.",
        Force.HARD,
        sources.REPEATEDLY_LATE,
        suspension.LIMITED_DAYS,
    ),
    _rule(
        "SE-SUSP-05",
        "Functional internet has a least speed and no list of allowed services.",
        Force.SAFE,
        sources.FUNCTIONAL_INTERNET,
        suspension.FUNCTIONAL_INTERNET_DOWN_MBIT,
    ),
    _rule("SE-SUSP-06", "The customer is told of an interruption at once.", Force.HARD, sources.REPEATEDLY_LATE),
    _rule("SE-SUSP-07", "Only the service that the debt is for is restricted.", Force.HARD, sources.THAT_SERVICE_ONLY),
    _rule("SE-SUSP-08", "A disputed amount restricts nothing.", Force.SAFE, sources.DISPUTED_CLAIM),
    _rule(
        "SE-SUSP-09",
        "Outgoing calls are barred above the amount that the customer chose, unless asked to stay open.",
        Force.HARD,
        sources.CREDIT_LIMIT,
        credit_limit.BARRED_SERVICES,
    ),
    _rule(
        "SE-FAULT-02",
        "A visit to which nobody came is compensated, whatever the weather.",
        Force.HARD,
        sources.MISSED_VISIT,
        fault.FORCE,
    ),
    _rule(
        "SE-FAULT-04",
        "A repair costs at most 15 % more than its estimate.",
        Force.HARD,
        sources.ESTIMATE,
        ESTIMATE_OVERRUN,
    ),
    _rule(
        "SE-INC-01",
        "A significant incident is reported within 24 hours, again within 72, and finally within a month.",
        Force.HARD,
        sources.EARLY_WARNING,
        incident.EARLY_HOURS,
        incident.NOTIFICATION_HOURS,
        incident.FINAL_MONTHS,
        incident.FORCE,
    ),
)

FLOORS: MappingProxyType[str, Bound] = MappingProxyType(
    {
        "payments.limited_days": Bound("SE-SUSP-04", suspension.LIMITED_DAYS, "at_least"),
        "payments.demand_days": Bound("SE-SUSP-01", demand.DEMAND_DAYS, "at_least"),
        "payments.demand_bank_days": Bound("SE-SUSP-01", demand.DEMAND_BANK_DAYS, "at_least"),
        "payments.late_payments": Bound("SE-SUSP-03", suspension.LATE_INVOICES, "at_least"),
        "payments.late_warning_hours": Bound("SE-SUSP-03", suspension.NOTICE_HOURS, "at_least"),
        "support.estimate_overrun": Bound("SE-FAULT-04", ESTIMATE_OVERRUN, "at_most"),
    }
)
