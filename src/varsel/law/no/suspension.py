"""Restriction for unpaid service: ekomloven § 4-11, read 2026-04-13, in force 2025-01-01.

Stories play from 2022-06-03: before the act the same ladder is the safe reading. Any slow-down is an "annen
bruksbegrensning", so there is no immediate limiting of late payers and no rule of ten days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from varsel.law.calendar import add_days, add_months, local_day
from varsel.law.facts import Closing, Debt, Demand, Limiting, LimitingAtOnce
from varsel.law.grammar import Citation, Force, Parameter, Reason, Since, Verdict, judge, only_fails
from varsel.law.no import sources
from varsel.law.no.calendar import ZONE
from varsel.law.no.demand import WAIT_MONTHS

COVERED_SERVICES = Parameter(
    "services that the rule is about",
    (Since(sources.SAFE_READING_FROM, frozenset({"internet", "telephony", "mobile"}), sources.UNPAID),),
    sources.READ_ON,
)
LIMITED_DAYS = Parameter(
    "least days between limiting and closing",
    (Since(sources.SAFE_READING_FROM, 0, sources.UNPAID),),
    sources.READ_ON,
    unit="days",
)
FUNCTIONAL_INTERNET_DOWN_MBIT = Parameter(
    "speed of functional internet access (universal service; a benchmark for limited lines)",
    (Since(sources.SAFE_READING_FROM, 30, sources.FUNCTIONAL_INTERNET),),
    sources.READ_ON,
    unit="Mbit/s",
)


def may_limit(*, facts: Limiting, on: date) -> Verdict:
    """Tell whether an unpaid service may be restricted on this local day (NO-SUSP-01).

    Raise NotInForce before 3 June 2022.
    """
    reasons = (*_the_debt(facts, on), *_after_the_demand(facts.demand, on))
    again = None
    if facts.demand is not None and only_fails(reasons=reasons, code="demand_ran_out"):
        again = add_days(facts.demand.last_day, 1)
    return judge(rule="NO-SUSP-01", cites=("NO-SUSP-01",), reasons=reasons, on=on, ask_again_on=again)


def may_limit_at_once(*, facts: LimitingAtOnce, at: datetime) -> Verdict:
    """Refuse: however often the customer was late, a month comes first (NO-SUSP-01b).

    Raise NotInForce before 3 June 2022, ValueError for an instant without a zone.
    """
    on = local_day(at, ZONE)
    never = _reason("immediate_limiting_allowed", False, sources.UNPAID, on)
    return judge(rule="NO-SUSP-01b", cites=("NO-SUSP-01b",), reasons=(never,), on=on)


def may_close(*, facts: Closing, on: date) -> Verdict:
    """Tell whether a limited service may be closed on this local day: any later day (NO-SUSP-01).

    Raise NotInForce before 3 June 2022.
    """
    reasons = (*_the_debt(facts, on), _urged(facts, on), *_after_limiting(facts.limited_on, on))
    again = None
    if facts.limited_on is not None and only_fails(reasons=reasons, code="limited_day_passed"):
        again = add_days(facts.limited_on, LIMITED_DAYS.at(on) + 1)
    return judge(rule="NO-SUSP-01", cites=("NO-SUSP-01",), reasons=reasons, on=on, ask_again_on=again)


def _reason(code: str, held: bool, source: Citation, on: date) -> Reason:
    return Reason(code, held, source, sources.FORCE.at(on))


def _the_debt(debt: Debt, on: date) -> Iterator[Reason]:
    """The questions about the debt, in the order in which a refusal names them."""
    yield _no_life_line(debt)
    yield _service_is_covered(debt, on)
    yield _principal_owed(debt, on)
    yield _undisputed(debt)


def _no_life_line(debt: Debt) -> Reason:
    """ "Tiltak … skal være forholdsmessige …": never where an alarm hangs on the line."""
    return Reason("no_life_line", not debt.life_line, sources.PROPORTIONATE, Force.SAFE)


def _service_is_covered(debt: Debt, on: date) -> Reason:
    """ "Tilbyder av internettilgangstjenester og … nummerbaserte person-til-person-kommunikasjonstjenester …" """
    return _reason("service_is_covered", debt.service_kind in COVERED_SERVICES.at(on), sources.UNPAID, on)


def _principal_owed(debt: Debt, on: date) -> Reason:
    """ "Tiltak … ved manglende betaling …": nothing unpaid, no measure."""
    return _reason("principal_owed", debt.owed > 0 or debt.disputed > 0, sources.PROPORTIONATE, on)


def _undisputed(debt: Debt) -> Reason:
    """NO-SUSP-02: a debt that is disputed in full carries nothing; an undisputed part still does."""
    return Reason("undisputed", debt.owed > 0 or debt.disputed == 0, sources.DISPUTED_CLAIM, Force.SAFE)


def _after_the_demand(demand: Demand | None, on: date) -> Iterator[Reason]:
    """ "… minst én oppfordring til å betale … én måned etter at … forhåndsvarsling om tiltaket er meddelt …" """
    if demand is None or demand.received_on is None:
        yield _reason("demand_received", False, sources.UNPAID, on)
        return
    month_ends = add_months(demand.received_on, WAIT_MONTHS.at(on))
    yield _reason("demand_received", True, sources.UNPAID, on)
    yield _reason("interruption_warned", demand.says_interruption, sources.UNPAID, on)
    yield _reason("time_to_pay_was_enough", demand.last_day >= month_ends, sources.UNPAID, on)
    yield _reason("demand_ran_out", on > demand.last_day, sources.UNPAID, on)


def _urged(facts: Closing, on: date) -> Reason:
    """A closing stands on the demand that came before the limiting; a late payer's notice carries nothing here."""
    return _reason("demand_received", facts.urged_by == "demand", sources.UNPAID, on)


def _after_limiting(limited_on: date | None, on: date) -> Iterator[Reason]:
    """Both countries pass through `limited` first; here the closing may follow on any later day."""
    if limited_on is None:
        yield _reason("was_limited", False, sources.PROPORTIONATE, on)
        return
    passed = on > add_days(limited_on, LIMITED_DAYS.at(on))
    yield _reason("was_limited", True, sources.PROPORTIONATE, on)
    yield _reason("limited_day_passed", passed, sources.PROPORTIONATE, on)
