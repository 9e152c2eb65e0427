"""When the next step is: the day before, the day, the day after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from operations.arrears.accounts import PAYMENTS, account, at, limited, part, service, undemanded, waiting, warning
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import ladder
from varsel.operations.arrears.account import Late, Part, Standing

SE = COUNTRIES["SE"]
SECOND = undemanded(invoice_id=2, due_on=date(2026, 4, 30), ore=150_00)
ANY_DAY = replace(PAYMENTS, no_act_days=())


@pytest.mark.parametrize(("on", "ore"), [(date(2026, 3, 31), 0), (date(2026, 4, 1), 399_00)])
def test_a_debt_is_overdue_the_day_after_its_due_day(on: date, ore: int) -> None:
    assert ladder.overdue_ore(service=service(part()), on=on) == ore


@pytest.mark.parametrize(("on", "ore"), [(date(2026, 3, 30), 0), (date(2026, 3, 31), 399_00)])
def test_a_due_day_on_a_sunday_counts_as_the_monday(on: date, ore: int) -> None:
    assert ladder.overdue_ore(service=service(part(due_on=date(2026, 3, 29))), on=on) == ore


@pytest.mark.parametrize(("ore", "enough"), [(199_99, False), (200_00, True), (200_01, True)])
def test_a_debt_below_the_least_restricts_nothing(ore: int, enough: bool) -> None:
    assert ladder.is_enough(ore=ore, payments=PAYMENTS) is enough


def test_nothing_is_never_enough() -> None:
    assert not ladder.is_enough(ore=0, payments=replace(PAYMENTS, min_debt=PAYMENTS.min_debt * 0))


@pytest.mark.parametrize(("days", "moment"), [(0, at(4, 18)), (1, at(4, 21)), (3, at(4, 23)), (10, at(5, 5))])
def test_a_part_may_restrict_after_the_settlement_days(days: int, moment: datetime) -> None:
    payments = replace(PAYMENTS, settlement_bank_days=days)

    assert ladder.acts_from(part=part(), service=service(part()), payments=payments) == moment


@pytest.mark.parametrize(("hours", "moment"), [(24, at(4, 8, 9)), (72, at(4, 10, 9)), (73, at(4, 10, 10))])
def test_a_warned_part_may_restrict_after_its_hours(hours: int, moment: datetime) -> None:
    late = part(deadline=warning())
    payments = replace(PAYMENTS, late_warning_hours=hours)

    assert ladder.acts_from(part=late, service=service(late), payments=payments) == moment


def test_a_part_that_nobody_was_told_of_never_may() -> None:
    unheard = part(deadline=None)

    assert ladder.acts_from(part=unheard, service=service(unheard), payments=PAYMENTS) is None


@pytest.mark.parametrize(("moment", "count"), [(at(4, 22, 23, 59), 0), (at(4, 23), 1)])
def test_a_part_carries_from_the_first_midnight_after_its_days(moment: datetime, count: int) -> None:
    assert len(ladder.carrying(service=service(part()), payments=PAYMENTS, at=moment)) == count


@pytest.mark.parametrize(
    "standing",
    [service(part(), telecare=True), service(part(), kind="tv"), service(part(ore=199_99)), service(undemanded())],
)
def test_what_may_not_restrict_carries_nothing(standing: Standing) -> None:
    assert ladder.carrying(service=standing, payments=PAYMENTS, at=at(12, 1)) == []


def test_what_could_restrict_first_stands_first() -> None:
    late, first = part(invoice_id=1, deadline=warning(received_at=at(4, 30, 9))), part(invoice_id=2)

    assert ladder.carrying(service=service(late, first), payments=PAYMENTS, at=at(6, 1)) == [first, late]


def test_the_sum_counts_also_where_only_one_demand_ran_out() -> None:
    small = part(ore=150_00)

    assert ladder.carrying(service=service(small, SECOND), payments=PAYMENTS, at=at(4, 30, 12)) == []
    assert ladder.carrying(service=service(small, SECOND), payments=PAYMENTS, at=at(5, 1)) == [small]


@pytest.mark.parametrize(("moment", "paused"), [(at(4, 10, 23, 59), True), (at(4, 11), False)])
def test_a_hold_pauses_to_the_end_of_its_last_day(moment: datetime, paused: bool) -> None:
    held = account(service(part()), hold_until=date(2026, 4, 10))

    assert ladder.is_paused(account=held, service=held.services[0], at=moment) is paused


def test_an_open_outage_pauses() -> None:
    dark = account(service(part(), outage_open=True))

    assert ladder.is_paused(account=dark, service=dark.services[0], at=at(4, 10))


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (at(4, 23, 9, 59), False),
        (at(4, 23, 10), True),
        (at(4, 23, 23, 59), True),
        (at(4, 24, 12), False),  # a Friday
        (at(4, 25, 12), False),
        (at(4, 30, 12), False),  # the day before 1 May
        (at(5, 13, 12), False),  # the day before Ascension day
        (at(5, 18, 12), True),
    ],
)
def test_the_operator_acts_on_business_days_before_business_days(moment: datetime, allowed: bool) -> None:
    assert ladder.is_allowed(at=moment, payments=PAYMENTS, law=SE) is allowed


def test_without_days_of_rest_the_operator_acts_on_any_day() -> None:
    assert ladder.is_allowed(at=at(4, 25, 10), payments=ANY_DAY, law=SE)


@pytest.mark.parametrize(
    ("not_before", "after", "moment"),
    [
        (at(4, 23), at(4, 22, 12), at(4, 23, 10)),
        (at(4, 23), at(4, 23, 10), at(4, 27, 10)),  # strictly after; the 24th is a Friday
        (at(4, 23, 10), at(4, 1), at(4, 23, 10)),
        (at(4, 23, 10, 1), at(4, 1), at(4, 27, 10)),
        (at(4, 29, 11), at(4, 1), at(5, 4, 10)),
    ],
)
def test_the_next_act(not_before: datetime, after: datetime, moment: datetime) -> None:
    assert ladder.next_act(not_before=not_before, after=after, payments=PAYMENTS, law=SE) == moment


def test_an_hour_that_the_clock_skips_moves_on() -> None:
    at_night = replace(ANY_DAY, act_at=time(2, 30))

    assert ladder.next_act(not_before=at(3, 29), after=at(3, 29), payments=at_night, law=SE) == at(3, 29, 3, 30)


@pytest.mark.parametrize(
    ("on", "count"), [(date(2026, 3, 20), 0), (date(2026, 3, 21), 1), (date(2027, 3, 20), 1), (date(2027, 3, 21), 0)]
)
def test_a_late_invoice_counts_to_the_same_day_number(on: date, count: int) -> None:
    late = [Late(invoice_id=1, last_day=date(2026, 3, 20))]

    assert ladder.late_invoices(late=late, but=2, on=on, months=12) == count
    assert ladder.late_invoices(late=late, but=1, on=on, months=12) == 0


@pytest.mark.parametrize(
    ("due_on", "since", "moment"),
    [
        (date(2026, 3, 31), None, at(4, 7, 9)),
        (date(2026, 3, 30), None, at(4, 7, 9)),  # seven days later is Easter Monday
        (date(2026, 3, 28), None, at(4, 7, 9)),  # a Saturday: counts as the 30th
        (date(2026, 3, 31), at(5, 13, 12), at(5, 15, 9)),  # rejected the day before Ascension day
        (date(2026, 3, 31), at(5, 15, 8), at(5, 18, 9)),
    ],
)
def test_a_demand_falls_due(due_on: date, since: datetime | None, moment: datetime) -> None:
    one = undemanded(due_on=due_on, since=since)

    assert ladder.demand_due_at(part=one, service=service(one), payments=PAYMENTS) == moment


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        (at(4, 1), at(4, 7, 9)),
        (at(4, 7, 8, 59), at(4, 7, 9)),
        (at(4, 7, 9), at(4, 8, 9)),
        (at(4, 10, 12), at(4, 13, 9)),
    ],
)
def test_a_demand_goes_out_at_the_next_nine_of_a_business_day(now: datetime, moment: datetime) -> None:
    assert _demand_at(undemanded(), now=now) == moment


def test_a_demand_waits_for_the_hold_and_for_the_sum() -> None:
    small = undemanded(ore=150_00)

    assert _demand_at(undemanded(), now=at(4, 1), hold_until=date(2026, 4, 10)) == at(4, 13, 9)
    assert _demand_at(small, now=at(4, 1)) is None
    assert _demand_at(small, SECOND, now=at(4, 1)) == at(5, 4, 9)  # 300 from 1 May, a holiday


@pytest.mark.parametrize("changes", [{"outage_open": True}, {"kind": "tv"}])
def test_no_demand_in_an_outage_or_for_television(changes: dict[str, object]) -> None:
    standing = service(undemanded(), **changes)
    whole = account(standing)

    assert _at(ladder.demand_at, whole, now=at(4, 1), part=standing.parts[0]) is None


def test_what_was_demanded_is_not_demanded_again() -> None:
    assert _demand_at(part(), now=at(4, 8)) is None


def test_an_alarm_line_is_demanded() -> None:
    whole = account(service(undemanded(), telecare=True))

    assert _at(ladder.demand_at, whole, now=at(4, 1), part=whole.services[0].parts[0]) == at(4, 7, 9)


def test_limiting_is_at_the_first_act_after_the_days() -> None:
    assert _at(ladder.limit_at, account(service(part())), now=at(4, 7, 9)) == at(4, 23, 10)
    assert _at(ladder.limit_at, account(service(part()), hold_until=date(2026, 4, 23)), now=at(4, 9)) == at(4, 27, 10)


@pytest.mark.parametrize(
    "standing",
    [
        service(part(), telecare=True),
        service(part(), kind="tv"),
        service(part(), outage_open=True),
        service(part(), proposal=waiting()),
        service(part(), limit=limited()),
        service(part(ore=199_99)),
        service(undemanded()),
    ],
)
def test_nothing_is_to_be_limited(standing: Standing) -> None:
    assert _at(ladder.limit_at, account(standing), now=at(4, 7, 9)) is None


@pytest.mark.parametrize(("days", "moment"), [(10, at(5, 4, 10)), (11, at(5, 5, 10)), (14, at(5, 11, 10))])
def test_closing_is_at_the_first_act_after_the_limited_days(days: int, moment: datetime) -> None:
    whole = account(service(part(), limit=limited()))
    payments = replace(PAYMENTS, limited_days=days)

    assert ladder.close_at(account=whole, service=whole.services[0], payments=payments, now=at(4, 23, 10)) == moment


def test_nothing_is_to_be_closed() -> None:
    kept = replace(PAYMENTS, close_after_limited=False)
    whole = account(service(part(), limit=limited()))

    assert ladder.close_at(account=whole, service=whole.services[0], payments=kept, now=at(4, 23)) is None
    for standing in (service(part()), service(part(), limit=limited(level="closed")), service(limit=limited())):
        assert _at(ladder.close_at, account(standing), now=at(4, 23)) is None


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        (at(4, 23, 9), at(4, 23, 10)),
        (at(4, 23, 10), at(4, 23, 10)),
        (at(4, 23, 16), at(4, 23, 16)),
        (at(4, 24, 11), at(4, 27, 10)),
    ],
)
def test_an_approval_acts_at_once_or_at_the_next_act(now: datetime, moment: datetime) -> None:
    assert ladder.act_of_approval(service=service(part()), payments=PAYMENTS, now=now) == moment


@pytest.mark.parametrize(
    ("now", "hold_until", "moment"),
    [
        (at(4, 24, 11), None, at(4, 27, 10)),
        (at(4, 26, 12), date(2026, 4, 28), at(4, 29, 10)),
        (at(4, 27, 10), None, at(4, 28, 10)),  # an outage stood in the way
        (at(4, 27, 14), None, at(4, 28, 10)),  # never at once: the next allowed act
        (at(4, 27, 14), date(2026, 4, 27), at(4, 28, 10)),
    ],
)
def test_an_approved_act_waits_on_over_a_pause(now: datetime, hold_until: date | None, moment: datetime) -> None:
    whole = account(service(part(), proposal=waiting(act_at=at(4, 27, 10))), hold_until=hold_until)

    assert _at(ladder.approved_at, whole, now=now) == moment


@pytest.mark.parametrize("changes", [{"outage_open": True}, {"proposal": waiting()}, {"proposal": None}])
def test_no_approved_act_in_an_outage_or_without_an_approval(changes: dict[str, object]) -> None:
    values: dict[str, object] = {"proposal": waiting(act_at=at(4, 27, 10))}

    assert _at(ladder.approved_at, account(service(part(), **(values | changes))), now=at(4, 27, 10)) is None


def _at(ask, whole, *, now: datetime, **more):  # type: ignore[no-untyped-def]
    return ask(account=whole, service=whole.services[0], payments=PAYMENTS, now=now, **more)


def _demand_at(*parts: Part, now: datetime, hold_until: date | None = None) -> datetime | None:
    whole = account(service(*parts), hold_until=hold_until)
    moment: datetime | None = _at(ladder.demand_at, whole, now=now, part=parts[0])
    return moment
