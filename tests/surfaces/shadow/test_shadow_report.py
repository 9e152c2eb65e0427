"""A day in the shadow, held against what the present system did: the same today and in a year."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

import builders
from surfaces.shadow.playing import shadowed, switch
from varsel.operations.arrears import actions as arrears
from varsel.records.agreements.queries import Having
from varsel.records.parties import queries as parties
from varsel.surfaces.shadow import days, telling
from varsel.surfaces.shadow.days import Day
from varsel.surfaces.shadow.theirs import Deed

DEMANDED, LIMITED, CLOSED = date(2026, 3, 13), date(2026, 3, 30), date(2026, 4, 13)
MAY = datetime(2026, 5, 1, tzinfo=UTC)


def _name(service: Having) -> str:
    return parties.customers(party_ids=[service.party_id])[service.party_id].external_id


def _deed(action: str, on: date, *, customer: str = "", service: str = "", amount: str = "") -> Deed:
    return Deed(2, on, action, customer, service, Decimal(amount) if amount else None)


def _day(on: date, *deeds: Deed, at: datetime = MAY) -> Day:
    return days.day_of(day=on, deeds=list(deeds), at=at)


def _because(day: Day) -> tuple[str, date | None, str]:
    (row,) = [row for row in day.rows if row.group == "theirs"]
    assert row.because
    return row.because.code, row.because.day, row.because.reason


@pytest.mark.parametrize(
    ("on", "action", "rule", "reason"),
    [
        (DEMANDED, "demand", "SE-SUSP-01", "unpaid_since"),
        (LIMITED, "limit", "SE-SUSP-01", "demand_ran_out"),
        (CLOSED, "close", "SE-SUSP-04", "ten_days_passed"),
    ],
)
def test_a_day_lists_what_would_have_been_done_and_why(
    owing: Having, on: date, action: str, rule: str, reason: str
) -> None:
    shadowed(to=MAY)

    (row,) = days.day_of(day=on, deeds=None, at=MAY).rows

    assert (row.group, row.action, row.customer, row.services) == ("ours", action, _name(owing), (owing.external_id,))
    assert row.amount == Decimal(300)
    assert row.act is not None
    assert row.act.rule == rule
    assert reason in row.act.reasons
    assert days.day_of(day=on - timedelta(days=1), deeds=None, at=MAY).rows == ()
    assert days.day_of(day=on + timedelta(days=1), deeds=None, at=MAY).rows == ()


def test_who_pays_is_opened_again_in_the_list(owing: Having) -> None:
    shadowed(to=datetime(2026, 3, 31, tzinfo=UTC))
    paid_at = datetime(2026, 3, 31, 15, 0, tzinfo=UTC)
    builders.pay(invoice_id=builders.ledgers.invoices_of(party_ids=[owing.party_id])[0].id, on=CLOSED, at=paid_at)
    shadowed(after=paid_at, to=paid_at)

    (row,) = days.day_of(day=date(2026, 3, 31), deeds=None, at=paid_at).rows
    assert row.action == "reopen"
    assert telling.why(row=row, language="en") == "Nothing that was demanded is unpaid any more."


@pytest.mark.parametrize("named", ["customer", "service"])
def test_what_both_did_is_found_by_customer_or_service(owing: Having, named: str) -> None:
    shadowed(to=MAY)
    name = {"customer": _name(owing)} if named == "customer" else {"service": owing.external_id}

    day = _day(DEMANDED, _deed("demand", DEMANDED, amount="300", **name))

    assert day.counts == {"both": 1, "ours": 0, "theirs": 0}
    assert not day.rows[0].amounts_differ


def test_another_amount_is_seen(owing: Having) -> None:
    shadowed(to=MAY)
    day = _day(DEMANDED, _deed("demand", DEMANDED, customer=_name(owing), amount="349"))
    assert day.rows[0].amounts_differ


@pytest.mark.parametrize(
    ("on", "action", "expected"),
    [
        (date(2026, 3, 9), "demand", ("demand-not-due", DEMANDED, "")),
        (date(2026, 3, 16), "demand", ("done-before", DEMANDED, "")),
        (date(2026, 3, 9), "limit", ("no-demand", None, "demand_received")),
        (date(2026, 3, 20), "limit", ("demand-still-running", date(2026, 3, 23), "demand_ran_out")),
        (date(2026, 3, 27), "limit", ("waits-for-act-day", LIMITED, "")),
        (date(2026, 4, 1), "limit", ("done-before", LIMITED, "")),
        (date(2026, 3, 20), "close", ("not-limited-first", None, "demand_ran_out")),
        (date(2026, 4, 1), "close", ("limited-days-running", date(2026, 4, 10), "ten_days_passed")),
        (date(2026, 4, 20), "close", ("done-before", CLOSED, "")),
        (date(2026, 3, 20), "reopen", ("not-restricted", None, "")),
        (date(2026, 4, 1), "reopen", ("still-owed", None, "")),
    ],
)
def test_what_only_they_did_is_explained_as_of_that_day(
    owing: Having, on: date, action: str, expected: tuple[str, date | None, str]
) -> None:
    shadowed(to=MAY)
    deed = _deed(action, on, service=owing.external_id)

    assert _because(_day(on, deed)) == expected


@pytest.mark.parametrize(("customer", "service"), [("C-none", ""), ("", "S-none"), ("C-none", "S-none")])
def test_who_is_not_known_is_said(owing: Having, customer: str, service: str) -> None:
    deed = _deed("limit", LIMITED, customer=customer, service=service)
    assert _because(_day(LIMITED, deed, at=builders.START))[0] == "not-found"


def test_a_hold_and_a_payment_explain_a_day_that_they_were_there_and_no_earlier(owing: Having) -> None:
    shadowed(to=datetime(2026, 3, 17, tzinfo=UTC))
    held_at = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
    hold = arrears.set_hold(
        party_id=owing.party_id, kind="promise", until=date(2026, 3, 25), because="p", actor="test", at=held_at
    )
    shadowed(after=held_at, to=held_at)
    lifted_at, paid_at = held_at + timedelta(days=2), held_at + timedelta(days=3)
    arrears.lift_hold(hold_id=hold, actor="test", at=lifted_at)
    invoice_id = builders.ledgers.invoices_of(party_ids=[owing.party_id])[0].id
    builders.pay(invoice_id=invoice_id, on=paid_at.date(), at=paid_at)
    shadowed(after=lifted_at, to=MAY)

    codes = {}
    for on in (16, 17, 18, 19, 20):
        day = date(2026, 3, on)
        codes[on] = _because(_day(day, _deed("limit", day, service=owing.external_id)))[0]

    assert codes == {
        16: "demand-still-running",
        17: "on-hold",
        18: "on-hold",
        19: "demand-still-running",
        20: "paid-in-time",
    }


def test_a_report_stays_as_it_is_when_life_goes_on_and_after_going_live(owing: Having) -> None:
    shadowed(to=datetime(2026, 4, 14, tzinfo=UTC))
    deeds = [_deed("limit", LIMITED, customer=_name(owing)), _deed("close", LIMITED, service=owing.external_id)]
    then = telling.as_json(day=_day(LIMITED, *deeds, at=datetime(2026, 4, 14, tzinfo=UTC)), language="en")
    shadowed(after=datetime(2026, 4, 14, tzinfo=UTC), to=MAY)
    switch(on=False, at=MAY)
    builders.advance(after=MAY, to=MAY + timedelta(days=30))

    later = telling.as_json(day=_day(LIMITED, *deeds, at=MAY + timedelta(days=31)), language="en")

    assert json.dumps(later) == json.dumps(then)
    assert later["counts"] == {"both": 1, "ours": 0, "theirs": 1}


def test_what_was_done_in_earnest_is_in_no_list_of_the_shadow(owing: Having) -> None:
    switch(on=False, at=datetime(2026, 3, 12, tzinfo=UTC))
    builders.advance(after=datetime(2026, 3, 12, tzinfo=UTC), to=datetime(2026, 3, 14, tzinfo=UTC))

    day = days.day_of(day=DEMANDED, deeds=None, at=MAY)

    assert (day.shadowed, day.rows) == (False, ())
    assert days.day_of(day=date(2026, 3, 11), deeds=None, at=MAY).shadowed
