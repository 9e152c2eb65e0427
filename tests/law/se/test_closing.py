from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.law.grammar import Force
from varsel.law.se import may_close

from .situations import ENOUGH, LIMITED_ON, NOTHING, a_closing, failed, forces

FIRST_DAY = date(2026, 12, 12)  # T7: limited on the 1st, functional access to the end of the 11th


def test_a_limited_service_may_be_closed_after_ten_whole_days():
    verdict = may_close(facts=a_closing(), on=FIRST_DAY)
    assert verdict.lawful
    assert (verdict.rule, verdict.on, verdict.ask_again_on) == ("SE-SUSP-04", FIRST_DAY, None)


@pytest.mark.parametrize(
    ("urged_by", "cites"),
    [
        ("demand", ("SE-SUSP-01", "SE-SUSP-04")),
        ("advance_notice", ("SE-SUSP-03", "SE-SUSP-04")),
        (None, ("SE-SUSP-01", "SE-SUSP-04")),
    ],
)
def test_a_closing_cites_the_road_that_led_to_it(urged_by, cites):
    assert may_close(facts=a_closing(urged_by=urged_by), on=FIRST_DAY).cites == cites


@pytest.mark.parametrize(
    ("on", "lawful", "again"),
    [
        (LIMITED_ON, False, FIRST_DAY),
        (date(2026, 12, 10), False, FIRST_DAY),
        (date(2026, 12, 11), False, FIRST_DAY),
        (FIRST_DAY, True, None),
        (date(2026, 12, 13), True, None),
    ],
)
def test_a_service_is_not_closed_on_the_tenth_day(on, lawful, again):
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
        ({"limited_on": None}, "was_limited"),
        ({"limited_on": date(2026, 12, 2)}, "ten_days_passed"),
    ],
)
def test_each_condition_alone_refuses(change, code):
    verdict = may_close(facts=a_closing(**change), on=FIRST_DAY)
    assert not verdict.lawful
    assert failed(verdict) == [code]
    assert forces(verdict).items() <= forces(may_close(facts=a_closing(), on=FIRST_DAY)).items()


def test_a_repeatedly_late_payer_is_closed_on_the_notice():
    assert may_close(facts=a_closing(urged_by="advance_notice"), on=FIRST_DAY).lawful


def test_the_reasons_come_in_the_order_of_refusals():
    reasons = may_close(facts=a_closing(), on=FIRST_DAY).reasons
    assert [reason.code for reason in reasons][4:] == ["demand_received", "was_limited", "ten_days_passed"]
    assert {reason.force for reason in reasons[4:]} == {Force.HARD}


def test_waiting_is_no_help_where_something_else_is_missing():
    assert may_close(facts=a_closing(life_line=True), on=LIMITED_ON).ask_again_on is None


@given(
    on=st.dates(date(2022, 6, 3), date(2031, 12, 31)),
    waited=st.integers(-5, 20),
    owed=st.sampled_from([NOTHING, ENOUGH]),
)
def test_whatever_the_facts_ten_days_come_first(on, waited, owed):
    verdict = may_close(facts=a_closing(limited_on=on - timedelta(days=waited), owed=owed), on=on)
    assert verdict.lawful is (waited > 10 and owed > 0)
    assert all(reason.source.act and reason.source.section for reason in verdict.reasons)
    assert verdict.ask_again_on is None or verdict.ask_again_on > on
