from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.law.compensation import undelivered

SINCE = date(2020, 1, 1)
CENT = Decimal("0.01")
PRICES = st.decimals(Decimal(0), Decimal(5000), places=2)


def span(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def days_of_month(day):
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def naive(prices, days):
    """One day at a time in long decimals: the slow way that anybody can follow."""
    with localcontext() as context:
        context.prec = 60
        total = Decimal(0)
        for day in sorted(set(days)):
            price = [price for since, price in sorted(prices) if since <= day][-1]
            total += price / days_of_month(day).day
        # Thirds and sevenths never end; a hair more keeps an exact half a half.
        return max(Decimal("0.00"), (total + Decimal("1e-40")).quantize(CENT, ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("price", "days", "amount"),
    [
        ("599.00", span(date(2027, 1, 29), date(2027, 2, 5)), "164.93"),  # T11
        ("499.00", span(date(2026, 12, 7), date(2026, 12, 10)), "64.39"),  # T12
        ("620.00", span(date(2026, 4, 7), date(2026, 4, 13)), "144.67"),  # the Norwegian story
        ("399.00", span(date(2028, 2, 1), date(2028, 2, 29)), "399.00"),
        ("399.00", span(date(2026, 2, 1), date(2026, 3, 31)), "798.00"),
        ("0.28", [date(2026, 2, 1)], "0.01"),
        ("0.14", [date(2026, 2, 1)], "0.01"),  # an exact half goes up
        ("0.13", [date(2026, 2, 1)], "0.00"),
        ("399.00", [], "0.00"),
        ("-30.00", [date(2026, 4, 1)], "0.00"),
    ],
)
def test_days_without_service_are_worth_their_share_of_the_month(price, days, amount):
    assert str(undelivered(prices=[(SINCE, Decimal(price))], days=days)) == amount


def test_each_day_has_the_price_of_its_day():
    prices = [(date(2026, 4, 3), Decimal("60.00")), (SINCE, Decimal("30.00"))]
    assert undelivered(prices=prices, days=span(date(2026, 4, 1), date(2026, 4, 4))) == Decimal("6.00")


def test_a_day_counts_once():
    assert undelivered(prices=[(SINCE, Decimal("30.00"))], days=[date(2026, 4, 1)] * 3) == Decimal("1.00")


def test_a_day_before_the_first_price_is_refused():
    with pytest.raises(ValueError, match="no price on 2019-12-31"):
        undelivered(prices=[(SINCE, Decimal("30.00"))], days=[date(2019, 12, 31)])
    assert undelivered(prices=[(SINCE, Decimal("31.00"))], days=[SINCE]) == Decimal("1.00")


def test_two_prices_from_one_day_are_refused():
    with pytest.raises(ValueError, match="two prices from the same day"):
        undelivered(prices=[(SINCE, Decimal("30.00")), (SINCE, Decimal("31.00"))], days=[])


@given(
    prices=st.lists(
        st.tuples(st.dates(date(2020, 1, 2), date(2029, 1, 1)), PRICES), max_size=3, unique_by=lambda p: p[0]
    ),
    first=PRICES,
    start=st.dates(date(2022, 1, 1), date(2029, 1, 1)),
    length=st.integers(0, 100),
)
def test_the_credit_agrees_with_the_slow_way(prices, first, start, length):
    prices = [*prices, (SINCE, first)]
    days = [start + timedelta(days=n) for n in range(length)]
    assert undelivered(prices=prices, days=days) == naive(prices, days)


@given(price=PRICES, day=st.dates(date(2022, 1, 1), date(2040, 12, 31)), length=st.integers(0, 31))
def test_a_month_never_gives_more_than_its_price(price, day, length):
    days = span(day.replace(day=1), days_of_month(day))[:length]
    assert 0 <= undelivered(prices=[(SINCE, price)], days=days) <= price
