"""Plain lawful situations in Norway; a test changes the one fact that it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from varsel.law.facts import AdvanceNotice, Closing, CreditUse, Demand, Limiting, LimitingAtOnce

# T8: the demand of 31 December carries a warning that arrived on 5 January.
RECEIVED_ON = date(2027, 1, 5)
LAST_DAY = date(2027, 2, 5)
DEMAND = Demand(sent_on=date(2026, 12, 31), received_on=RECEIVED_ON, last_day=LAST_DAY, says_interruption=True)
LIMITED_ON = date(2027, 2, 8)
ENOUGH = Decimal("620.00")
NOTHING = Decimal("0.00")


def a_demand(**other):
    return replace(DEMAND, **other)


def a_limiting(**other):
    facts = Limiting(service_kind="internet", life_line=False, owed=ENOUGH, disputed=NOTHING, demand=DEMAND)
    return replace(facts, **other)


def a_limiting_at_once(**other):
    facts = LimitingAtOnce(
        service_kind="telephony",
        life_line=False,
        owed=ENOUGH,
        disputed=NOTHING,
        late_invoices=5,
        notice=AdvanceNotice(datetime(2026, 1, 1, 8, 0, tzinfo=UTC)),
        notice_hours=72,
    )
    return replace(facts, **other)


def a_closing(**other):
    facts = Closing(
        service_kind="internet",
        life_line=False,
        owed=ENOUGH,
        disputed=NOTHING,
        urged_by="demand",
        limited_on=LIMITED_ON,
    )
    return replace(facts, **other)


def a_credit_use(**other):
    facts = CreditUse(service_kind="telephony", limit=Decimal("500.00"), used=Decimal("500.01"), keep_open=False)
    return replace(facts, **other)


def forces(verdict):
    return {reason.code: reason.force for reason in verdict.reasons}


def failed(verdict):
    return [reason.code for reason in verdict.failed]
