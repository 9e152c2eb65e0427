"""The board with many on it: as many questions as with few, and at once."""

from __future__ import annotations

from time import process_time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import builders
from operations.fieldwork import field
from operations.fieldwork.pages.conftest import Crews
from varsel.kit import ids
from varsel.operations.fieldwork.models import Order
from varsel.records.agreements.queries import Having

pytestmark = pytest.mark.database
AT, MINUTE, HOUR = builders.START, field.MINUTE, field.HOUR


def _many(crews: Crews, *, technicians: int, orders: int) -> None:
    """Give so many technicians so many orders, three quarters of an hour each; every tenth is nobody's."""
    people = [field.colleague(crew=crews.own, skills=("splicing",)) for _ in range(technicians)]
    having = field.service()
    Order.objects.bulk_create(_order(number, people, having, crews.own) for number in range(orders))


def _order(number: int, people: list[int], having: Having, crew: int) -> Order:
    begin = AT + (number // len(people)) * HOUR
    given = {
        "technician_id": people[number % len(people)],
        "crew_id": crew,
        "crew_kind": "own",
        "begins_at": begin,
        "ends_at": begin + 45 * MINUTE,
    }
    return Order(
        ref=ids.new(at=AT),
        country="SE",
        service_id=having.id,
        party_id=having.party_id,
        description=f"Order {number}",
        skills=["splicing"],
        minutes_left=45,
        created_at=AT,
        **(given if number % 10 else {}),
    )


def test_the_board_asks_as_many_questions_for_forty_orders_as_for_four(dispatcher: Client, crews: Crews) -> None:
    asked = []
    for technicians, orders in ((2, 4), (6, 36)):
        _many(crews, technicians=technicians, orders=orders)
        with CaptureQueriesContext(connection) as captured:
            dispatcher.get("/dispatch/")
        asked.append(len(captured))

    assert asked[0] == asked[1]
    assert asked[1] <= 20


@pytest.mark.slow
def test_forty_technicians_with_three_hundred_orders_are_shown_at_once(dispatcher: Client, crews: Crews) -> None:
    _many(crews, technicians=40, orders=300)
    dispatcher.get("/dispatch/")
    taken = []
    for _ in range(5):
        begin = process_time()
        assert b"Order 299" in dispatcher.get("/dispatch/").content
        taken.append(process_time() - begin)

    assert min(taken) < 0.3
