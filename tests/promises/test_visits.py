"""Visits as the database lets them be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import builders
from promises.forging import put, refused, run
from varsel.records.agreements.queries import Having

AT = builders.START
HOUR = timedelta(hours=1)


@pytest.fixture
def service(db: None) -> Having:
    """Give a customer's service."""
    builders.set_policy()
    return builders.service(party_id=builders.customer())


def _visit(service: Having, **columns: Any) -> int:
    whole = {
        "ref": builders.key(),
        "called": str(builders.key()),
        "party_id": service.party_id,
        "service_id": service.id,
        "begins_at": AT,
        "ends_at": AT + HOUR,
        "booked_at": AT,
    }
    return put("fieldwork_visit", **whole | columns)


def test_what_became_of_a_visit_stays(service: Having) -> None:
    visit_id = _visit(service)
    run("UPDATE fieldwork_visit SET outcome = 'missed', settled_at = %s WHERE id = %s", AT, visit_id)

    with refused(by="fieldwork_visit_keeps_outcome"):
        run("UPDATE fieldwork_visit SET outcome = 'done' WHERE id = %s", visit_id)
    with refused(by="permission"):
        run("DELETE FROM fieldwork_visit")


@pytest.mark.parametrize(
    ("by", "columns"),
    [
        ("visit_in_order", {"ends_at": AT}),
        ("visit_settled_with_an_outcome", {"outcome": "done"}),
        ("visit_settled_with_an_outcome", {"outcome": "forgotten", "settled_at": AT}),
        ("visit_settled_with_an_outcome", {"settled_at": AT}),
    ],
)
def test_a_visit_has_a_time_and_an_outcome(service: Having, by: str, columns: dict[str, Any]) -> None:
    with refused(by=by):
        _visit(service, **columns)


def test_a_visit_is_about_the_customers_own_service(service: Having) -> None:
    with refused(by="visit_service_of_its_owner"):
        _visit(service, party_id=builders.customer())
        run("SET CONSTRAINTS ALL IMMEDIATE")
