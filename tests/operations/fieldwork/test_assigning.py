"""Who an order is given to: somebody who may, who is there, and who has nothing else then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from operations.fieldwork import field
from operations.fieldwork.field import AT, DAY, HOUR, MINUTE
from varsel.operations.fieldwork import actions
from varsel.operations.fieldwork.refusals import Refused
from varsel.records.journal import queries as journal


def _refused(code: str, order: int, **given: object) -> Refused:
    """Assert that giving the order away is refused, and that nothing happened."""
    was, told = field.job(order), journal.entries(about=[f"order:{order}"])
    times = {"begins_at": AT + HOUR, "ends_at": AT + 2 * HOUR, "actor": "test", "at": AT}
    with pytest.raises(Refused) as refusal:
        actions.assign(order_id=order, **(times | given))
    assert refusal.value.code == code
    assert field.job(order) == was
    assert journal.entries(about=[f"order:{order}"]) == told
    return refusal.value


def test_an_order_is_given_to_who_has_its_skills(db: None) -> None:
    order, team = field.order(), field.team()
    field.assign(order, team.technician)

    job = field.job(order)
    assert (job.technician_id, job.crew_id, job.state, job.step) == (team.technician, team.crew, "acknowledged", "")
    assert (job.begins_at, job.ends_at) == (AT + HOUR, AT + 2 * HOUR)


def test_what_is_missing_is_said(db: None) -> None:
    order, team = field.order(skills=("splicing", "climbing", "electrical")), field.team()
    refusal = _refused("lacks-skills", order, technician_id=team.technician)
    assert refusal.missing == ("climbing", "electrical")
    assert "climbing" in str(refusal)


@pytest.mark.parametrize(("days", "refused"), [(-1, True), (0, False), (1, False)])
def test_a_skill_holds_to_the_end_of_its_day(db: None, days: int, refused: bool) -> None:
    order, team = field.order(), field.team(skills=())
    until = date(2026, 3, 2) + timedelta(days=days)
    said = {"technician_id": team.technician, "skill": "splicing", "actor": "test", "at": AT}
    actions.set_skill(**said, valid_until=until)
    if refused:
        _refused("lacks-skills", order, technician_id=team.technician)
    else:
        field.assign(order, team.technician)


def test_the_day_is_that_of_the_orders_country(db: None) -> None:
    order, team = field.order(), field.team(skills=())
    said = {"technician_id": team.technician, "skill": "splicing", "actor": "test", "at": AT}
    actions.set_skill(**said, valid_until=date(2026, 3, 2))
    late = AT.replace(hour=22)  # 23:00 in Sweden
    _refused("lacks-skills", order, technician_id=team.technician, begins_at=late, ends_at=late + HOUR)
    field.assign(order, team.technician, begins_at=late, ends_at=late + 59 * MINUTE)


@pytest.mark.parametrize(
    ("code", "times"),
    [
        ("not-lawful", {"begins_at": AT + HOUR, "ends_at": AT + HOUR}),
        ("not-lawful", {"begins_at": AT - HOUR, "ends_at": AT}),
        ("taken", {"begins_at": AT + 2 * HOUR - MINUTE, "ends_at": AT + 3 * HOUR}),
        ("taken", {"begins_at": AT, "ends_at": AT + HOUR + MINUTE}),
    ],
)
def test_a_time_is_ahead_in_order_and_free(db: None, code: str, times: dict[str, object]) -> None:
    team = field.team()
    field.assign(field.order(), team.technician)
    _refused(code, field.order(), technician_id=team.technician, **times)


def test_one_order_after_another_is_not_two_at_once(db: None) -> None:
    team = field.team()
    field.assign(field.order(), team.technician)
    field.assign(field.order(), team.technician, begins_at=AT + 2 * HOUR, ends_at=AT + 3 * HOUR)
    field.assign(field.order(), team.technician, begins_at=AT, ends_at=AT + HOUR)


def test_what_is_over_takes_no_time_any_more(db: None) -> None:
    team, first = field.team(), field.order()
    field.assign(first, team.technician)
    actions.cancel(order_id=first, because="not needed", actor="test", at=AT)
    field.assign(field.order(), team.technician)


def test_a_contractor_as_a_whole_may_hold_several_at_once(db: None) -> None:
    team, orders = field.team(kind="contractor"), [field.order(), field.order()]
    for order in orders:
        actions.assign(
            order_id=order, crew_id=team.crew, begins_at=AT + HOUR, ends_at=AT + 2 * HOUR, actor="test", at=AT
        )
    assert [field.job(order).technician_id for order in orders] == [None, None]


def test_of_a_contractor_somebody_has_each_skill(db: None) -> None:
    order, team = field.order(skills=("splicing", "climbing")), field.team(kind="contractor")
    assert _refused("lacks-skills", order, crew_id=team.crew).missing == ("climbing",)
    gone = field.colleague(crew=team.crew, skills=("climbing",))
    actions.let_go(technician_id=gone, actor="test", at=AT)
    _refused("lacks-skills", order, crew_id=team.crew)

    field.colleague(crew=team.crew, skills=("climbing",))
    actions.assign(order_id=order, crew_id=team.crew, begins_at=AT, ends_at=AT + HOUR, actor="test", at=AT)


def test_our_own_are_named(db: None) -> None:
    _refused("not-a-contractor", field.order(), crew_id=field.team().crew)


def test_nobody_who_is_not_there_gets_an_order(db: None) -> None:
    team, order = field.team(), field.order()
    actions.let_go(technician_id=team.technician, actor="test", at=AT)
    _refused("has-left", order, technician_id=team.technician)
    _refused("not-found", order, technician_id=0)
    _refused("not-found", order, crew_id=0)
    with pytest.raises(Refused, match="not-found"):
        field.assign(0, team.technician)


def test_whoever_gets_it_after_somebody_else_begins_anew(db: None) -> None:
    order, first, second = field.order(), field.team(), field.team()
    field.assign(order, first.technician)
    actions.say(order_id=order, step="on_site", actor="test", at=AT)
    field.assign(order, first.technician, begins_at=AT + 2 * HOUR, ends_at=AT + 3 * HOUR)
    assert field.job(order).step == "on_site"  # the same person at another time goes on

    field.assign(order, second.technician)

    job = field.job(order)
    assert (job.technician_id, job.state, job.step) == (second.technician, "acknowledged", "")


def test_what_is_taken_back_is_nobodys(db: None) -> None:
    order, team = field.order(), field.team()
    field.assign(order, team.technician)
    actions.say(order_id=order, step="on_the_way", actor="test", at=AT)

    actions.unassign(order_id=order, because="ill", actor="test", at=AT)

    job = field.job(order)
    assert (job.technician_id, job.crew_id, job.state, job.step) == (None, None, "acknowledged", "")
    field.assign(field.order(), team.technician)


def test_what_is_over_is_given_to_nobody(db: None) -> None:
    order, team = field.order(), field.team()
    actions.reject(order_id=order, because="not ours", actor="test", at=AT)
    _refused("already-closed", order, technician_id=team.technician)
    assert field.job(order).state == "rejected"


def test_who_has_orders_does_not_leave_and_who_left_drives_nothing(db: None) -> None:
    order, team = field.order(), field.team()
    field.assign(order, team.technician)
    with pytest.raises(Refused, match="has-orders"):
        actions.let_go(technician_id=team.technician, actor="test", at=AT)
    assert field.worker(team.technician).left_at is None

    actions.cancel(order_id=order, because="x", actor="test", at=AT)
    actions.let_go(technician_id=team.technician, actor="test", at=AT + DAY)
    with pytest.raises(Refused, match="has-left"):
        actions.hand_vehicle(vehicle_id=team.vehicle, technician_id=team.technician, actor="test", at=AT + DAY)
