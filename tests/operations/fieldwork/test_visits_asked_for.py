"""Which visit is meant: a customer's own, an order's latest that was not called off."""

from __future__ import annotations

from datetime import datetime

import pytest

from operations.fieldwork import field
from operations.fieldwork.field import AT, DAY, HOUR
from varsel.operations.fieldwork import actions, queries
from varsel.records.agreements.queries import Having


def _book(having: Having, begins_at: datetime) -> int:
    times = {"begins_at": begins_at, "ends_at": begins_at + HOUR}
    return actions.book_visit(
        called=field.name(), party_id=having.party_id, service_id=having.id, **times, actor="s", at=AT
    )


@pytest.fixture
def order(db: None) -> int:
    """Give an order about a service, and somebody who can do it."""
    field.team()
    return field.order()


def _window(which: int) -> datetime:
    noon = AT + 3 * HOUR
    return (noon, AT + DAY - HOUR, noon + DAY)[which]


def _promise(order: int, which: int, *, at: datetime = AT) -> int:
    return actions.book_for_order(order_id=order, called=field.name(), begins_at=_window(which), actor="s", at=at)


def test_a_customers_own_visits_are_told_the_last_to_begin_first(db: None) -> None:
    having, other = field.service(), field.service()
    first, later, same, _ = (_book(who, AT + n * DAY) for who, n in ((having, 1), (having, 2), (having, 1), (other, 3)))

    assert [one.id for one in queries.visits_of(party_id=having.party_id)] == [later, same, first]


def test_a_visit_that_was_called_off_is_not_the_orders(order: int) -> None:
    visit = _promise(order, 0)
    assert queries.visits_of_orders(order_ids=[order, 0])[order].id == visit
    actions.call_off_visit(visit_id=visit, by_customer=True, actor="s", at=AT)
    assert queries.visits_of_orders(order_ids=[order]) == {}
    assert queries.visit_to_come(order_id=order) is None

    again = _promise(order, 1)
    assert queries.visits_of_orders(order_ids=[order])[order].id == again


def test_of_two_visits_the_later_is_the_orders(order: int) -> None:
    missed = _promise(order, 0)
    actions.visit_missed(visit_id=missed, actor="s", at=AT + 8 * HOUR)
    assert queries.visits_of_orders(order_ids=[order])[order].id == missed
    again = _promise(order, 2, at=AT + 8 * HOUR)

    assert queries.visits_of_orders(order_ids=[order])[order].id == again
    assert queries.visits_of_orders(order_ids=[]) == {}
