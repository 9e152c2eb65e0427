"""Many clocks at once: taken once, set anew for many parties, and never waited for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection, transaction

from varsel.records.clocks import actions, queries
from varsel.records.clocks.actions import Wanted

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def _ring(about: str, *, due_at: datetime = NOW, ground: str = "") -> Wanted:
    return Wanted(kind="ring", about=about, due_at=due_at, ground=ground)


def _open() -> list[tuple[str, int | None, datetime, str]]:
    return [(one.about, one.party, one.due_at, one.ground) for one in queries.upcoming(limit=10)]


@pytest.mark.django_db
def test_each_due_clock_is_taken_once_and_none_before_its_time() -> None:
    for nth, about in enumerate("abc"):
        actions.remind(kind="ring", about=about, due_at=NOW + timedelta(seconds=nth - 1))
    keys = {one.about: one.id for one in queries.due(at=LATER, limit=10)}

    assert actions.take_many(clock_ids=keys.values(), at=NOW) == {keys["a"], keys["b"]}
    assert actions.take_many(clock_ids=keys.values(), at=NOW) == set()
    assert actions.take_many(clock_ids=[], at=NOW) == set()


@pytest.mark.django_db
def test_the_clocks_of_many_parties_are_set_moved_and_dropped() -> None:
    actions.sync_many(wanted={1: [_ring("a"), _ring("b", due_at=LATER)], 2: [_ring("c")]}, kinds=["ring"], at=NOW)
    moved = _ring("b", due_at=LATER + timedelta(days=1), ground="moved")

    actions.sync_many(wanted={1: [_ring("a", ground="due stays"), moved], 2: [_ring("d")]}, kinds=["ring"], at=NOW)

    assert _open() == [("a", 1, NOW, ""), ("d", 2, NOW, ""), ("b", 1, moved.due_at, "moved")]


def test_a_clock_that_another_worker_has_in_its_hands_is_left_to_it(
    transactional_db: None, superuser: psycopg.Connection
) -> None:
    actions.sync(party=1, kinds=["ring"], wanted=[_ring("a"), _ring("b")], at=NOW)
    with superuser.transaction(), transaction.atomic():
        superuser.execute("SELECT FROM clocks_clock WHERE about = 'a' FOR UPDATE")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '1s'")
        actions.sync(party=1, kinds=["ring"], wanted=[], at=NOW)
    superuser.close()

    assert [one[0] for one in _open()] == ["a"]
