from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

import builders
from varsel.records.clocks import actions, queries
from varsel.records.clocks.actions import Wanted
from varsel.records.clocks.models import Clock, State
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind

AT = builders.START
HOUR = timedelta(hours=1)


def _sync(*wanted: tuple[str, datetime], at: datetime = AT, party: int = 7) -> None:
    wishes = [Wanted(kind="look", about=about, due_at=due_at, ground="because") for about, due_at in wanted]
    actions.sync(party=party, kinds=["look"], wanted=wishes, at=at)


def _open(party: int = 7) -> list[tuple[str, datetime]]:
    return [(due.about, due.due_at) for due in queries.of_party(party=party)]


def test_wanted_reminders_are_set_moved_and_dropped(db: None) -> None:
    _sync(("invoice:1", AT + HOUR), ("invoice:2", AT + HOUR))
    _sync(("invoice:1", AT + 2 * HOUR), ("invoice:3", AT + 3 * HOUR))

    assert _open() == [("invoice:1", AT + 2 * HOUR), ("invoice:3", AT + 3 * HOUR)]
    dropped = Clock.objects.get(about="invoice:2")
    assert (dropped.state, dropped.settled_at) == (State.DROPPED, AT)
    assert Clock.objects.count() == 3


def test_a_reminder_that_is_due_keeps_its_moment(db: None) -> None:
    _sync(("invoice:1", AT + HOUR))

    _sync(("invoice:1", AT + 9 * HOUR), at=AT + HOUR)

    assert _open() == [("invoice:1", AT + HOUR)]


def test_a_reminder_is_moved_back_as_well_as_forth(db: None) -> None:
    _sync(("invoice:1", AT + 2 * HOUR))
    _sync(("invoice:1", AT + HOUR))

    assert _open() == [("invoice:1", AT + HOUR)]


def test_others_and_other_kinds_are_left_alone(db: None) -> None:
    _sync(("invoice:1", AT + HOUR), party=8)
    actions.remind(kind="other", about="invoice:2", due_at=AT + HOUR, party=7)

    _sync()

    assert _open() == [("invoice:2", AT + HOUR)]
    assert _open(party=8) == [("invoice:1", AT + HOUR)]


def test_a_reminder_is_set_once_and_can_be_set_again_when_it_is_settled(db: None) -> None:
    for due_at in (AT + HOUR, AT + 2 * HOUR):
        actions.remind(kind="confirm", about="node:1", due_at=due_at)
    assert queries.next_due_at(after=AT) == AT + HOUR

    actions.drop(kind="confirm", about="node:1", at=AT)
    assert queries.next_due_at(after=AT) is None
    actions.remind(kind="confirm", about="node:1", due_at=AT + 3 * HOUR)
    assert queries.next_due_at(after=AT) == AT + 3 * HOUR


@pytest.mark.parametrize(("after", "found"), [(-1, 1), (0, 1), (1, 2), (2, None)])
def test_the_next_moment_is_the_earliest_after(db: None, after: int, found: int | None) -> None:
    _sync(("invoice:1", AT + HOUR), ("invoice:2", AT + 2 * HOUR))

    assert queries.next_due_at(after=AT + after * HOUR) == (AT + found * HOUR if found else None)


def test_what_is_due_is_due_from_its_very_instant(db: None) -> None:
    _sync(("invoice:1", AT + HOUR))

    assert queries.due(at=AT + HOUR - timedelta(microseconds=1), limit=5) == []
    (clock,) = queries.due(at=AT + HOUR, limit=5)
    assert not actions.take(clock_id=clock.id, at=AT)
    assert actions.take(clock_id=clock.id, at=AT + HOUR)
    assert not actions.take(clock_id=clock.id, at=AT + HOUR)
    assert Clock.objects.get().state == State.KEPT


def test_two_workers_take_a_reminder_once(transactional_db: None) -> None:
    actions.remind(kind="look", about="invoice:1", due_at=AT)
    clock_id, start, taken = Clock.objects.get().id, threading.Barrier(4), []

    def work() -> None:
        start.wait()
        with transaction.atomic():
            taken.append(actions.take(clock_id=clock_id, at=AT))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == [False, False, False, True]


def test_an_entry_of_a_heard_kind_starts_a_reminder_in_its_own_transaction(db: None) -> None:
    actions.hear(kinds=["hold_set"])

    entry_id = _tell(Kind.HOLD_SET)
    _tell(Kind.HOLD_LIFTED)

    (due,) = queries.due(at=AT, limit=5)
    assert (due.kind, due.about, due.party, due.ground) == ("hear", f"entry:{entry_id}", 7, "hold_set")
    assert queries.upcoming(limit=5) == queries.of_party(party=7) == []


def test_entry_and_reminder_are_rolled_back_together(db: None) -> None:
    actions.hear(kinds=["hold_set"])
    with transaction.atomic():
        _tell(Kind.HOLD_SET)
        transaction.set_rollback(True)

    assert queries.due(at=AT, limit=5) == []


def test_exactly_the_wired_kinds_are_heard(db: None) -> None:
    actions.hear(kinds=["hold_set", "hold_lifted"])
    actions.hear(kinds=["hold_set", "cap_lifted"])

    assert queries.heard() == {"hold_set", "cap_lifted"}


def _tell(kind: Kind) -> int:
    return journal.write(at=AT, kind=kind, about="party:7", actor="staff:1", party=7)
