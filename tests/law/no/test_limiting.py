from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.law.calendar import add_months
from varsel.law.grammar import Force, NotInForce
from varsel.law.no import may_limit, may_limit_at_once

from .situations import ENOUGH, LAST_DAY, NOTHING, a_demand, a_limiting, a_limiting_at_once, failed, forces

DAY_AFTER = LAST_DAY + timedelta(days=1)


def test_a_service_may_be_restricted_the_day_after_the_month():
    verdict = may_limit(facts=a_limiting(), on=DAY_AFTER)
    assert verdict.lawful
    assert (verdict.rule, verdict.cites) == ("NO-SUSP-01", ("NO-SUSP-01",))
    assert (verdict.on, verdict.ask_again_on) == (DAY_AFTER, None)


@pytest.mark.parametrize(
    ("on", "lawful", "again"),
    [
        (date(2027, 2, 4), False, DAY_AFTER),
        (date(2027, 2, 5), False, DAY_AFTER),
        (date(2027, 2, 6), True, None),
        (date(2027, 2, 7), True, None),
    ],
)
def test_the_month_runs_to_its_end(on, lawful, again):
    verdict = may_limit(facts=a_limiting(), on=on)
    assert (verdict.lawful, verdict.ask_again_on) == (lawful, again)


@pytest.mark.parametrize(("on", "lawful"), [(date(2027, 2, 28), False), (date(2027, 3, 1), True)])
def test_a_month_from_the_31st_ends_with_february(on, lawful):
    demand = a_demand(sent_on=date(2027, 1, 31), received_on=date(2027, 1, 31), last_day=date(2027, 2, 28))  # T9
    assert may_limit(facts=a_limiting(demand=demand), on=on).lawful is lawful


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"life_line": True}, "no_life_line"),
        ({"service_kind": "tv"}, "service_is_covered"),
        ({"owed": NOTHING}, "principal_owed"),
        ({"owed": NOTHING, "disputed": ENOUGH}, "undisputed"),
        ({"demand": None}, "demand_received"),
        ({"demand": a_demand(received_on=None)}, "demand_received"),
        ({"demand": a_demand(says_interruption=False)}, "interruption_warned"),
        ({"demand": a_demand(last_day=date(2027, 2, 4))}, "time_to_pay_was_enough"),
        ({"demand": a_demand(received_on=date(2027, 1, 6))}, "time_to_pay_was_enough"),
        ({"demand": a_demand(last_day=DAY_AFTER)}, "demand_ran_out"),
    ],
)
def test_each_condition_alone_refuses(change, code):
    verdict = may_limit(facts=a_limiting(**change), on=DAY_AFTER)
    assert not verdict.lawful
    assert failed(verdict) == [code]
    assert forces(verdict).items() <= forces(may_limit(facts=a_limiting(), on=DAY_AFTER)).items()


def test_the_reasons_come_in_the_order_of_refusals():
    assert [reason.code for reason in may_limit(facts=a_limiting(), on=DAY_AFTER).reasons] == [
        "no_life_line",
        "service_is_covered",
        "principal_owed",
        "undisputed",
        "demand_received",
        "interruption_warned",
        "time_to_pay_was_enough",
        "demand_ran_out",
    ]


@pytest.mark.parametrize("kind", ["internet", "telephony", "mobile"])
def test_internet_telephony_and_mobile_are_covered(kind):
    assert may_limit(facts=a_limiting(service_kind=kind), on=DAY_AFTER).lawful


def test_a_cent_is_a_debt():
    cent = Decimal("0.01")
    assert may_limit(facts=a_limiting(owed=cent), on=DAY_AFTER).lawful
    assert failed(may_limit(facts=a_limiting(owed=NOTHING, disputed=cent), on=DAY_AFTER)) == ["undisputed"]


def test_an_undisputed_part_still_carries():
    assert may_limit(facts=a_limiting(owed=Decimal("0.01"), disputed=ENOUGH), on=DAY_AFTER).lawful


def test_waiting_is_no_help_where_something_else_is_missing():
    assert may_limit(facts=a_limiting(life_line=True), on=LAST_DAY).ask_again_on is None


@pytest.mark.parametrize(
    ("on", "force"),
    [
        (date(2022, 6, 3), Force.SAFE),
        (date(2024, 12, 31), Force.SAFE),
        (date(2025, 1, 1), Force.HARD),
        (date(2025, 1, 2), Force.HARD),
    ],
)
def test_before_the_act_the_ladder_is_the_safe_reading(on, force):
    forces = {reason.code: reason.force for reason in may_limit(facts=a_limiting(), on=on).reasons}
    assert (forces.pop("no_life_line"), forces.pop("undisputed")) == (Force.SAFE, Force.SAFE)
    assert set(forces.values()) == {force}


def test_a_day_is_not_a_moment():
    with pytest.raises(TypeError):
        may_limit(facts=a_limiting(), on=datetime(2027, 2, 6, 10))  # noqa: DTZ001 (the mistake under test)


@given(
    on=st.dates(date(2022, 6, 3), date(2031, 12, 31)),
    received_on=st.dates(date(2022, 6, 3), date(2031, 12, 31)),
    days=st.integers(0, 60),
    owed=st.sampled_from([NOTHING, ENOUGH]),
    disputed=st.sampled_from([NOTHING, ENOUGH]),
)
def test_whatever_the_facts_payment_saves_the_line_and_nobody_is_early(on, received_on, days, owed, disputed):
    last_day = received_on + timedelta(days=days)
    demand = a_demand(sent_on=received_on, received_on=received_on, last_day=last_day)
    verdict = may_limit(facts=a_limiting(demand=demand, owed=owed, disputed=disputed), on=on)
    month_and_a_day = add_months(received_on, 1) + timedelta(days=1)
    assert not (verdict.lawful and (owed == 0 or on <= last_day or on < month_and_a_day))
    assert all(reason.source.act and reason.source.section for reason in verdict.reasons)
    assert verdict.ask_again_on is None or verdict.ask_again_on > on


def test_there_is_no_fast_path_for_the_fifth_late_payment():
    verdict = may_limit_at_once(facts=a_limiting_at_once(), at=datetime.fromisoformat("2026-06-30T22:30+00:00"))
    assert failed(verdict) == ["immediate_limiting_allowed"]
    assert (verdict.rule, verdict.cites) == ("NO-SUSP-01b", ("NO-SUSP-01b",))
    assert (verdict.on, verdict.ask_again_on) == (date(2026, 7, 1), None)
    assert verdict.reasons[0].force is Force.HARD


def test_no_answer_to_the_fast_path_before_the_safe_reading():
    at = datetime.fromisoformat("2022-06-02T22:00+00:00")
    assert not may_limit_at_once(facts=a_limiting_at_once(), at=at).lawful
    with pytest.raises(NotInForce):
        may_limit_at_once(facts=a_limiting_at_once(), at=at - timedelta(microseconds=1))
