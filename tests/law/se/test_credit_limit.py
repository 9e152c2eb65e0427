from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from varsel.law.grammar import Force
from varsel.law.se import must_bar

from .situations import a_credit_use, failed

ON = date(2026, 6, 9)


def test_barring_is_due_above_the_chosen_amount():
    verdict = must_bar(facts=a_credit_use(), on=ON)
    assert verdict.lawful
    assert (verdict.rule, verdict.cites, verdict.on) == ("SE-SUSP-09", ("SE-SUSP-09",), ON)
    assert {reason.force for reason in verdict.reasons} == {Force.HARD}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"service_kind": "internet"}, "service_is_covered"),
        ({"service_kind": "tv"}, "service_is_covered"),
        ({"limit": None}, "has_limit"),
        ({"used": Decimal("300.00")}, "limit_exceeded"),
        ({"keep_open": True}, "not_asked_to_stay_open"),
    ],
)
def test_each_condition_alone_refuses(change, code):
    verdict = must_bar(facts=a_credit_use(**change), on=ON)
    assert not verdict.lawful
    assert failed(verdict) == [code]
    assert verdict.ask_again_on is None


@pytest.mark.parametrize(
    ("used", "due"), [("299.99", False), ("300.00", False), ("300.01", True), ("301.00", True), ("-1.00", False)]
)
def test_the_amount_itself_is_not_above_it(used, due):
    assert must_bar(facts=a_credit_use(service_kind="mobile", used=Decimal(used)), on=ON).lawful is due


def test_a_limit_of_nothing_bars_the_first_call():
    assert must_bar(facts=a_credit_use(limit=Decimal(0), used=Decimal("0.01")), on=ON).lawful


def test_the_reasons_come_in_order():
    codes = [reason.code for reason in must_bar(facts=a_credit_use(), on=ON).reasons]
    assert codes == ["service_is_covered", "has_limit", "limit_exceeded", "not_asked_to_stay_open"]
