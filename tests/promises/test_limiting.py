"""Limiting by raw SQL: not before its warning has ended, not on another's, not on a forged one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

import builders
from promises.conftest import Owing
from promises.forging import LIMITED_AT, count, entry, permit, put, refused, restrict, run, verdict
from varsel.outlets.access.restrictions.models import Ground

MICROSECOND = timedelta(microseconds=1)


def test_a_service_is_limited_from_the_first_instant_after_the_last_day(owing: Owing) -> None:
    restrict(service=owing.service, deadline=owing.deadline, at=owing.deadline.ends_at)

    assert count("restrictions_restriction") == 1


@pytest.mark.parametrize("early", [MICROSECOND, timedelta(hours=12), timedelta(days=1), timedelta(days=9)])
def test_a_service_is_not_limited_before_its_last_day_has_ended(owing: Owing, early: timedelta) -> None:
    with refused(by="restriction_after_its_warning"):
        restrict(service=owing.service, deadline=owing.deadline, at=owing.deadline.ends_at - early)

    assert count("restrictions_restriction") == 0


@pytest.mark.parametrize(
    ("column", "value", "by"),
    [
        ("warning_ends_at", LIMITED_AT - timedelta(days=5), "restriction_warning"),
        ("warning_ends_at", None, "restriction_after_its_warning"),
        ("warning_id", None, "restriction_after_its_warning"),
        ("warning_id", 999_999, "restriction_warning"),
        ("ground", "repeatedly_late", "restriction_warning"),
        ("ground", "terms_change", "restriction_ground"),
        ("ground", "credit_limit", "restriction_ground"),
        ("ground", "", "restriction_ground"),
        ("level", "outgoing_barred", "restriction_ground"),
        ("level", "silenced", "restriction_ground"),
        ("level", "closed", "restriction_closed_follows_limited"),
        ("country", "NO", "restriction_service"),
        ("zone", "Pacific/Kiritimati", "restriction_country"),
        ("demand_days", 0, "restriction_country"),
        ("limited_days", 0, "restriction_country"),
        ("service_kind", "telephony", "restriction_service"),
        ("begins_on", date(2026, 3, 23), "restriction_begins_on"),
        ("permit_id", 999_999, "restriction_permit"),
        ("permit_lawful", False, "restrictions_restriction_permit_lawful_check"),
        ("kind", "terms", "restriction_service_kind"),
        ("limited_on", date(2026, 3, 1), "restriction_closed_follows_limited"),
    ],
)
def test_a_limiting_with_one_forged_column_is_refused(owing: Owing, column: str, value: Any, by: str) -> None:
    with refused(by=by):
        restrict(**{"service": owing.service, "deadline": owing.deadline} | _changed(owing, column, value))

    assert count("restrictions_restriction") == 0


def test_another_customers_demand_limits_nobody_else(two: tuple[Owing, Owing]) -> None:
    owing, another = two
    with refused(by="restriction_warning"):
        restrict(service=owing.service, deadline=another.deadline)

    restrict(service=another.service, deadline=another.deadline)
    assert count("restrictions_restriction") == 1


def test_the_demand_for_one_service_does_not_limit_another_of_the_same_customer(owing: Owing) -> None:
    other = builders.service(party_id=owing.service.party_id, kind="telephony", at=LIMITED_AT)

    with refused(by="restriction_warning"):
        restrict(service=other, deadline=owing.deadline)


def test_what_was_paid_limits_nothing_however_the_demand_ran_out(owing: Owing) -> None:
    builders.pay(invoice_id=owing.deadline.invoice_id, on=date(2026, 3, 20), at=LIMITED_AT)

    with refused(by="restriction_of_an_unpaid_service"):
        restrict(service=owing.service, deadline=owing.deadline)


@pytest.mark.parametrize("kind", ["internet", "telephony", "mobile"])
def test_each_kind_that_the_law_speaks_of_can_be_limited(owing_with: Callable[..., Owing], kind: str) -> None:
    owing = owing_with(kind=kind)

    restrict(service=owing.service, deadline=owing.deadline)


def test_television_is_not_limited(owing: Owing) -> None:
    television = builders.service(party_id=owing.service.party_id, kind="tv")

    with refused(by="restriction_service_kind"):
        restrict(service=television, deadline=owing.deadline)


def test_a_line_that_an_alarm_hangs_on_is_not_limited(owing: Owing) -> None:
    run("UPDATE agreements_service SET telecare = true WHERE id = %s", owing.service.id)

    with refused(by="restriction_life_line"):
        restrict(service=owing.service, deadline=owing.deadline)


def test_norway_knows_no_repeatedly_late_payer(owing_with: Callable[..., Owing]) -> None:
    owing = owing_with(country="NO")
    at = owing.deadline.ends_at

    with refused(by="restriction_ground"):
        restrict(service=owing.service, deadline=owing.deadline, at=at, ground="repeatedly_late")
    restrict(service=owing.service, deadline=owing.deadline, at=at)


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ({"about": "service:999999"}, "restriction_permit"),
        ({"at": LIMITED_AT + timedelta(microseconds=1)}, "restriction_permit"),
        ({"at": LIMITED_AT - timedelta(minutes=1)}, "restriction_permit"),
        ({"verdict": verdict(rule="SE-SUSP-01", lawful=False, on="2026-03-24")}, "restriction_permit"),
        ({"verdict": None}, "restriction_permit"),
        ({"verdict": verdict(rule="SE-SUSP-09", lawful=True, on="2026-03-24")}, "restriction_permit_of_this_act"),
        ({"verdict": verdict(rule="SE-SUSP-04", lawful=True, on="2026-03-24")}, "restriction_permit_of_this_act"),
        ({"verdict": verdict(rule="SE-SUSP-01", lawful=True, on="2026-03-25")}, "restriction_permit_of_this_act"),
        ({"kind": "limiting_proposed"}, "restriction_permit_of_this_act"),
    ],
)
def test_a_permit_is_a_lawful_verdict_about_this_service_at_this_instant(
    owing: Owing, change: dict[str, Any], by: str
) -> None:
    permit_id = permit(**({"service": owing.service, "at": LIMITED_AT} | change))

    with refused(by=by):
        restrict(service=owing.service, deadline=owing.deadline, permit_id=permit_id)
    assert count("restrictions_restriction") == 0


@pytest.mark.parametrize(
    "change",
    [
        {"lawful": False},
        {"reasons": []},
        {"reasons": [{"held": True}, {"held": False}]},
        {"reasons": [{"held": True}, {}]},
        {"reasons": [{"held": "yes"}]},
    ],
)
def test_a_verdict_that_its_reasons_do_not_carry_is_not_written(policy: int, change: dict[str, Any]) -> None:
    said = verdict(rule="SE-SUSP-01", lawful=True, on="2026-03-24")

    with refused(by="journal_verdict_follows_from_its_reasons"):
        entry(verdict=said | change)
    entry(verdict=said)


def test_one_permit_permits_once(owing: Owing) -> None:
    permit_id = permit(service=owing.service, at=LIMITED_AT)
    first = restrict(service=owing.service, deadline=owing.deadline, permit_id=permit_id)
    run("UPDATE restrictions_restriction SET ended_at = begins_at WHERE id = %s", first)

    with refused(by="restriction_permit_used_once"):
        restrict(service=owing.service, deadline=owing.deadline, permit_id=permit_id)


def test_a_credit_limit_bars_calls_and_never_internet(owing: Owing) -> None:
    calls = builders.service(party_id=owing.service.party_id, kind="mobile")
    barring = {"deadline": None, "ground": "credit_limit", "level": "outgoing_barred"}

    restrict(service=calls, **barring)
    with refused(by="restriction_service_kind"):
        restrict(service=owing.service, **barring)


def test_a_service_has_no_two_restrictions_of_a_kind(owing: Owing) -> None:
    restrict(service=owing.service, deadline=owing.deadline)

    with refused(by="restriction_one_of_a_kind"):
        restrict(service=owing.service, deadline=owing.deadline, at=LIMITED_AT + timedelta(hours=1))


def test_restrictions_of_a_kind_do_not_overlap_in_time(owing: Owing) -> None:
    first = restrict(service=owing.service, deadline=owing.deadline)
    ends = LIMITED_AT + timedelta(hours=2)
    run("UPDATE restrictions_restriction SET ended_at = %s WHERE id = %s", ends, first)

    with refused(by="restriction_no_overlap"):
        restrict(service=owing.service, deadline=owing.deadline, at=ends - MICROSECOND)
    restrict(service=owing.service, deadline=owing.deadline, at=ends)


def test_every_ground_in_the_database_answers_to_a_rule_of_its_country(policy: int) -> None:
    for ground in Ground.objects.all():
        assert ground.rule in {rule.id for rule in builders.COUNTRIES[ground.country].RULES}
        assert ground.code != "terms_change"


def test_the_grounds_that_law_knows_can_not_be_added_to(policy: int) -> None:
    with refused(by="permission"):
        put("restrictions_ground", country="SE", kind="debt", code="terms_change", level="limited", rule="SE-SUSP-01")


def _changed(owing: Owing, column: str, value: Any) -> dict[str, Any]:
    """Return the change; a permit that fits, so that only the column is wrong."""
    given = {} if column == "permit_id" else {"permit_id": permit(service=owing.service, at=LIMITED_AT)}
    return given | {column: value}
