"""A page that is old: what it says is compared with how the order stands, under the order's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from operations.fieldwork import field
from operations.fieldwork.field import AT, HOUR
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.pages import steps
from varsel.operations.fieldwork.refusals import Refused
from varsel.records.journal import queries as journal

Act = Callable[..., object]
KEY = UUID(int=7)


@pytest.fixture
def order(db: None) -> int:
    """Give an order that a technician has accepted, and that waits for a permit."""
    key, team = field.order(), field.team()
    field.assign(key, team.technician)
    actions.accept(order_id=key, worker_id=team.technician, actor="s", at=AT)
    actions.wait(order_id=key, kind="digging_permit", what="the yard", actor="s", at=AT)
    return key


def _mine(order: int) -> int:
    technician = field.job(order).technician_id
    assert technician
    return technician


def _waits(order: int) -> int:
    return queries.waits_of(order_ids=[order])[order][0].id


ACTS: dict[str, tuple[Act, Callable[[int], dict[str, Any]]]] = {
    "accept": (actions.accept, lambda order: {"worker_id": _mine(order)}),
    "say": (actions.say, lambda order: {"step": "on_site"}),
    "wait": (actions.wait, lambda order: {"kind": "pause", "what": "lunch"}),
    "expect": (actions.expect, lambda order: {"wait_id": _waits(order), "expected": AT + HOUR}),
    "go_on": (actions.go_on, lambda order: {"wait_id": _waits(order)}),
    "set_left": (actions.set_left, lambda order: {"minutes_left": 5, "travel_minutes": 0}),
    "finish": (actions.finish, lambda order: {"used": {}}),
    "fail": (actions.fail, lambda order: {"because": "x"}),
    "assign": (
        actions.assign,
        lambda order: {"technician_id": _mine(order), "begins_at": AT, "ends_at": AT + HOUR},
    ),
}


def _refused(order: int, name: str, code: str, **more: Any) -> None:
    act, said = ACTS[name]
    was, told = field.job(order), journal.entries(about=[f"order:{order}"])
    with pytest.raises(Refused) as refusal:
        act(order_id=order, **({"actor": "s", "at": AT} | said(order) | more))
    assert refusal.value.code == code
    assert field.job(order) == was
    assert journal.entries(about=[f"order:{order}"]) == told


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("seen", ["", "acknowledged.accepted.{}", "held..{}", "held.accepted.", "held.accepted.{}0"])
def test_what_is_said_on_an_old_page_is_not_done(order: int, name: str, seen: str) -> None:
    _refused(order, name, "not-now", seen=seen.format(_mine(order)))


@pytest.mark.parametrize("name", sorted(set(ACTS) - {"accept", "finish"}))
def test_what_is_said_on_the_page_as_it_is_is_done(order: int, name: str) -> None:
    act, said = ACTS[name]
    before = len(journal.entries(about=[f"order:{order}"]))
    act(order_id=order, **said(order), seen=steps.standing(order=field.job(order)), actor="s", at=AT)

    assert len(journal.entries(about=[f"order:{order}"])) == before + 1


def test_the_same_under_its_key_is_answered_though_the_page_is_old_by_then(order: int) -> None:
    seen = steps.standing(order=field.job(order))
    about: dict[str, Any] = {"order_id": order, "step": "on_site", "actor": "s", "at": AT, "key": KEY, "seen": seen}
    first = actions.say(**about)
    assert steps.standing(order=field.job(order)) != seen

    assert actions.say(**about) == first


def test_an_old_page_of_what_is_over_or_somebody_elses_says_so(order: int) -> None:
    old, mine = steps.standing(order=field.job(order)), _mine(order)
    other = field.team()
    field.assign(order, other.technician)
    _refused(order, "say", "not-yours", seen=old, worker_id=mine)
    _refused(order, "say", "not-now", seen=old)
    actions.unassign(order_id=order, because="ill", actor="s", at=AT)
    _refused(order, "say", "not-now", seen=old, worker_id=mine)
    actions.cancel(order_id=order, because="x", actor="s", at=AT)
    _refused(order, "say", "already-closed", seen=old, worker_id=mine)
