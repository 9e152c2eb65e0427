"""What holds for every debt: nobody before the last day, no act on a day of rest, and who pays keeps the line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from operations.arrears.accounts import PAYMENTS, account, at, deadline, limited, part, service
from varsel.law.calendar import add_days, local_day, start_of_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import ladder
from varsel.operations.arrears.account import Part
from varsel.records.operator.policy import Payments

SE = COUNTRIES["SE"]
NOW = at(1, 5)
DAYS = some.dates(date(2026, 1, 5), date(2027, 6, 30))
REST = some.sampled_from([(), ("non_business",), ("non_business", "day_before_non_business")])


@some.composite
def demanded(draw: some.DrawFn) -> Part:
    """Draw a part whose demand has some last day."""
    last = draw(DAYS)
    gave = deadline(last_day=last, ends_at=start_of_day(add_days(last, 1), SE.ZONE))
    return part(invoice_id=draw(some.integers(1, 9)), ore=draw(some.integers(1, 500_00)), deadline=gave)


@some.composite
def choices(draw: some.DrawFn) -> Payments:
    """Draw the operator's choices about acting."""
    return replace(
        PAYMENTS,
        min_debt=Decimal(draw(some.sampled_from([0, 200]))),
        settlement_bank_days=draw(some.integers(0, 5)),
        limited_days=draw(some.integers(10, 20)),
        no_act_days=draw(REST),
    )


@given(parts=some.lists(demanded(), min_size=1, max_size=3), payments=choices())
def test_nobody_is_limited_before_the_first_last_day_has_passed(parts: list[Part], payments: Payments) -> None:
    whole = account(service(*parts))
    moment = ladder.limit_at(account=whole, service=whole.services[0], payments=payments, now=NOW)

    if moment is None:
        assert sum(one.ore for one in parts) < payments.min_debt * 100
        return
    first = min(one.deadline.last_day for one in parts if one.deadline and one.deadline.last_day)
    assert local_day(moment, SE.ZONE) > SE.CALENDAR.add_bank_days(first, payments.settlement_bank_days)
    assert ladder.is_allowed(at=moment, payments=payments, law=SE)
    assert ladder.carrying(service=whole.services[0], payments=payments, at=moment)


@given(parts=some.lists(demanded(), min_size=1, max_size=3), payments=choices(), begins_on=DAYS)
def test_nobody_is_closed_before_the_limited_days_have_ended(
    parts: list[Part], payments: Payments, begins_on: date
) -> None:
    whole = account(service(*parts, limit=limited(begins_on=begins_on)))
    moment = ladder.close_at(account=whole, service=whole.services[0], payments=payments, now=NOW)

    if moment is not None:
        assert local_day(moment, SE.ZONE) > add_days(begins_on, payments.limited_days)


@given(parts=some.lists(demanded(), min_size=1, max_size=3), payments=choices(), on=DAYS, left=some.integers(0, 199_99))
def test_who_pays_keeps_the_line(parts: list[Part], payments: Payments, on: date, left: int) -> None:
    little = replace(payments, min_debt=Decimal(200))
    moment = at(1, 5) + timedelta(days=(on - date(2026, 1, 5)).days)
    rest = (parts[0]._replace(ore=left),) if left else ()

    assert ladder.carrying(service=service(), payments=payments, at=moment) == []
    assert ladder.carrying(service=service(*rest), payments=little, at=moment) == []


@given(parts=some.lists(demanded(), min_size=1, max_size=3), payments=choices(), until=DAYS)
def test_nothing_is_done_in_a_hold(parts: list[Part], payments: Payments, until: date) -> None:
    whole = account(service(*parts), hold_until=until)
    moment = ladder.limit_at(account=whole, service=whole.services[0], payments=payments, now=NOW)

    assert moment is None or local_day(moment, SE.ZONE) > until
