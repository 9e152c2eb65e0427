from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.law.grammar import Force
from varsel.law.se import may_limit

from .situations import ENOUGH, LAST_DAY, NOTHING, a_demand, a_limiting, failed, forces

DAY_AFTER = LAST_DAY + timedelta(days=1)


def test_an_unpaid_service_may_be_limited_from_the_day_after_the_last_day():
    verdict = may_limit(facts=a_limiting(), on=DAY_AFTER)
    assert verdict.lawful
    assert (verdict.rule, verdict.cites) == ("SE-SUSP-01", ("SE-SUSP-01", "SE-SUSP-04"))
    assert (verdict.on, verdict.ask_again_on) == (DAY_AFTER, None)


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
        ({"demand": a_demand(last_day=date(2026, 4, 14))}, "time_to_pay_was_enough"),
        ({"demand": a_demand(received_on=date(2026, 4, 14))}, "time_to_pay_was_enough"),
        ({"demand": a_demand(last_day=DAY_AFTER)}, "demand_ran_out"),
    ],
)
def test_each_condition_alone_refuses(change, code):
    verdict = may_limit(facts=a_limiting(**change), on=DAY_AFTER)
    assert not verdict.lawful
    assert failed(verdict) == [code]
    assert forces(verdict).items() <= forces(may_limit(facts=a_limiting(), on=DAY_AFTER)).items()


@pytest.mark.parametrize("kind", ["internet", "telephony", "mobile"])
def test_internet_telephony_and_mobile_are_covered(kind):
    assert may_limit(facts=a_limiting(service_kind=kind), on=DAY_AFTER).lawful


def test_a_cent_is_a_debt():
    cent = Decimal("0.01")
    assert may_limit(facts=a_limiting(owed=cent), on=DAY_AFTER).lawful
    assert failed(may_limit(facts=a_limiting(owed=NOTHING, disputed=cent), on=DAY_AFTER)) == ["undisputed"]


def test_an_undisputed_part_still_carries():
    assert may_limit(facts=a_limiting(owed=Decimal("0.01"), disputed=ENOUGH), on=DAY_AFTER).lawful


@pytest.mark.parametrize(
    ("on", "lawful", "again"),
    [
        (LAST_DAY - timedelta(days=1), False, DAY_AFTER),
        (LAST_DAY, False, DAY_AFTER),
        (DAY_AFTER, True, None),
        (DAY_AFTER + timedelta(days=400), True, None),
    ],
)
def test_a_line_is_not_limited_on_the_last_day(on, lawful, again):
    verdict = may_limit(facts=a_limiting(), on=on)
    assert (verdict.lawful, verdict.ask_again_on) == (lawful, again)


def test_waiting_is_no_help_where_something_else_is_missing():
    assert may_limit(facts=a_limiting(life_line=True), on=LAST_DAY).ask_again_on is None


@pytest.mark.parametrize(("last_day", "enough"), [(14, False), (15, True), (16, True)])
def test_eight_days_from_sending_are_enough(last_day, enough):
    verdict = may_limit(facts=a_limiting(demand=a_demand(last_day=date(2026, 4, last_day))), on=DAY_AFTER)
    assert verdict.lawful is enough


@pytest.mark.parametrize(("received", "enough"), [(12, True), (13, True), (14, False)])
def test_four_bank_days_from_receipt_are_enough(received, enough):
    verdict = may_limit(facts=a_limiting(demand=a_demand(received_on=date(2026, 4, received))), on=DAY_AFTER)
    assert verdict.lawful is enough


@pytest.mark.parametrize(("on", "lawful"), [(date(2026, 12, 28), False), (date(2026, 12, 29), True)])
def test_the_vector_of_the_catalogue_over_christmas(on, lawful):
    demand = a_demand(sent_on=date(2026, 12, 14), received_on=date(2026, 12, 17), last_day=date(2026, 12, 28))
    assert may_limit(facts=a_limiting(demand=demand), on=on).lawful is lawful


def test_the_vector_of_the_catalogue_paid_in_time():
    demand = a_demand(sent_on=date(2026, 12, 14), received_on=date(2026, 12, 17), last_day=date(2026, 12, 28))
    verdict = may_limit(facts=a_limiting(demand=demand, owed=NOTHING), on=date(2026, 12, 29))
    assert failed(verdict) == ["principal_owed"]


def test_what_is_open_law_is_marked_safe():
    reasons = may_limit(facts=a_limiting(), on=DAY_AFTER).reasons
    safe = {reason.code for reason in reasons if reason.force is Force.SAFE}
    assert safe == {"no_life_line", "undisputed", "time_to_pay_was_enough"}
    assert {reason.force for reason in reasons} == {Force.SAFE, Force.HARD}


def test_a_day_is_not_a_moment():
    with pytest.raises(TypeError):
        may_limit(facts=a_limiting(), on=datetime(2026, 4, 18, 10))  # noqa: DTZ001 (the mistake under test)


@given(
    on=st.dates(date(2022, 6, 3), date(2031, 12, 31)),
    sent_on=st.dates(date(2022, 6, 3), date(2031, 12, 31)),
    post=st.integers(0, 5),
    days=st.integers(0, 40),
    owed=st.sampled_from([NOTHING, ENOUGH]),
    disputed=st.sampled_from([NOTHING, ENOUGH]),
)
def test_whatever_the_facts_payment_saves_the_line_and_nobody_is_early(on, sent_on, post, days, owed, disputed):
    last_day = sent_on + timedelta(days=days)
    demand = a_demand(sent_on=sent_on, received_on=sent_on + timedelta(days=post), last_day=last_day)
    verdict = may_limit(facts=a_limiting(demand=demand, owed=owed, disputed=disputed), on=on)
    assert not (verdict.lawful and owed == 0)
    assert not (verdict.lawful and on <= last_day)
    assert not (verdict.lawful and days < 8)
    assert all(reason.source.act and reason.source.section for reason in verdict.reasons)
    assert verdict.ask_again_on is None or verdict.ask_again_on > on
