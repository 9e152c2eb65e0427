"""How many customers there are is counted once, and again when the register has changed."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import builders
from operations.outages.network import Tree, tree
from promises.forging import run
from varsel.operations.outages import actions, queries, rows
from varsel.operations.outages.actions.count import count_population

pytestmark = pytest.mark.database
AT = builders.START
MINUTE = timedelta(minutes=1)


def _areas(net: Tree, name: str) -> list[tuple[str | None, int, int]]:
    return [(one.municipality, one.affected, one.customers) for one in rows.areas(node_id=net.nodes[name])]


def _counted() -> bool:
    """Count if need be, and tell whether the register was read for it."""
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        count_population()
    return any("DELETE FROM outages_population" in one["sql"] for one in asked)


def _register() -> Tree:
    builders.set_policy()
    return tree()


def test_it_is_counted_once_and_anew_after_each_kind_of_change(transactional_db: None) -> None:
    net = _register()
    assert _counted()
    assert not _counted()

    party_id = builders.customer()
    assert not _counted()  # nobody yet: a customer counts with a service
    line_id = builders.line(node_id=net.nodes["a"])
    assert _counted()
    builders.service(party_id=party_id, line_id=line_id)
    assert _counted()
    run("UPDATE network_line SET node_id = %s WHERE id = %s", net.nodes["b"], line_id)
    assert _counted()
    run("UPDATE network_node SET municipality = 'Vimmerby' WHERE id = %s", net.nodes["b"])
    assert _counted()
    run("UPDATE network_node SET parent_id = %s WHERE id = %s", net.nodes["agg-2"], net.nodes["b"])
    assert _counted()
    run("UPDATE network_line SET address = 'Storgatan 2' WHERE id = %s", line_id)
    assert not _counted()


def test_what_is_kept_is_what_a_count_gives(transactional_db: None) -> None:
    net = _register()
    run("UPDATE network_node SET municipality = 'Vimmerby' WHERE id = %s", net.nodes["agg-2"])
    builders.service(party_id=net.parties["a"], line_id=builders.line(node_id=net.nodes["c"]))  # at home in both
    before = _areas(net, "core")
    with transaction.atomic():
        count_population()

    assert (
        rows.known_population()
        == rows.population()[0]
        == {
            ("SE", ""): 4,
            ("SE", "Vimmerby"): 3,
            ("SE", "Västervik"): 2,
        }
    )
    assert _areas(net, "core") == before == [("Vimmerby", 3, 3), ("Västervik", 2, 2), (None, 4, 4)]
    assert _areas(net, "c") == [("Vimmerby", 2, 3), (None, 2, 4)]


def test_what_came_while_it_was_counted_is_not_missed(transactional_db: None) -> None:
    net = _register()

    def register_and_wait() -> None:
        try:
            builders.service(party_id=net.parties["a"], line_id=builders.line(node_id=net.nodes["a"]))
        finally:
            connection.close()

    with transaction.atomic():
        found, snapshot = rows.population()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(register_and_wait).result()
        run("INSERT INTO outages_population VALUES ('SE', '', %s)", found["SE", ""])
        run("INSERT INTO outages_population_seen (snapshot) VALUES (%s::pg_snapshot)", snapshot)

    assert rows.known_population() == {}
    assert _counted()


def test_two_who_count_at_once_count_once(transactional_db: None) -> None:
    _register()

    def count() -> bool:
        try:
            return _counted()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        counted = [one.result() for one in [pool.submit(count), pool.submit(count)]]

    assert sorted(counted) == [False, True]


def test_weighing_an_outage_reads_what_is_dark_and_not_the_register(transactional_db: None) -> None:
    net = _register()
    for _ in range(60):
        builders.service(party_id=builders.customer(), line_id=builders.line(node_id=net.nodes["d"]))
    with transaction.atomic():
        count_population()
    with transaction.atomic():
        run("SET LOCAL enable_seqscan = off")  # so few rows are read one after another however many are wanted
        statement = rows._DARK.replace("%(node)s", str(net.nodes["a"]))
        plan = run("EXPLAIN (ANALYZE, FORMAT JSON) " + statement)[0][0]

    assert _read(plan if isinstance(plan, list) else json.loads(plan), "agreements_service") == 1


def test_an_outage_is_weighed_without_a_count_when_nothing_has_changed(transactional_db: None) -> None:
    net = _register()
    for leaf in ("a", "c"):
        actions.raise_alarm(node_id=net.nodes[leaf], at=AT)
        with CaptureQueriesContext(connection) as asked:
            builders.advance(after=AT, to=AT + 2 * MINUTE)
        counts = sum("DELETE FROM outages_population" in one["sql"] for one in asked)
        assert counts == (leaf == "a")
    assert len(queries.open_now()) == 2


def _read(plan: list[dict[str, Any]], table: str) -> int:
    """Return how many rows of a table a plan has read."""
    found, waiting = 0, [one["Plan"] for one in plan]
    while waiting:
        node = waiting.pop()
        if node.get("Relation Name") == table:
            lost = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
            found += int((node["Actual Rows"] + lost) * node["Actual Loops"])
        waiting += node.get("Plans", [])
    return found
