"""Alarms as the database lets them be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import builders
from promises.forging import put, refused, run
from varsel.records.network import actions as network

AT = builders.START
HOUR = timedelta(hours=1)


@pytest.fixture
def node(db: None) -> int:
    """Give a node."""
    return network.add_node(external_id="n-1", kind="access", parent_id=None, municipality="")


def _event(**columns: Any) -> int:
    whole = {"source": "prom", "key": "f-1", "is_raised": True, "happened_at": AT, "received_at": AT, "names": ["n-1"]}
    return put("alarms_event", **whole | {"is_power": False, "words": ""} | columns)


def _alarm(**columns: Any) -> int:
    whole = {"source": "prom", "key": "f-1", "names": ["n-1"], "is_power": False, "words": "", "received_at": AT}
    return put("alarms_alarm", **whole | columns)


def _suspicion(node_id: int, **columns: Any) -> int:
    return put("alarms_suspicion", **{"node_id": node_id, "why": "reports", "count": 3, "at": AT} | columns)


def test_a_word_of_a_source_is_kept_once(node: int) -> None:
    _event()
    with refused(by="alarms_event_once"):
        _event(received_at=AT + HOUR)
    assert _event(is_raised=False)


def test_a_word_comes_from_somebody_and_is_about_something(node: int) -> None:
    with refused(by="alarms_event_named"):
        _event(source="")
    with refused(by="alarms_event_named"):
        _event(key="")


def test_what_a_source_said_stays_and_counts_once(node: int) -> None:
    key = _event()
    with refused(by="permission"):
        run("UPDATE alarms_event SET happened_at = happened_at - interval '1 day'")
    with refused(by="permission"):
        run("DELETE FROM alarms_event")
    run("UPDATE alarms_event SET is_folded = true WHERE id = %s", key)
    with refused(by="alarms_event_stays"):
        run("UPDATE alarms_event SET is_folded = false WHERE id = %s", key)


def test_an_alarm_is_about_one_thing_and_stands_only_after_its_clearing(node: int) -> None:
    line = builders.line(node_id=node)
    with refused(by="alarms_alarm_about_one"):
        _alarm(node_id=node, line_id=line)
    with refused(by="alarms_alarm_raised_anew"):
        _alarm(raised_at=AT, cleared_at=AT)
    _alarm(raised_at=AT + HOUR, cleared_at=AT, node_id=node)
    with refused(by="alarms_alarm_once"):
        _alarm()


def test_the_numbers_make_sense_and_are_only_added_to(node: int) -> None:
    good = {"share": 0.8, "least": 3, "back_share": 0.2, "steady_minutes": 2, "reports": 3, "within_minutes": 60}
    good |= {"at": AT, "by": "forger"}
    for wrong in ({"share": 0}, {"share": 1.1}, {"back_share": 0.8}, {"back_share": -0.1}):
        with refused(by="alarms_rule_shares"):
            put("alarms_rule", **good | wrong)
    for wrong in ({"least": 1}, {"steady_minutes": -1}, {"reports": 1}, {"within_minutes": 0}):
        with refused(by="alarms_rule_numbers"):
            put("alarms_rule", **good | wrong)
    put("alarms_rule", **good)
    with refused(by="permission"):
        run("UPDATE alarms_rule SET share = 0.1")


def test_a_suspicion_is_settled_once_by_somebody(node: int) -> None:
    key = _suspicion(node)
    with refused(by="alarms_suspicion_once"):
        _suspicion(node)
    with refused(by="alarms_suspicion_why"):
        _suspicion(node, why="weather")
    with refused(by="alarms_suspicion_settled_by_somebody"):
        run("UPDATE alarms_suspicion SET settled_at = %s WHERE id = %s", AT, key)
    run("UPDATE alarms_suspicion SET settled_at = %s, settled_by = 'staff:1' WHERE id = %s", AT, key)
    with refused(by="alarms_suspicion_stays_settled"):
        run("UPDATE alarms_suspicion SET settled_by = 'staff:2' WHERE id = %s", key)


def test_reports_are_of_lines_that_there_are_and_stay(node: int) -> None:
    with refused(by="alarms_report_line"):
        put("alarms_report", line_id=999_999_999, at=AT, by="x")
    put("alarms_report", line_id=builders.line(node_id=node), at=AT, by="x")
    with refused(by="permission"):
        run("DELETE FROM alarms_report")
