from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from varsel.law import facts
from varsel.law.facts import AdvanceNotice, Closing, CreditUse, Demand, Limiting, LimitingAtOnce

DEMAND = Demand(date(2026, 4, 7), date(2026, 4, 7), date(2026, 4, 17), says_interruption=True)
DEBT = {"service_kind": "internet", "life_line": False, "owed": Decimal("399.00"), "disputed": Decimal("0.10")}
NOTICE = AdvanceNotice(datetime(2026, 5, 7, 7, tzinfo=UTC))

ASKED = [
    Limiting(**DEBT, demand=DEMAND),
    Limiting(**DEBT, demand=Demand(date(2026, 4, 7), None, date(2026, 4, 17), says_interruption=False)),
    Limiting(**DEBT, demand=None),
    LimitingAtOnce(**DEBT, late_invoices=3, notice=NOTICE, notice_hours=72),
    LimitingAtOnce(**DEBT, late_invoices=0, notice=AdvanceNotice(None), notice_hours=0),
    Closing(**DEBT, urged_by="demand", limited_on=date(2026, 4, 23)),
    Closing(**DEBT, urged_by=None, limited_on=None),
    CreditUse("telephony", Decimal("300.00"), Decimal("305.00"), keep_open=False),
    CreditUse("mobile", None, Decimal("-5.00"), keep_open=True),
]


@pytest.mark.parametrize("asked", ASKED)
def test_facts_written_down_read_back_the_same(asked):
    read = facts.from_json(data=json.loads(json.dumps(facts.to_json(facts=asked))))
    assert read == asked
    assert type(read) is type(asked)


def test_written_facts_are_plain():
    assert facts.to_json(facts=ASKED[0]) == {
        "kind": "Limiting",
        "service_kind": "internet",
        "life_line": False,
        "owed": "399.00",
        "disputed": "0.10",
        "demand": {
            "sent_on": "2026-04-07",
            "received_on": "2026-04-07",
            "last_day": "2026-04-17",
            "says_interruption": True,
        },
    }


def test_what_is_not_written_facts_is_refused():
    written = facts.to_json(facts=ASKED[0])
    with pytest.raises(ValueError, match="`kind` must be one of Limiting"):
        facts.from_json(data=written | {"kind": "Demand"})
    with pytest.raises(ValueError, match="expected exactly the keys service_kind"):
        facts.from_json(data=written | {"note": "x"})
    with pytest.raises(ValueError, match="not a written Demand"):
        facts.from_json(data=written | {"demand": {}})


@pytest.mark.parametrize("amount", [Decimal("-0.01"), Decimal("NaN"), Decimal("Infinity"), 399.0, 399])
@pytest.mark.parametrize("name", ["owed", "disputed"])
def test_a_debt_is_a_decimal_of_nought_or_more(name, amount):
    with pytest.raises(ValueError, match=f"{name}: give a Decimal"):
        Limiting(**(DEBT | {name: amount}), demand=None)


def test_a_credit_limit_is_a_decimal_of_nought_or_more():
    assert CreditUse("mobile", Decimal(0), Decimal(0), keep_open=False).limit == 0
    with pytest.raises(ValueError, match="limit: give a Decimal"):
        CreditUse("mobile", Decimal(-1), Decimal(0), keep_open=False)


def test_an_unknown_service_kind_is_refused():
    with pytest.raises(ValueError, match="unknown service kind 'fax': use one of internet"):
        Limiting(**(DEBT | {"service_kind": "fax"}), demand=None)
    with pytest.raises(ValueError, match="unknown service kind 'fax'"):
        CreditUse("fax", None, Decimal(0), keep_open=False)


def test_a_demand_is_not_received_before_it_is_sent():
    assert Demand(date(2026, 4, 7), date(2026, 4, 7), date(2026, 4, 17), says_interruption=True)
    with pytest.raises(ValueError, match="can't be received"):
        Demand(date(2026, 4, 7), date(2026, 4, 6), date(2026, 4, 17), says_interruption=True)


def test_a_notice_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        AdvanceNotice(datetime(2026, 5, 7, 9))  # noqa: DTZ001 (the mistake under test)
