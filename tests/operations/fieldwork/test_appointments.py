"""Visits of work orders: booked from free time, moved and called off in time, checked in, or missed by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

import builders
from operations.fieldwork import field
from operations.fieldwork.field import AT, DAY, HOUR, MINUTE
from operations.outages.network import tree
from varsel.operations.compensation import queries as cases
from varsel.operations.fieldwork import actions, facts, queries
from varsel.operations.fieldwork.queries import Booked
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.outages import actions as outages
from varsel.outlets.notices import queries as notices
from varsel.records.clocks import queries as clocks
from varsel.records.journal import queries as journal

NOON = AT.replace(hour=11)  # 12:00 in Sweden: the second window of Monday begins
TUESDAY = AT.replace(hour=7) + DAY


def _booked(order: int, begins_at: datetime = NOON, **more: object) -> Booked:
    said = {"called": field.name(), "actor": "staff:1", "at": AT}
    key = actions.book_for_order(order_id=order, begins_at=begins_at, **(said | more))
    return queries.visit(visit_id=key)


@pytest.fixture
def order(db: None) -> int:
    """Give an order that one technician can do."""
    field.team()
    return field.order()


def _words(visit: Booked) -> list[tuple[str, str]]:
    """Return what was decided to be told of a visit, and how it stands."""
    words = sorted(notices.words_to(party_id=visit.party_id), key=lambda one: one.id)
    return [(one.about, one.state) for one in words if one.subject == visit.about]


def _duties(visit: Booked) -> list[tuple[str, str]]:
    return [(one.kind, one.state) for one in clocks.duties(about=[visit.about])]


def test_free_windows_are_offered_and_booked_once(order: int) -> None:
    windows = facts.free_windows(order=field.job(order), at=AT, days=2)
    assert [one.begins_at for one in windows] == [NOON, TUESDAY, NOON + DAY]

    visit = _booked(order)

    job = field.job(order)
    assert (visit.begins_at, visit.ends_at, visit.state) == (NOON, NOON + 4 * HOUR, "confirmed")
    assert (job.technician_id, job.begins_at, job.ends_at) == (windows[0].technician_id, NOON, NOON + HOUR)
    assert _words(visit) == [("visit_booked", "queued")]
    assert _duties(visit) == [("visit_check_in", "open")]
    with pytest.raises(Refused, match="visit-promised"):
        _booked(order, TUESDAY)


def test_a_full_window_is_offered_to_nobody_else(order: int) -> None:
    _booked(order)
    second = field.order(minutes_left=181)
    assert facts.free_windows(order=field.job(second), at=AT, days=1) == []
    with pytest.raises(Refused, match="no-window"):
        _booked(second)
    assert field.job(second).technician_id is None
    third = field.order(minutes_left=180)
    _booked(third)
    assert field.job(third).begins_at == NOON + HOUR


def test_travel_takes_time_too(order: int) -> None:
    assert len(facts.free_windows(order=field.job(field.order(minutes_left=240)), at=AT, days=1)) == 1
    assert facts.free_windows(order=field.job(field.order(minutes_left=240, travel_minutes=1)), at=AT, days=1) == []


def test_contractors_and_other_countries_are_not_offered(db: None) -> None:
    field.team(kind="contractor")
    field.team(country="NO")
    assert facts.free_windows(order=field.job(field.order()), at=AT) == []


def test_only_an_order_about_a_service_has_visits(db: None) -> None:
    builders.set_policy()
    net = tree()
    outage = outages.declare_outage(
        called=field.name(), node_id=net.nodes["a"], title="", expected=None, actor="s", at=AT
    )
    with pytest.raises(Refused, match="not-lawful"):
        _booked(field.order(outage_id=outage))


def test_without_a_check_in_it_is_missed_when_its_time_is_over(order: int) -> None:
    visit = _booked(order)
    builders.advance(to=visit.ends_at - MINUTE)
    assert queries.visit(visit_id=visit.id).outcome is None

    builders.advance(after=visit.ends_at - MINUTE, to=visit.ends_at)

    assert queries.visit(visit_id=visit.id).state == "failed"
    assert _duties(visit) == [("visit_check_in", "broken")]
    assert _words(visit) == [("visit_booked", "told"), ("visit_missed", "told")]
    case = cases.case_of(visit=visit.about)
    assert case
    assert (case.party_id, case.begins_at, case.ends_at) == (visit.party_id, visit.begins_at, visit.ends_at)


def test_what_people_said_of_it_when_its_time_was_over_stays(order: int) -> None:
    visit = _booked(order)
    builders.advance(to=visit.ends_at - MINUTE)
    actions.visit_done(visit_id=visit.id, actor="s", at=visit.ends_at)
    builders.advance(after=visit.ends_at, to=visit.ends_at)
    assert queries.visit(visit_id=visit.id).outcome == "done"


@pytest.mark.parametrize("step", ["on_site", "night_work"])
def test_whoever_is_there_in_time_has_checked_in(order: int, step: str) -> None:
    visit = _booked(order)
    last = visit.ends_at - timedelta(microseconds=1)
    actions.say(order_id=order, step=step, actor="s", at=last)
    builders.advance(after=last, to=visit.ends_at)

    found = queries.visit(visit_id=visit.id)
    assert (found.outcome, found.checked_in_at) == (None, last)
    assert _duties(visit) == [("visit_check_in", "kept")]
    with pytest.raises(Refused, match="checked-in"):
        actions.visit_missed(visit_id=visit.id, actor="s", at=visit.ends_at)
    actions.finish(order_id=order, used={}, actor="s", at=visit.ends_at + HOUR)
    assert queries.visit(visit_id=visit.id).state == "completed"
    assert cases.case_of(visit=visit.about) is None


def test_on_the_way_is_not_there_and_who_comes_late_works_all_the_same(order: int) -> None:
    visit = _booked(order)
    actions.say(order_id=order, step="on_the_way", actor="s", at=NOON)
    builders.advance(after=NOON, to=visit.ends_at)
    assert queries.visit(visit_id=visit.id).outcome == "missed"

    actions.say(order_id=order, step="on_site", actor="s", at=visit.ends_at + MINUTE)
    actions.finish(order_id=order, used={}, actor="s", at=visit.ends_at + HOUR)

    found = queries.visit(visit_id=visit.id)
    assert (found.outcome, found.checked_in_at) == ("missed", None)
    assert field.job(order).state == "completed"


def test_whoever_finishes_has_been_there(order: int) -> None:
    visit = _booked(order)
    actions.say(order_id=order, step="on_the_way", actor="s", at=NOON)
    actions.finish(order_id=order, used={}, actor="s", at=NOON + HOUR)
    assert queries.visit(visit_id=visit.id).outcome == "done"


def test_an_order_that_fails_before_anybody_came_misses_its_visit(order: int) -> None:
    visit = _booked(order)
    actions.fail(order_id=order, because="car broke down", actor="s", at=NOON)
    builders.advance(after=NOON, to=visit.ends_at)
    assert queries.visit(visit_id=visit.id).outcome == "missed"


def test_an_order_that_fails_at_the_customers_kept_its_visit(order: int) -> None:
    visit = _booked(order)
    actions.say(order_id=order, step="on_site", actor="s", at=NOON)
    actions.fail(order_id=order, because="nobody opened", actor="s", at=NOON + HOUR)
    assert queries.visit(visit_id=visit.id).outcome == "done"


def test_a_visit_is_moved_in_time_and_told_anew(order: int) -> None:
    visit = _booked(order)
    builders.advance(to=AT + MINUTE)

    moved = {"visit_id": visit.id, "called": field.name(), "begins_at": TUESDAY, "actor": "s"}
    new = queries.visit(visit_id=actions.rebook_visit(**moved, at=NOON - MINUTE))

    old = queries.visit(visit_id=visit.id)
    assert (old.outcome, old.moved_to, new.begins_at) == ("cancelled", new.id, TUESDAY)
    assert (_words(old), _words(new)) == ([("visit_booked", "told")], [("visit_booked", "queued")])
    assert (_duties(old), _duties(new)) == ([("visit_check_in", "dropped")], [("visit_check_in", "open")])
    assert field.job(order).begins_at == TUESDAY
    assert cases.case_of(visit=visit.about) is None


def test_an_order_does_not_stand_in_the_way_of_its_own_visit(db: None) -> None:
    field.team()
    order = field.order(minutes_left=240)
    visit = _booked(order)
    assert NOON in [one.begins_at for one in facts.free_windows(order=field.job(order), at=AT)]
    actions.rebook_visit(visit_id=visit.id, called=field.name(), begins_at=NOON, actor="s", at=AT)


def test_what_was_not_told_yet_is_not_told_of_a_visit_that_is_off(order: int) -> None:
    night = AT.replace(hour=22)
    visit = _booked(order, TUESDAY, at=night)
    actions.call_off_visit(visit_id=visit.id, by_customer=True, actor="s", at=night + HOUR)
    assert _words(visit) == [("visit_booked", "dropped")]  # at once: it may stand on the call list
    builders.advance(after=night, to=TUESDAY)

    assert _words(visit) == [("visit_booked", "dropped")]
    assert cases.case_of(visit=visit.about) is None
    assert _duties(visit) == [("visit_check_in", "dropped")]


def test_what_we_call_off_is_told_and_a_case(order: int) -> None:
    visit = _booked(order)
    actions.call_off_visit(visit_id=visit.id, by_customer=False, actor="s", at=AT + MINUTE)

    assert _words(visit)[-1] == ("visit_missed", "queued")
    assert queries.visit(visit_id=visit.id).state == "cancelled"
    assert cases.case_of(visit=visit.about)
    assert [one.facts["caused_by"] for one in journal.entries(about=[visit.about], kinds=["visit_cancelled"])] == [
        "operator"
    ]


@pytest.mark.parametrize("late", [timedelta(0), HOUR])
def test_from_its_begin_on_nothing_is_moved_or_called_off(order: int, late: timedelta) -> None:
    visit = _booked(order)
    moved = {"called": field.name(), "begins_at": TUESDAY, "actor": "s", "at": NOON + late}
    with pytest.raises(Refused, match="too-late"):
        actions.rebook_visit(visit_id=visit.id, **moved)
    with pytest.raises(Refused, match="too-late"):
        actions.call_off_visit(visit_id=visit.id, by_customer=True, actor="s", at=NOON + late)
    assert queries.visit(visit_id=visit.id) == visit


def test_a_visit_that_moves_to_where_nobody_is_free_stays(order: int) -> None:
    visit = _booked(order)
    with pytest.raises(Refused, match="no-window"):
        actions.rebook_visit(visit_id=visit.id, called=field.name(), begins_at=TUESDAY + HOUR, actor="s", at=AT)
    assert queries.visit(visit_id=visit.id) == visit
    assert _duties(visit) == [("visit_check_in", "open")]


def test_while_a_customer_waits_the_order_is_neither_called_off_nor_taken_back_nor_moved(order: int) -> None:
    visit = _booked(order)
    was = field.job(order)
    for attempt in (
        lambda: actions.cancel(order_id=order, because="x", actor="s", at=AT),
        lambda: actions.reject(order_id=order, because="x", actor="s", at=AT),
        lambda: actions.unassign(order_id=order, because="x", actor="s", at=AT),
        lambda: field.assign(order, was.technician_id or 0, begins_at=NOON - MINUTE, ends_at=NOON + HOUR),
        lambda: field.assign(order, was.technician_id or 0, begins_at=NOON, ends_at=visit.ends_at + MINUTE),
    ):
        with pytest.raises(Refused, match="visit-promised"):
            attempt()
    assert field.job(order) == was
    field.assign(order, was.technician_id or 0, begins_at=NOON + HOUR, ends_at=visit.ends_at)


def test_a_visit_of_no_order_is_settled_by_people_alone(db: None) -> None:
    service = field.service()
    about = {"called": field.name(), "party_id": service.party_id, "service_id": service.id, "actor": "s"}
    key = actions.book_visit(**about, begins_at=NOON, ends_at=NOON + HOUR, at=AT)
    builders.advance(to=NOON + 5 * HOUR)
    visit = queries.visit(visit_id=key)
    assert (visit.outcome, _duties(visit)) == (None, [])
    with pytest.raises(Refused, match="not-lawful"):
        actions.rebook_visit(visit_id=key, called=field.name(), begins_at=TUESDAY, actor="s", at=AT)

    actions.visit_missed(visit_id=key, actor="s", at=NOON + 5 * HOUR)

    assert queries.visit(visit_id=key).outcome == "missed"
    assert cases.case_of(visit=visit.about)


def test_what_is_not_there_is_not_moved(db: None) -> None:
    with pytest.raises(Refused, match="not-found"):
        actions.rebook_visit(visit_id=0, called="x", begins_at=TUESDAY, actor="s", at=AT)
    with pytest.raises(Refused, match="not-found"):
        actions.call_off_visit(visit_id=0, by_customer=True, actor="s", at=AT)
    with pytest.raises(Refused, match="not-found"):
        _booked(0)


def test_norway_too(db: None) -> None:
    field.team(country="NO")
    order = field.order(service_id=field.service(country="NO").id)
    visit = _booked(order)
    builders.advance(to=visit.ends_at)
    case = cases.case_of(visit=visit.about)
    assert case
    assert queries.visit(visit_id=visit.id).outcome == "missed"


def test_a_check_in_is_said_once(order: int) -> None:
    visit = _booked(order)
    for key in (UUID(int=1), UUID(int=2)):
        actions.say(order_id=order, step="on_site", actor="s", at=NOON + key.int * MINUTE, key=key)
    assert queries.visit(visit_id=visit.id).checked_in_at == NOON + MINUTE
    assert len(journal.entries(about=[visit.about], kinds=["visit_checked_in"])) == 1
