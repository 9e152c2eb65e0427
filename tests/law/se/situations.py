"""Plain lawful situations in Sweden; a test changes the one fact that it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from varsel.law.facts import AdvanceNotice, Closing, CreditUse, Demand, Limiting, LimitingAtOnce

LAST_DAY = date(2026, 4, 17)
DEMAND = Demand(sent_on=date(2026, 4, 7), received_on=date(2026, 4, 7), last_day=LAST_DAY, says_interruption=True)
NOTICED_AT = datetime(2026, 5, 7, 7, 0, tzinfo=UTC)
LIMITED_ON = date(2026, 12, 1)
ENOUGH = Decimal("399.00")
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
        late_invoices=3,
        notice=AdvanceNotice(NOTICED_AT),
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
    facts = CreditUse(service_kind="telephony", limit=Decimal("300.00"), used=Decimal("300.01"), keep_open=False)
    return replace(facts, **other)


def forces(verdict):
    return {reason.code: reason.force for reason in verdict.reasons}


def failed(verdict):
    return [reason.code for reason in verdict.failed]
