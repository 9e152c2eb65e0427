"""Two people at once: one technician gets one order, and an act that is sent twice at once is done once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from django.db import connection

import builders
from operations.fieldwork import field
from operations.fieldwork.field import AT, HOUR
from varsel.operations.fieldwork import actions, queries
from varsel.operations.fieldwork.account import Answer
from varsel.operations.fieldwork.pages import steps
from varsel.operations.fieldwork.refusals import Refused
from varsel.records.journal import queries as journal


def _both(acts: list[Callable[[], object]]) -> list[object]:
    """Do these at once, each on a connection of its own; return what each gave, or why it was refused."""

    def do(act: Callable[[], object]) -> object:
        try:
            return act()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as threads:
        return list(threads.map(do, acts))


def test_two_dispatchers_do_not_give_one_technician_two_orders(transactional_db: None) -> None:
    team, orders = field.team(), [field.order() for _ in range(4)]
    found = _both([lambda order=order: field.assign(order, team.technician) for order in orders])

    assert sorted(found, key=str) == [None, "taken", "taken", "taken"]
    assert sorted(field.job(order).technician_id or 0 for order in orders) == [0, 0, 0, team.technician]


def test_two_customers_do_not_get_the_same_hours(transactional_db: None) -> None:
    field.team()
    orders = [field.order(minutes_left=240) for _ in range(3)]
    book = [
        lambda order=order: actions.book_for_order(
            order_id=order, called=field.name(), begins_at=AT + 3 * HOUR, actor="s", at=AT
        )
        for order in orders
    ]
    found = _both(book)
    assert sum(isinstance(one, int) for one in found) == 1
    assert {one for one in found if isinstance(one, str)} <= {"taken", "no-window"}


def test_an_act_that_is_sent_twice_at_once_is_done_once(transactional_db: None) -> None:
    order = field.order()
    field.assign(order, field.team().technician)
    about = {"order_id": order, "actor": "s", "at": AT, "key": UUID(int=7)}
    answers = _both([lambda: actions.say(step="on_site", **about)] * 4)

    assert len(set(answers)) == 1
    assert len(journal.entries(about=[f"order:{order}"], kinds=["order_step"])) == 1


def test_of_two_devices_that_show_the_same_one_is_heard(transactional_db: None) -> None:
    order, team = field.order(), field.team()
    field.assign(order, team.technician)
    about = {"order_id": order, "actor": "s", "at": AT, "seen": steps.standing(order=field.job(order))}
    own = {"worker_id": team.technician}
    said = {"on_the_way": UUID(int=1), "on_site": UUID(int=2), "night_work": UUID(int=3)}
    acts: list[Callable[[], object]] = [
        lambda key=key, step=step: actions.say(**about, **own, step=step, key=key) for step, key in said.items()
    ]
    acts.append(lambda: actions.accept(**about, **own, key=UUID(int=9)))
    answers = _both(acts)

    assert answers.count("not-now") == 3
    (heard,) = [one for one in answers if one != "not-now"]
    assert isinstance(heard, Answer)
    assert heard.step == field.job(order).step
    assert len(journal.entries(about=[f"order:{order}"])) == 3  # taken in, given, and what was heard


def test_an_order_that_is_taken_in_twice_at_once_is_one(transactional_db: None) -> None:
    service, key = field.service().id, UUID(int=7)
    made = _both([lambda: field.order(service_id=service, key=key)] * 4)

    assert len(set(made)) == 1
    assert [one.id for one in queries.open_orders()] == [made[0]]
    assert len(journal.entries(about=[f"order:{made[0]}"], kinds=["order_opened"])) == 1


def test_a_technician_who_is_added_twice_at_once_is_one(transactional_db: None) -> None:
    crew, user = field.team().crew, builders.person()
    about = {"name": "T", "crew_id": crew, "country": "SE", "user_id": user, "actor": "s", "at": AT}
    found = _both([lambda: actions.add_technician(**about, key=UUID(int=7))] * 4)

    assert len(set(found)) == 1
    assert len(queries.technicians(crew_id=crew)) == 2


def test_an_order_that_is_given_twice_at_once_is_given_once(transactional_db: None) -> None:
    order, team = field.order(), field.team()
    times = {"begins_at": AT + HOUR, "ends_at": AT + 2 * HOUR}
    give = {"order_id": order, "technician_id": team.technician, "key": UUID(int=7), "actor": "s", "at": AT, **times}
    answers = _both([lambda: actions.assign(**give)] * 4)

    assert len(set(answers)) == 1
    assert len(journal.entries(about=[f"order:{order}"], kinds=["order_assigned"])) == 1
