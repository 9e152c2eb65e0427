"""The page of the alarms, and the page that says whom an outage would touch."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.utils import translation
from pytest_django import Settings
from typer.testing import CliRunner

import builders
from operations.outages.network import Tree, tree
from surfaces.alarms.sayings import AT, MINUTE, alert, group, tell
from surfaces.outbox.saying import agent, text
from varsel.kit import clock
from varsel.operations.outages import queries as outages
from varsel.operations.outages import reach
from varsel.surfaces.alarms import actions, queries
from varsel.surfaces.cli.commands import app

PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture
def net(settings: Settings, db: None) -> Iterator[Tree]:
    """Give a tree with an alarm of something unknown and a suspicion, in plain English."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {**settings.STORAGES, **PLAIN_FILES}
    builders.set_policy()
    with clock.held(at=AT), translation.override("en"):
        net = tree(telecare="a")
        tell(alert("olt-9", at=AT), at=AT)
        for _ in range(3):
            actions.note_report(line_id=builders.line(node_id=net.nodes["b"]), actor="test", at=AT)
        builders.advance(after=AT - MINUTE, to=AT)
        yield net


def test_the_page_shows_what_names_nothing_and_what_is_suspected(net: Tree) -> None:
    page = text(agent("noc"), "/alarms/")

    assert "olt-9" in page
    assert "3 customers report it" in page
    assert "Declare an outage" in page


def test_who_only_answers_customers_sees_and_decides_nothing(net: Tree) -> None:
    client = agent("agent")
    (found,) = queries.suspected()

    assert "Declare an outage" not in text(client, "/alarms/")
    assert client.post(f"/alarms/suspected/{found.id}/declare/").status_code == 403
    assert outages.open_now() == []


def test_a_person_declares_what_is_suspected_once(net: Tree) -> None:
    client, (found,) = agent("noc"), queries.suspected()
    for _ in range(2):
        assert client.post(f"/alarms/suspected/{found.id}/declare/").status_code == 302

    assert [one.node_id for one in outages.open_now()] == [net.nodes["b"]]
    assert queries.suspected() == []


def test_what_is_dismissed_is_gone_and_nobody_is_told(net: Tree) -> None:
    (found,) = queries.suspected()
    agent("noc").post(f"/alarms/suspected/{found.id}/dismiss/")

    assert queries.suspected() == []
    assert outages.open_now() == []


def test_a_name_that_a_person_places_counts_and_an_unknown_node_does_not(net: Tree) -> None:
    client, (found,) = agent("noc"), queries.unplaced()
    client.post(f"/alarms/{found.id}/name/", {"node": "nowhere"})
    assert queries.unplaced() == [found]

    client.post(f"/alarms/{found.id}/name/", {"node": net.names["c"]})
    builders.advance(after=AT - MINUTE, to=AT + 3 * MINUTE)
    assert queries.unplaced() == []
    assert net.nodes["c"] in {one.node_id for one in outages.open_now()}


def test_whom_an_outage_would_touch_is_counted_by_municipality(net: Tree) -> None:
    found = reach.reach(node_id=net.nodes["agg-1"])

    assert (found.whole.lines, found.whole.customers, found.whole.telecare_lines) == (5, 2, 1)
    assert [(part.municipality, part.customers) for part in found.parts] == [("Västervik", 2)]
    page = text(agent("noc"), f"/affected/?node={net.names['agg-1']}")
    assert "tell the municipality" in page
    assert "There is no node" in text(agent("noc"), "/affected/?node=x")


def test_the_command_counts_the_same(net: Tree) -> None:
    told = CliRunner().invoke(app, ["outages", "affected", net.names["agg-1"], "--json"])

    assert told.exit_code == 0
    assert json.loads(told.stdout)["customers"] == 2
    assert CliRunner().invoke(app, ["outages", "affected", "x"]).exit_code == 3


def test_the_check_says_what_a_body_would_mean_and_stores_nothing(net: Tree, tmp_path: object) -> None:
    file = tmp_path / "body.json"  # type: ignore[operator]
    file.write_bytes(group(alert(net.names["a"], at=AT, label="node"), alert("olt-10", at=AT, label="node")))
    told = CliRunner().invoke(app, ["alarms", "check", str(file), "--format", "alertmanager", "--json"])

    assert told.exit_code == 6
    lines = [json.loads(line) for line in told.stdout.splitlines() if line.startswith("{")]
    assert [line["about"] for line in lines] == ["node", "unknown"]
    assert len(queries.unplaced()) == 1
    file.write_text("{")
    assert CliRunner().invoke(app, ["alarms", "check", str(file), "--format", "alertmanager"]).exit_code == 2
