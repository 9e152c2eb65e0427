from __future__ import annotations

from datetime import date, timedelta

import pytest

from varsel.law.no import may_close

from .situations import ENOUGH, LIMITED_ON, NOTHING, a_closing, failed, forces

FIRST_DAY = LIMITED_ON + timedelta(days=1)


def test_a_limited_service_may_be_closed_on_a_later_day():
    verdict = may_close(facts=a_closing(), on=FIRST_DAY)
    assert verdict.lawful
    assert (verdict.rule, verdict.cites) == ("NO-SUSP-01", ("NO-SUSP-01",))
    assert (verdict.on, verdict.ask_again_on) == (FIRST_DAY, None)


@pytest.mark.parametrize(
    ("on", "lawful", "again"),
    [
        (LIMITED_ON - timedelta(days=1), False, FIRST_DAY),
        (LIMITED_ON, False, FIRST_DAY),
        (FIRST_DAY, True, None),
        (FIRST_DAY + timedelta(days=1), True, None),
    ],
)
def test_it_is_not_closed_on_the_day_it_was_limited(on, lawful, again):
    verdict = may_close(facts=a_closing(), on=on)
    assert (verdict.lawful, verdict.ask_again_on) == (lawful, again)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"life_line": True}, "no_life_line"),
        ({"service_kind": "tv"}, "service_is_covered"),
        ({"owed": NOTHING}, "principal_owed"),
        ({"owed": NOTHING, "disputed": ENOUGH}, "undisputed"),
        ({"urged_by": None}, "demand_received"),
        ({"urged_by": "advance_notice"}, "demand_received"),
        ({"limited_on": None}, "was_limited"),
        ({"limited_on": FIRST_DAY}, "limited_day_passed"),
    ],
)
def test_each_condition_alone_refuses(change, code):
    verdict = may_close(facts=a_closing(**change), on=FIRST_DAY)
    assert not verdict.lawful
    assert failed(verdict) == [code]
    assert forces(verdict).items() <= forces(may_close(facts=a_closing(), on=FIRST_DAY)).items()


def test_the_reasons_come_in_the_order_of_refusals():
    codes = [reason.code for reason in may_close(facts=a_closing(), on=FIRST_DAY).reasons]
    assert codes[4:] == ["demand_received", "was_limited", "limited_day_passed"]


def test_waiting_is_no_help_where_something_else_is_missing():
    assert may_close(facts=a_closing(life_line=True), on=LIMITED_ON).ask_again_on is None


def test_every_reason_cites():
    verdict = may_close(facts=a_closing(), on=date(2027, 2, 9))
    assert all(reason.source.act and reason.source.section for reason in verdict.reasons)
