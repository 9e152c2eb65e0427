"""Interruption for unpaid service: LEK (2022:482) 7 kap. 34 §, read 2026-07-07, in the section's own order.

First paragraph: after a demand. Second: repeatedly late payers at once, but ten days of functional access. Third: only
the service concerned. Each private function is one sentence; its reason code names the condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from varsel.law.calendar import add_days, local_day
from varsel.law.facts import AdvanceNotice, Closing, Debt, Demand, Limiting, LimitingAtOnce
from varsel.law.grammar import Force, Parameter, Reason, Since, Verdict, judge, only_fails
from varsel.law.se import sources
from varsel.law.se.calendar import ZONE
from varsel.law.se.demand import least_last_day

COVERED_SERVICES = Parameter(
    "services that the rule is about",
    (Since(sources.IN_FORCE_FROM, frozenset({"internet", "telephony", "mobile"}), sources.UNPAID),),
    sources.READ_ON,
)
LATE_INVOICES = Parameter(
    "least earlier late invoices of a repeatedly late payer",
    (Since(sources.IN_FORCE_FROM, 2, sources.REPEATEDLY_LATE),),
    sources.READ_ON,
    unit="invoices",
)
NOTICE_HOURS = Parameter(
    "least hours from the notice to a limiting at once",
    (Since(sources.IN_FORCE_FROM, 24, sources.WARNED_BEFORE),),
    sources.READ_ON,
    unit="hours",
)
LIMITED_DAYS = Parameter(
    "least days of functional access before a closing",
    (Since(sources.IN_FORCE_FROM, 10, sources.REPEATEDLY_LATE),),
    sources.READ_ON,
    unit="days",
)
FUNCTIONAL_INTERNET_DOWN_MBIT = Parameter(
    "least speed of functional internet access",
    (Since(sources.IN_FORCE_FROM, 10, sources.FUNCTIONAL_INTERNET),),
    sources.READ_ON,
    unit="Mbit/s",
)

_AFTER_DEMAND = ("SE-SUSP-01", "SE-SUSP-04")
_AT_ONCE = ("SE-SUSP-03", "SE-SUSP-04")


def may_limit(*, facts: Limiting, on: date) -> Verdict:
    """Tell whether an unpaid service may be limited on this local day, after a demand (SE-SUSP-01).

    Raise NotInForce before 3 June 2022.
    """
    reasons = (*_the_debt(facts, on), *_after_the_demand(facts.demand, on))
    again = None
    if facts.demand is not None and only_fails(reasons=reasons, code="demand_ran_out"):
        again = add_days(facts.demand.last_day, 1)
    return judge(rule="SE-SUSP-01", cites=_AFTER_DEMAND, reasons=reasons, on=on, ask_again_on=again)


def may_limit_at_once(*, facts: LimitingAtOnce, at: datetime) -> Verdict:
    """Tell whether a repeatedly late payer's service may be limited at this instant, without a demand (SE-SUSP-03).

    Raise NotInForce before 3 June 2022, ValueError for an instant without a zone.
    """
    on = local_day(at, ZONE)
    hours = max(NOTICE_HOURS.at(on), facts.notice_hours)
    reasons = (*_the_debt(facts, on), _late_often_enough(facts, on), *_after_the_notice(facts.notice, hours, at))
    again = None
    received_at = None if facts.notice is None else facts.notice.received_at
    if received_at is not None and only_fails(reasons=reasons, code="notice_hours_passed"):
        # Hours that end later today still mean tomorrow: a verdict speaks of days.
        again = max(local_day(received_at + timedelta(hours=hours), ZONE), add_days(on, 1))
    return judge(rule="SE-SUSP-03", cites=_AT_ONCE, reasons=reasons, on=on, ask_again_on=again)


def may_close(*, facts: Closing, on: date) -> Verdict:
    """Tell whether a limited service may be closed on this local day (SE-SUSP-04: after ten whole days).

    Raise NotInForce before 3 June 2022.
    """
    reasons = (*_the_debt(facts, on), _urged(facts), *_after_limiting(facts.limited_on, on))
    again = None
    if facts.limited_on is not None and only_fails(reasons=reasons, code="ten_days_passed"):
        again = add_days(facts.limited_on, LIMITED_DAYS.at(on) + 1)
    cites = _AT_ONCE if facts.urged_by == "advance_notice" else _AFTER_DEMAND
    return judge(rule="SE-SUSP-04", cites=cites, reasons=reasons, on=on, ask_again_on=again)


def _the_debt(debt: Debt, on: date) -> Iterator[Reason]:
    """The questions about the debt, in the order in which a refusal names them."""
    yield Reason("no_life_line", not debt.life_line, sources.EMERGENCY_COMMUNICATION, Force.SAFE)
    yield _service_is_covered(debt, on)
    yield _principal_owed(debt)
    yield _undisputed(debt)


def _service_is_covered(debt: Debt, on: date) -> Reason:
    """ "… internetanslutningstjänst eller … nummerbaserad interpersonell kommunikationstjänst …" """
    held = debt.service_kind in COVERED_SERVICES.at(on)
    return Reason("service_is_covered", held, sources.UNPAID, Force.HARD)


def _principal_owed(debt: Debt) -> Reason:
    """ "Betalas tjänsten inom angiven tid, får tillhandahållandet inte avbrytas." """
    return Reason("principal_owed", debt.owed > 0 or debt.disputed > 0, sources.UNPAID, Force.HARD)


def _undisputed(debt: Debt) -> Reason:
    """SE-SUSP-08: a debt that is disputed in full carries nothing; an undisputed part still does."""
    return Reason("undisputed", debt.owed > 0 or debt.disputed == 0, sources.DISPUTED_CLAIM, Force.SAFE)


def _after_the_demand(demand: Demand | None, on: date) -> Iterator[Reason]:
    """ "… först sedan slutanvändaren har uppmanats att betala inom viss skälig tid, med upplysning …" """
    if demand is None or demand.received_on is None:
        yield Reason("demand_received", False, sources.UNPAID, Force.HARD)
        return
    least = least_last_day(sent_on=demand.sent_on, received_on=demand.received_on, on=on)
    yield Reason("demand_received", True, sources.UNPAID, Force.HARD)
    yield Reason("interruption_warned", demand.says_interruption, sources.UNPAID, Force.HARD)
    yield Reason("time_to_pay_was_enough", demand.last_day >= least, sources.REASONABLE_TIME, Force.SAFE)
    yield Reason("demand_ran_out", on > demand.last_day, sources.UNPAID, Force.HARD)


def _late_often_enough(facts: LimitingAtOnce, on: date) -> Reason:
    """ "Om en slutanvändare vid upprepade tillfällen har betalat för sent …" """
    held = facts.late_invoices >= LATE_INVOICES.at(on)
    return Reason("late_often_enough", held, sources.REPEATEDLY_LATE, Force.SAFE)


def _after_the_notice(notice: AdvanceNotice | None, hours: int, at: datetime) -> Iterator[Reason]:
    """The act lets the operator interrupt "omedelbart"; to do so without a word before was held unfair."""
    if notice is None or notice.received_at is None:
        yield Reason("notice_received", False, sources.WARNED_BEFORE, Force.SAFE)
        return
    passed_at = notice.received_at + timedelta(hours=hours)
    yield Reason("notice_received", True, sources.WARNED_BEFORE, Force.SAFE)
    yield Reason("notice_hours_passed", at >= passed_at, sources.WARNED_BEFORE, Force.SAFE)


def _urged(facts: Closing) -> Reason:
    """A closing stands on what reached the customer before the limiting."""
    return Reason("demand_received", facts.urged_by is not None, sources.UNPAID, Force.HARD)


def _after_limiting(limited_on: date | None, on: date) -> Iterator[Reason]:
    """ "… under minst tio dagar från avbrytandet ge slutanvändaren funktionell tillgång till internet …" """
    if limited_on is None:
        yield Reason("was_limited", False, sources.REPEATEDLY_LATE, Force.HARD)
        return
    tenth_day = add_days(limited_on, LIMITED_DAYS.at(on))
    yield Reason("was_limited", True, sources.REPEATEDLY_LATE, Force.HARD)
    yield Reason("ten_days_passed", on > tenth_day, sources.REPEATEDLY_LATE, Force.HARD)
