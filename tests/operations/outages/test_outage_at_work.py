"""Forecasts, their reminders and how good they were; and two workers at one declaration."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

import builders
from operations.outages.network import tree
from varsel.operations.outages import actions, queries
from varsel.operations.outages.refusals import Refused
from varsel.outlets.notices import queries as notices
from varsel.records.clocks import queries as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal import queries as journal

AT = builders.START
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def _declared() -> tuple[int, dict[str, int]]:
    builders.set_policy()
    net = tree()
    outage_id = actions.declare_outage(
        called="O1", node_id=net.nodes["core"], title="cut", expected=AT + 2 * HOUR, actor="staff:1", at=AT
    )
    return outage_id, net.parties


def test_the_desk_is_reminded_before_a_forecast_runs_out(db: None) -> None:
    outage_id, _ = _declared()
    builders.advance(to=AT + 90 * MINUTE - MINUTE)
    assert "outage_estimate_due" not in [one.kind for one in journal.entries(about=[f"outage:{outage_id}"])]
    assert queries.running_out(within=30 * MINUTE, at=AT + 89 * MINUTE) == []

    builders.advance(after=AT + 90 * MINUTE, to=AT + 90 * MINUTE)

    assert "outage_estimate_due" in [one.kind for one in journal.entries(about=[f"outage:{outage_id}"])]
    assert [one.id for one, _ in queries.running_out(within=30 * MINUTE, at=AT + 90 * MINUTE)] == [outage_id]


def test_all_that_was_foretold_stays_and_is_judged_at_the_end(db: None) -> None:
    outage_id, _ = _declared()
    until, earliest = AT + 5 * HOUR, AT + 4 * HOUR
    actions.estimate(
        outage_id=outage_id,
        until=until,
        earliest=earliest,
        confidence="low",
        because="x",
        actor="staff:1",
        at=AT + HOUR,
    )
    actions.restore(outage_id=outage_id, actor="staff:1", at=AT + 3 * HOUR)

    assert [one.late_by for one in queries.judged(since=AT)] == [HOUR, -2 * HOUR]
    assert [one.until for one in queries.forecasts(outage_id=outage_id)] == [AT + 2 * HOUR, until]
    assert queries.judged(since=AT + 4 * HOUR) == []


def test_what_does_not_look_ahead_is_refused_and_changes_nothing(db: None) -> None:
    outage_id, _ = _declared()
    for until, earliest in ((AT, None), (AT + HOUR, AT + 2 * HOUR)):
        with pytest.raises(Refused, match="not-lawful"):
            actions.estimate(outage_id=outage_id, until=until, earliest=earliest, because="x", actor="staff:1", at=AT)
    with pytest.raises(Refused, match="not-lawful"):
        actions.declare_outage(called="O2", node_id=1, title="", expected=AT, actor="staff:1", at=AT)

    assert len(queries.forecasts(outage_id=outage_id)) == 1
    assert queries.called(name="O2") is None


def test_what_the_work_waits_for_is_said_until_it_is_there(db: None) -> None:
    outage_id, _ = _declared()
    actions.wait_for(outage_id=outage_id, item="permit", place="", expected=None, actor="staff:1", at=AT + MINUTE)
    waits = queries.status(outage_id=outage_id, at=AT + MINUTE).waiting_for
    assert waits
    assert waits.item == "permit"

    actions.go_on(outage_id=outage_id, actor="staff:1", at=AT + 2 * MINUTE)

    assert queries.status(outage_id=outage_id, at=AT + 2 * MINUTE).waiting_for is None


@pytest.mark.database
def test_two_workers_declare_once_and_tell_once(transactional_db: None) -> None:
    builders.set_policy()
    net = tree()
    actions.raise_alarm(node_id=net.nodes["core"], at=AT)
    at = AT + 2 * MINUTE
    (due,) = [one for one in clocks.due(at=at, limit=100) if one.kind == actions.CONFIRM]

    def confirm(one: Due) -> None:
        try:
            actions.confirm(due=one, at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(confirm, [due, due]))

    assert len(queries.open_now()) == 1
    assert [len(notices.words_to(party_id=party)) for party in net.parties.values()] == [1] * 4
