"""A technician's day and dispatch's board: in order, to whom it is to be shown, and at the same price for many."""

from __future__ import annotations

from datetime import date
from typing import Any

import psycopg
import pytest

import builders
from operations.fieldwork import field
from operations.fieldwork.field import AT, DAY, HOUR, MINUTE, Team
from operations.outages.network import tree
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.queries import Stop
from varsel.operations.outages import actions as outages

MONDAY, ZONE = date(2026, 3, 2), "Europe/Stockholm"
SMS = {"sms": "+46701740605"}


def _day(team: Team, *, day: date = MONDAY) -> list[Stop]:
    return queries.technician_day(worker=field.worker(team.technician), day=day, at=AT)


def _ids(stops: tuple[Stop, ...] | list[Stop]) -> list[int]:
    return [stop.order.id for stop in stops]


def test_a_day_is_in_order_of_time_and_of_that_day(db: None) -> None:
    team, orders = field.team(), [field.order() for _ in range(4)]
    for order, hour in zip(orders, (5, 1, 3, 24), strict=True):
        field.assign(order, team.technician, begins_at=AT + hour * HOUR, ends_at=AT + (hour + 1) * HOUR)
    assert _ids(_day(team)) == [orders[1], orders[2], orders[0]]
    assert _ids(_day(team, day=date(2026, 3, 3))) == [orders[3]]
    assert _day(team, day=date(2026, 3, 4)) == []


def test_what_is_left_open_from_yesterday_comes_first_today_alone(db: None) -> None:
    team, old, new = field.team(), field.order(), field.order()
    field.assign(new, team.technician, begins_at=AT + DAY, ends_at=AT + DAY + HOUR)
    field.assign(old, team.technician)
    worker, tuesday = field.worker(team.technician), date(2026, 3, 3)

    def tomorrow(at: int) -> list[int]:
        return _ids(queries.technician_day(worker=worker, day=tuesday, at=AT + at * HOUR))

    assert tomorrow(24) == [old, new]
    assert tomorrow(1) == [new]  # seen today it is no rest
    actions.cancel(order_id=old, because="x", actor="s", at=AT)
    assert tomorrow(24) == [new]


def test_whom_to_meet_is_shown_while_the_order_is_theirs_and_open(db: None) -> None:
    team, contractor = field.team(), field.team(kind="contractor")
    order = field.order(service_id=field.service(contacts=SMS, name="Anna Ek").id)
    field.assign(order, team.technician)
    (stop,) = _day(team)
    assert stop.contact
    assert (stop.contact.name, stop.contact.phone, stop.place) == ("Anna Ek", "+46701740605", "Storgatan 1")

    actions.cancel(order_id=order, because="x", actor="s", at=AT)
    (stop,) = _day(team)
    assert (stop.contact, stop.place) == (None, "Storgatan 1")

    second = field.order()
    actions.assign(order_id=second, crew_id=contractor.crew, begins_at=AT, ends_at=AT + HOUR, actor="s", at=AT)
    (stop,) = _day(contractor)
    assert stop.contact is None  # nobody of them has taken it
    actions.accept(order_id=second, worker_id=contractor.technician, actor="s", at=AT)
    assert _day(contractor)[0].contact
    colleague = field.colleague(crew=contractor.crew)
    assert queries.technician_day(worker=field.worker(colleague), day=MONDAY, at=AT) == []


def test_a_protected_identity_is_where_it_is_only_for_who_goes_there(db: None) -> None:
    team = field.team()
    order = field.order(service_id=field.service(contacts=SMS, protected_identity=True).id)
    field.assign(order, team.technician)
    (stop,) = _day(team)
    assert stop.contact
    assert (stop.place, stop.contact.name) == ("Storgatan 1", "•••")
    board = queries.board(first=MONDAY, days=1, zone=ZONE, at=AT)
    (seen,) = [one for lane in board.lanes for _, stops in lane.days for one in stops]
    assert (seen.place, seen.contact) == ("•••", None)


def test_the_board_has_each_crew_by_day_and_what_nobody_has(db: None) -> None:
    team, contractor = field.team(), field.team(kind="contractor")
    today, tomorrow, spare = (field.order() for _ in range(3))
    urgent = field.order(priority=0)
    field.assign(today, team.technician)
    actions.assign(
        order_id=tomorrow, crew_id=contractor.crew, begins_at=AT + DAY, ends_at=AT + DAY + HOUR, actor="s", at=AT
    )
    board = queries.board(first=MONDAY, days=2, zone=ZONE, at=AT)

    assert [(lane.crew.id, [_ids(stops) for _, stops in lane.days]) for lane in board.lanes] == [
        (team.crew, [[today], []]),
        (contractor.crew, [[], [tomorrow]]),
    ]
    assert [len(lane.cars) for lane in board.lanes] == [1, 1]
    assert _ids(board.unassigned)[0] == urgent
    assert spare in _ids(board.unassigned)
    assert today not in _ids(board.unassigned)


@pytest.mark.parametrize(("minutes", "begun", "late"), [(60, False, False), (61, False, True), (119, True, False)])
def test_what_is_late_is_seen(db: None, minutes: int, begun: bool, late: bool) -> None:
    team, order = field.team(), field.order()
    field.assign(order, team.technician)
    if begun:
        actions.say(order_id=order, step="on_site", actor="s", at=AT)
    board = queries.board(first=MONDAY, days=1, zone=ZONE, at=AT + minutes * MINUTE)
    assert (_ids(board.late) == [order]) == late
    over = queries.board(first=MONDAY, days=1, zone=ZONE, at=AT + 2 * HOUR)
    assert _ids(over.late) == [order]


def test_what_waits_is_seen_with_what_for(db: None) -> None:
    order = field.order()
    actions.wait(order_id=order, kind="digging_permit", what="permit", place="Västervik", actor="s", at=AT)
    board = queries.board(first=MONDAY, days=1, zone=ZONE, at=AT)
    assert [(one.order.id, one.waits[0].what, one.waits[0].place) for one in board.waiting] == [
        (order, "permit", "Västervik")
    ]


def test_one_order_has_its_whole_history(db: None) -> None:
    field.team()
    order = field.order()
    actions.book_for_order(order_id=order, called=field.name(), begins_at=AT + 3 * HOUR, actor="s", at=AT)
    whole = queries.one(order_id=order)
    assert whole
    assert [one.kind for one in whole.history] == ["order_opened", "visit_booked", "order_assigned"]
    assert whole.stop.contact is None
    assert queries.one(order_id=0) is None


def test_an_order_of_an_outage_is_at_its_node_and_may_have_words_of_its_own(db: None) -> None:
    builders.set_policy()
    net = tree()
    outage = outages.declare_outage(
        called=field.name(), node_id=net.nodes["a"], title="", expected=None, actor="s", at=AT
    )
    orders = [field.order(outage_id=outage), field.order(outage_id=outage, address="the red cabinet")]
    places = [stop.place for stop in queries.stops(orders=queries.orders(order_ids=orders))]
    assert places == [f"{net.names['a']}, Västervik", "the red cabinet"]


def test_a_day_and_the_board_ask_as_much_for_many_as_for_one(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    team, plain, statements = field.team(), psycopg.Cursor.execute, []

    def execute(cursor: psycopg.Cursor, *args: Any, **kwargs: Any) -> Any:
        statements.append(args[0])
        return plain(cursor, *args, **kwargs)

    monkeypatch.setattr(psycopg.Cursor, "execute", execute)

    def asked() -> tuple[int, int, int]:
        counts = []
        for ask in (
            lambda: _day(team),
            lambda: queries.board(first=MONDAY, days=7, zone=ZONE, at=AT),
            lambda: queries.one(order_id=first),
        ):
            statements.clear()
            ask()
            counts.append(len(statements))
        return counts[0], counts[1], counts[2]

    first = field.order(service_id=field.service(contacts=SMS).id)
    field.assign(first, team.technician, begins_at=AT, ends_at=AT + 30 * MINUTE)
    actions.wait(order_id=first, kind="material", what="box", actor="s", at=AT)
    once = asked()
    for n in range(1, 8):
        order = field.order(service_id=field.service(contacts=SMS).id)
        field.assign(order, team.technician, begins_at=AT + n * HOUR, ends_at=AT + n * HOUR + 30 * MINUTE)
        actions.wait(order_id=order, kind="material", what="box", actor="s", at=AT)
        field.team()

    assert len(_day(team)) == 8
    assert asked() == once
    assert max(once) < 25
