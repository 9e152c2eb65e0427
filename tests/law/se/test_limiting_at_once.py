from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.law.facts import AdvanceNotice
from varsel.law.grammar import Force, NotInForce
from varsel.law.se import may_limit_at_once

from .situations import ENOUGH, NOTHING, NOTICED_AT, a_limiting_at_once, failed, forces

READY_AT = NOTICED_AT + timedelta(hours=72)  # Sunday 10 May, 09:00 in Stockholm
MOMENT = timedelta(microseconds=1)


def test_a_repeatedly_late_payer_may_be_limited_at_once_after_a_notice():
    verdict = may_limit_at_once(facts=a_limiting_at_once(), at=READY_AT)
    assert verdict.lawful
    assert (verdict.rule, verdict.cites) == ("SE-SUSP-03", ("SE-SUSP-03", "SE-SUSP-04"))
    assert (verdict.on, verdict.ask_again_on) == (date(2026, 5, 10), None)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"life_line": True}, "no_life_line"),
        ({"service_kind": "tv"}, "service_is_covered"),
        ({"owed": NOTHING}, "principal_owed"),
        ({"owed": NOTHING, "disputed": ENOUGH}, "undisputed"),
        ({"late_invoices": 1}, "late_often_enough"),
        ({"notice": None}, "notice_received"),
        ({"notice": AdvanceNotice(None)}, "notice_received"),
        ({"notice": AdvanceNotice(NOTICED_AT + MOMENT)}, "notice_hours_passed"),
    ],
)
def test_each_condition_alone_refuses(change, code):
    verdict = may_limit_at_once(facts=a_limiting_at_once(**change), at=READY_AT)
    assert not verdict.lawful
    assert failed(verdict) == [code]
    assert forces(verdict).items() <= forces(may_limit_at_once(facts=a_limiting_at_once(), at=READY_AT)).items()


def test_the_reasons_come_in_the_order_of_refusals():
    verdict = may_limit_at_once(facts=a_limiting_at_once(), at=READY_AT)
    codes = [reason.code for reason in verdict.reasons]
    assert codes[4:] == ["late_often_enough", "notice_received", "notice_hours_passed"]
    assert codes[:4] == ["no_life_line", "service_is_covered", "principal_owed", "undisputed"]
    assert {reason.force for reason in verdict.reasons[4:]} == {Force.SAFE}


@pytest.mark.parametrize(("late", "lawful"), [(0, False), (1, False), (2, True), (3, True)])
def test_two_late_invoices_are_the_least(late, lawful):
    assert may_limit_at_once(facts=a_limiting_at_once(late_invoices=late), at=READY_AT).lawful is lawful


@pytest.mark.parametrize(
    ("chosen", "waited", "lawful"),
    [(72, 72, True), (0, 24, True), (0, 23, False), (23, 23, False), (24, 24, True), (25, 24, False)],
)
def test_the_wait_is_the_operators_but_at_least_a_day(chosen, waited, lawful):
    facts = a_limiting_at_once(notice_hours=chosen)
    assert may_limit_at_once(facts=facts, at=NOTICED_AT + timedelta(hours=waited)).lawful is lawful


def test_a_moment_too_early_is_too_early():
    verdict = may_limit_at_once(facts=a_limiting_at_once(), at=READY_AT - MOMENT)
    assert not verdict.lawful
    assert verdict.ask_again_on == date(2026, 5, 11)  # ready later that same day: ask on the next


def test_two_days_before_it_says_which_day():
    verdict = may_limit_at_once(facts=a_limiting_at_once(), at=READY_AT - timedelta(days=2))
    assert (verdict.on, verdict.ask_again_on) == (date(2026, 5, 8), date(2026, 5, 10))


def test_waiting_is_no_help_where_something_else_is_missing():
    verdict = may_limit_at_once(facts=a_limiting_at_once(late_invoices=1), at=NOTICED_AT)
    assert verdict.ask_again_on is None


def test_hours_are_real_hours_over_the_clock_change():
    notice = AdvanceNotice(datetime.fromisoformat("2026-10-24T12:00+02:00"))
    facts = a_limiting_at_once(notice=notice, notice_hours=24)
    assert not may_limit_at_once(facts=facts, at=datetime.fromisoformat("2026-10-25T10:59+01:00")).lawful
    assert may_limit_at_once(facts=facts, at=datetime.fromisoformat("2026-10-25T11:00+01:00")).lawful


def test_the_day_judged_is_the_local_one():
    at = datetime.fromisoformat("2022-06-02T22:00+00:00")  # midnight in Stockholm
    assert may_limit_at_once(facts=a_limiting_at_once(), at=at).on == date(2022, 6, 3)
    with pytest.raises(NotInForce):
        may_limit_at_once(facts=a_limiting_at_once(), at=at - MOMENT)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        may_limit_at_once(facts=a_limiting_at_once(), at=datetime(2026, 5, 10, 10))  # noqa: DTZ001 (under test)


@given(
    waited=st.timedeltas(-timedelta(days=5), timedelta(days=10)),
    late=st.integers(0, 4),
    chosen=st.integers(0, 100),
    owed=st.sampled_from([NOTHING, ENOUGH]),
)
def test_whatever_the_facts_nobody_is_limited_unwarned(waited, late, chosen, owed):
    facts = a_limiting_at_once(late_invoices=late, notice_hours=chosen, owed=owed)
    verdict = may_limit_at_once(facts=facts, at=NOTICED_AT + waited)
    assert not (verdict.lawful and (owed == 0 or late < 2 or waited < timedelta(hours=max(24, chosen))))
    assert all(reason.source.act and reason.source.section for reason in verdict.reasons)
    assert verdict.ask_again_on is None or verdict.ask_again_on > verdict.on
