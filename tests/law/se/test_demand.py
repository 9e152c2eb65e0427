from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.law.grammar import NotInForce
from varsel.law.se import CALENDAR, last_day_to_pay
from varsel.law.se.demand import least_last_day


@pytest.mark.parametrize(
    ("sent_on", "received_on", "last_day"),
    [
        (date(2026, 12, 14), date(2026, 12, 14), date(2026, 12, 28)),  # T4
        (date(2026, 12, 14), date(2026, 12, 17), date(2026, 12, 28)),  # SE-SUSP-01, by letter
        (date(2026, 6, 10), date(2026, 6, 10), date(2026, 6, 22)),  # T5
        (date(2027, 3, 22), date(2027, 3, 25), date(2027, 4, 2)),  # T6: Easter shortens the real time
        (date(2026, 4, 7), date(2026, 4, 7), date(2026, 4, 17)),
    ],
)
def test_the_last_day_is_the_later_of_two_counts(sent_on, received_on, last_day):
    counted = last_day_to_pay(sent_on=sent_on, received_on=received_on, demand_days=10, demand_bank_days=4)
    assert counted == last_day


def test_the_least_last_day_counts_eight_days_and_four_bank_days():
    on = date(2026, 4, 1)
    by_sending = least_last_day(sent_on=date(2026, 4, 7), received_on=date(2026, 4, 7), on=on)
    by_receipt = least_last_day(sent_on=date(2027, 3, 22), received_on=date(2027, 3, 25), on=on)
    assert by_sending == date(2026, 4, 15)
    assert by_receipt == date(2027, 4, 2)


def test_no_least_last_day_before_the_act():
    sent = {"sent_on": date(2022, 6, 2), "received_on": date(2022, 6, 2)}
    assert least_last_day(**sent, on=date(2022, 6, 3)) == date(2022, 6, 10)
    with pytest.raises(NotInForce):
        least_last_day(**sent, on=date(2022, 6, 2))


@given(
    sent_on=st.dates(date(2022, 6, 3), date(2035, 1, 1)),
    post=st.integers(0, 6),
    days=st.integers(8, 40),
    bank_days=st.integers(4, 20),
)
def test_a_policy_above_the_floor_is_never_too_short(sent_on, post, days, bank_days):
    received_on = sent_on + timedelta(days=post)
    last = last_day_to_pay(sent_on=sent_on, received_on=received_on, demand_days=days, demand_bank_days=bank_days)
    assert CALENDAR.is_business_day(last)
    assert last >= sent_on + timedelta(days=days)
    assert last >= least_last_day(sent_on=sent_on, received_on=received_on, on=sent_on)
