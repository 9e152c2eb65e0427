"""Visits of work orders as the database lets them be: raw SQL, as a mistake would write it."""

from __future__ import annotations

import pytest

import builders
from promises import field_rows as rows
from promises.field_rows import AT, HOUR
from promises.forging import refused, run
from varsel.records.agreements.queries import Having


@pytest.fixture
def service(db: None) -> Having:
    """Give a customer's service."""
    builders.set_policy()
    return builders.service(party_id=builders.customer())


def test_a_visit_of_an_order_is_to_its_customer_and_one_at_a_time(service: Having) -> None:
    order = rows.order(service)
    other = builders.service(party_id=builders.customer())
    with refused(by="visit_of_its_orders_service"):
        rows.visit(other, order_id=order)
        run("SET CONSTRAINTS ALL IMMEDIATE")
    rows.visit(service, order_id=order)
    with refused(by="visit_one_to_come_for_an_order"):
        rows.visit(service, order_id=order)
    rows.visit(service)
    rows.visit(service)


def test_who_checked_in_in_time_did_not_miss_the_visit(service: Having) -> None:
    visit = rows.visit(service, order_id=rows.order(service))
    for moment in (AT + HOUR, AT + 2 * HOUR):
        with refused(by="visit_missed_without_a_check_in"):
            run("UPDATE fieldwork_visit SET checked_in_at = %s WHERE id = %s", moment, visit)
    run("UPDATE fieldwork_visit SET checked_in_at = %s WHERE id = %s", AT, visit)
    with refused(by="fieldwork_visit_keeps_check_in"):
        run("UPDATE fieldwork_visit SET checked_in_at = NULL WHERE id = %s", visit)
    with refused(by="visit_missed_without_a_check_in"):
        run("UPDATE fieldwork_visit SET outcome = 'missed', settled_at = %s WHERE id = %s", AT, visit)
    with refused(by="visit_missed_without_a_check_in"):
        rows.visit(service, checked_in_at=AT)  # of no order: nobody checks in


def test_a_visit_that_was_called_off_is_moved_once(service: Having) -> None:
    visit, new, other = (rows.visit(service) for _ in range(3))
    with refused(by="visit_moved_is_called_off"):
        run("UPDATE fieldwork_visit SET moved_to_id = %s WHERE id = %s", new, visit)
    run("UPDATE fieldwork_visit SET outcome = 'cancelled', settled_at = %s WHERE id = %s", AT, visit)
    with refused(by="fieldwork_visit_keeps_outcome"):
        run("UPDATE fieldwork_visit SET moved_to_id = %s, outcome = 'done' WHERE id = %s", new, visit)
    run("UPDATE fieldwork_visit SET moved_to_id = %s WHERE id = %s", new, visit)
    with refused(by="fieldwork_visit_keeps_outcome"):
        run("UPDATE fieldwork_visit SET moved_to_id = %s WHERE id = %s", other, visit)
