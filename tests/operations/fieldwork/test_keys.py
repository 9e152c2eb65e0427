"""What a page sends twice is done once: an order is taken in, and given to somebody, under the page's key."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from operations.fieldwork import field
from operations.fieldwork.field import AT, HOUR, MINUTE
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.account import Answer
from varsel.operations.fieldwork.refusals import Refused
from varsel.records.journal import queries as journal

KEY, OTHER = UUID(int=7), UUID(int=8)


def _assign(order: int, technician: int, **more: Any) -> Answer:
    times = {"begins_at": AT + HOUR, "ends_at": AT + 2 * HOUR}
    said: dict[str, Any] = {"order_id": order, "technician_id": technician, "actor": "s", "at": AT, "key": KEY}
    return actions.assign(**(said | times | more))


def _given(order: int) -> int:
    return len(journal.entries(about=[f"order:{order}"], kinds=["order_assigned"]))


def test_an_order_is_taken_in_once_under_its_key(db: None) -> None:
    service = field.service().id
    first = field.order(service_id=service, key=KEY)

    assert field.order(service_id=service, key=KEY, at=AT + MINUTE) == first
    assert [one.id for one in queries.open_orders()] == [first]
    assert len(journal.entries(about=[f"order:{first}"], kinds=["order_opened"])) == 1


@pytest.mark.parametrize(
    "changed",
    [{"description": "dig"}, {"minutes_left": 61}, {"skills": ()}, {"travel_minutes": 1}, {"priority": 1},
     {"address": "x"}, {"actor": "other"}],
)  # fmt: skip
def test_another_order_under_the_same_key_is_refused(db: None, changed: dict[str, Any]) -> None:
    service = field.service().id
    field.order(service_id=service, key=KEY)
    with pytest.raises(Refused, match="key-reused"):
        field.order(**({"service_id": service, "key": KEY} | changed))
    assert len(queries.open_orders()) == 1


def test_another_subject_or_key_is_another_order(db: None) -> None:
    first, second = field.service().id, field.service().id
    field.order(service_id=first, key=KEY)
    with pytest.raises(Refused, match="key-reused"):
        field.order(service_id=second, key=KEY)
    field.order(service_id=first, key=OTHER)
    field.order(service_id=first)
    field.order(service_id=first)

    assert len(queries.open_orders()) == 4


def test_what_was_refused_may_be_taken_in_under_the_same_key(db: None) -> None:
    service = field.service().id
    with pytest.raises(Refused, match="not-lawful"):
        field.order(service_id=service, description=" ", key=KEY)
    key = field.order(service_id=service, key=KEY)
    assert [one.id for one in queries.open_orders()] == [key]


def test_an_order_is_given_once_under_its_key(db: None) -> None:
    order, team = field.order(), field.team()
    first = _assign(order, team.technician)

    assert _assign(order, team.technician, at=AT + 3 * HOUR) == first  # even when its time has passed
    assert _given(order) == 1


def test_somebody_else_or_another_time_under_the_same_key_is_refused(db: None) -> None:
    order, first, second = field.order(), field.team(), field.team(kind="contractor")
    _assign(order, first.technician)
    was = field.job(order)
    for changed in ({"technician_id": second.technician}, {"ends_at": AT + 3 * HOUR}, {"begins_at": AT},
                    {"technician_id": None, "crew_id": second.crew}, {"actor": "other"}):  # fmt: skip
        with pytest.raises(Refused, match="key-reused"):
            _assign(order, first.technician, **changed)
    assert field.job(order) == was
    assert _given(order) == 1


def test_who_was_refused_may_be_given_it_under_the_same_key(db: None) -> None:
    order, team = field.order(), field.team(skills=())
    with pytest.raises(Refused, match="lacks-skills"):
        _assign(order, team.technician)
    actions.set_skill(technician_id=team.technician, skill="splicing", valid_until=None, actor="s", at=AT)
    _assign(order, team.technician)
    assert field.job(order).technician_id == team.technician


def test_what_is_over_is_answered_as_the_first_time_to_who_gave_it(db: None) -> None:
    order, team = field.order(), field.team()
    first = _assign(order, team.technician)
    actions.cancel(order_id=order, because="x", actor="s", at=AT)

    assert _assign(order, team.technician) == first
    with pytest.raises(Refused, match="already-closed"):
        _assign(order, team.technician, key=OTHER)
