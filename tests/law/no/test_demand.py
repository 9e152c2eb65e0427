from __future__ import annotations

from datetime import date, timedelta

import pytest

from varsel.law.grammar import NotInForce
from varsel.law.no import last_day_to_pay


@pytest.mark.parametrize(
    ("received_on", "last_day"),
    [
        (date(2027, 1, 5), date(2027, 2, 5)),  # T8
        (date(2027, 1, 31), date(2027, 2, 28)),  # T9
        (date(2026, 2, 27), date(2026, 3, 27)),
        (date(2026, 3, 4), date(2026, 4, 4)),  # Holy Saturday: a wait is not rolled
        (date(2022, 6, 3), date(2022, 7, 3)),
    ],
)
@pytest.mark.parametrize("days", [0, 10, 60])
def test_the_last_day_is_one_month_after_receipt_and_no_choice(received_on, last_day, days):
    sent_on = max(received_on - timedelta(days=3), date(2022, 6, 3))
    counted = last_day_to_pay(sent_on=sent_on, received_on=received_on, demand_days=days, demand_bank_days=days)
    assert counted == last_day


def test_no_last_day_before_the_safe_reading():
    with pytest.raises(NotInForce):
        last_day_to_pay(sent_on=date(2022, 6, 2), received_on=date(2022, 6, 3), demand_days=10, demand_bank_days=4)
