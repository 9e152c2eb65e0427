"""Deadlines by raw SQL: what a delivered warning gave, its own service, its own dates, never less than the floors."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

import builders
from promises.forging import count, put, refused, run
from promises.telling import DEMANDED_AT, Demanded, deadline, hand_over, queued
from varsel.records.agreements.queries import Having

HOUR = timedelta(hours=1)


@pytest.fixture
def demanded(policy: int) -> Demanded:
    """Give a demand that was told, for one of a customer's two services."""
    return hand_over(queued(builders.service(party_id=builders.customer())))


def test_a_deadline_is_what_the_told_demand_gives(demanded: Demanded) -> None:
    put("arrears_deadline", **deadline(demanded))

    assert run("SELECT last_day, ends_at FROM arrears_deadline") == [
        (date(2026, 3, 23), datetime(2026, 3, 23, 23, 0, tzinfo=UTC))
    ]


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({"last_day": date(2026, 3, 20)}, "deadline_gives_what_law_gives"),  # seven days from sending
        ({"last_day": date(2026, 3, 21)}, "deadline_as_told"),  # eight days, but the customer read ten
        ({"last_day": date(2026, 3, 24)}, "deadline_as_told"),
        ({"last_day": None, "ends_at": DEMANDED_AT}, "deadline_has_a_last_day"),
        ({"ends_at": datetime(2026, 3, 23, 22, 0, tzinfo=UTC)}, "deadline_gives_what_law_gives"),
        ({"ends_at": datetime(2026, 3, 23, 9, 0, tzinfo=UTC)}, "deadline_gives_what_law_gives"),
        ({"told_at": DEMANDED_AT - timedelta(days=9)}, "deadline_proof"),
        ({"received_at": DEMANDED_AT - HOUR}, "deadline_proof"),
        ({"sent_on": date(2026, 3, 1)}, "deadline_local_days"),
        ({"received_on": date(2026, 3, 1)}, "deadline_local_days"),
        ({"zone": "Pacific/Kiritimati"}, "deadline_country"),
        ({"demand_days": 0}, "deadline_country"),
        ({"notice_hours": 0}, "deadline_country"),
        ({"country": "NO"}, "deadline_warning"),
        ({"ground": "repeatedly_late", "last_day": None, "ends_at": DEMANDED_AT + 24 * HOUR}, "deadline_warning"),
        ({"invoice_id": 999_999}, "deadline_warning"),
        ({"notice_id": 999_999}, "deadline_warning"),
        ({"service_id": 999_999}, "deadline_service"),
    ],
)
def test_a_deadline_with_forged_columns_is_refused(demanded: Demanded, changes: dict[str, Any], by: str) -> None:
    with refused(by=by):
        put("arrears_deadline", **deadline(demanded, **changes))

    assert count("arrears_deadline") == 0


def test_a_service_that_the_demand_does_not_name_gets_no_deadline(demanded: Demanded) -> None:
    other = builders.service(party_id=demanded.warning.party_id, kind="telephony", at=DEMANDED_AT)

    with refused(by="deadline_service"):
        put("arrears_deadline", **deadline(demanded, service_id=other.id))
    with refused(by="warned_service_before_telling"):
        _warn_of(demanded, service_id=other.id)


def test_a_demand_warns_of_no_other_customers_service(policy: int) -> None:
    demanded = queued(builders.service(party_id=builders.customer()))
    other = builders.service(party_id=builders.customer(at=DEMANDED_AT), at=DEMANDED_AT)

    with refused(by="warned_by_warning"):
        _warn_of(demanded, service_id=other.id, party_id=other.party_id)
    with refused(by="warned_service_owner"):
        _warn_of(demanded, service_id=other.id)


def test_a_demand_warns_of_a_further_service_only_until_it_leaves(policy: int) -> None:
    first = builders.service(party_id=builders.customer())
    second = builders.service(party_id=first.party_id)
    demanded = queued(first)

    _warn_of(demanded, service_id=second.id)

    assert count("arrears_warned_service") == 2


def test_norway_gives_a_whole_month_from_the_last_of_january_too(policy: int) -> None:
    begin, at = datetime(2029, 1, 2, 8, 0, tzinfo=UTC), datetime(2029, 1, 31, 8, 0, tzinfo=UTC)
    service = builders.service(party_id=builders.customer(country="NO", at=begin), country="NO", at=begin)
    demanded = hand_over(queued(service, due_on=date(2029, 1, 24), since=begin, at=at), at=at)

    for day in (date(2029, 2, 27), date(2029, 2, 8)):
        with refused(by="deadline_gives_what_law_gives"):
            put("arrears_deadline", **deadline(demanded, last_day=day))
    put("arrears_deadline", **deadline(demanded))

    assert run("SELECT received_on, last_day, ends_at FROM arrears_deadline") == [
        (date(2029, 1, 31), date(2029, 2, 28), datetime(2029, 2, 28, 23, 0, tzinfo=UTC))
    ]


def test_a_repeatedly_late_payer_gets_a_day_and_a_night(policy: int) -> None:
    builders.set_policy(late_payments=2)
    service = builders.service(party_id=builders.customer())
    since = _pay_late(service, due_on=builders.DUE, since=builders.START)
    since = _pay_late(service, due_on=date(2026, 4, 2), since=since)
    at = datetime(2026, 5, 15, 7, 0, tzinfo=UTC)
    demanded = hand_over(queued(service, due_on=date(2026, 5, 8), since=since, at=at), at=at)
    assert demanded.warning.ground == "repeatedly_late"

    with refused(by="deadline_gives_what_law_gives"):
        put("arrears_deadline", **deadline(demanded, ends_at=at + 24 * HOUR - timedelta(microseconds=1)))
    put("arrears_deadline", **deadline(demanded, ends_at=at + 24 * HOUR))


def _pay_late(service: Having, *, due_on: date, since: datetime) -> datetime:
    """Invoice the service, let the demand run out, pay, and return when."""
    invoice_id = builders.invoice(services=[service], due_on=due_on, at=since)
    paid_at = datetime.combine(due_on + timedelta(days=20), time(12), UTC)
    builders.advance(after=since, to=paid_at)
    builders.pay(invoice_id=invoice_id, on=paid_at.date(), at=paid_at)
    return paid_at


def _warn_of(demanded: Demanded, **changes: Any) -> None:
    warning = demanded.warning
    row = {"warning_id": warning.id, "invoice_id": warning.invoice_id, "party_id": warning.party_id, "amount_ore": 100}
    put("arrears_warned_service", **(row | changes))
