"""Declaring by hand and planning work: the node is found, what hangs on it is seen, then it is said."""

from __future__ import annotations

import re

import pytest
from django.test import Client

import builders
from operations.outages.network import Tree
from varsel.operations.outages import actions, queries
from varsel.outlets.notices import queries as notices

pytestmark = pytest.mark.database
AT = builders.START  # nine in the morning, local time


def _seen(text: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', text)
    assert found, "the page shows no rehearsal"
    return found.group(1)


def test_a_node_is_found_by_a_part_of_its_name_or_its_municipality(noc: Client, net: Tree) -> None:
    name = net.names["agg-1"]
    assert name in noc.get(f"/outages/new/?q={name[:-1].upper()}").content.decode()
    assert net.names["core"] in noc.get("/outages/new/?q=västervik").content.decode()
    assert "No node is called so." in noc.get("/outages/plan/?q=zzz").content.decode()


def test_what_would_be_affected_is_seen_before_anything_is_declared(noc: Client, net: Tree) -> None:
    text = noc.get(f"/outages/new/?node={net.names['agg-1']}").content.decode()

    assert "1 safety alarm" in text
    assert "50 %" in text  # two of the municipality's four
    assert queries.open_now() == []
    assert noc.get("/outages/new/?node=nowhere").status_code == 404


def test_an_outage_is_declared_after_a_look(noc: Client, net: Tree) -> None:
    said = {"node": net.names["agg-1"], "title": "Cut at the bridge", "expected": "2026-03-02T12:00"}
    looked = noc.post("/outages/new/", said).content.decode()
    assert queries.open_now() == []
    noc.post("/outages/new/", {**said, "seen": _seen(looked)})

    (one,) = queries.open_now()
    assert (one.title, one.node_id) == ("Cut at the bridge", net.nodes["agg-1"])
    ((about, _, _, count),) = notices.counted_about(subjects=[one.about])
    assert (about, count) == ("outage_start", 2)
    assert noc.post("/outages/new/", {**said, "seen": _seen(looked)}).status_code == 409


def test_below_an_open_outage_it_is_said_that_nobody_is_told_again(noc: Client, net: Tree, dark: int) -> None:
    text = noc.get(f"/outages/new/?node={net.names['a']}").content.decode()
    assert "declared as a part of that one" in text
    looked = noc.post("/outages/new/", {"node": net.names["a"], "title": "", "expected": ""}).content.decode()
    assert "Nobody is told anything." in looked


def test_above_an_open_outage_only_the_others_are_told(noc: Client, net: Tree, dark: int) -> None:
    looked = noc.post("/outages/new/", {"node": net.names["core"], "title": "", "expected": ""}).content.decode()
    noc.post("/outages/new/", {"node": net.names["core"], "title": "", "expected": "", "seen": _seen(looked)})

    (one,) = queries.open_now()
    assert [count for _, _, _, count in notices.counted_about(subjects=[one.about])] == [2]


PLAN = {"title": "New switch", "called": "W-1", "begins_at": "2026-03-03T09:00", "ends_at": "2026-03-03T11:00"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"begins_at": "2026-03-03T08:59"}, "Too late to announce"),
        ({"ends_at": "2026-03-03T09:00"}, "It ends before it begins."),
        ({"called": "W-0"}, "with this number already"),
        ({"title": ""}, "required"),
    ],
)
def test_work_that_can_t_be_planned_is_refused_at_its_field(
    noc: Client, net: Tree, changed: dict[str, str], said: str
) -> None:
    begins, ends = (AT.replace(month=4, hour=hour) for hour in (9, 10))
    actions.plan_work(
        called="W-0", node_id=net.nodes["d"], begins_at=begins, ends_at=ends, title="x", actor="staff:1", at=AT
    )
    answer = noc.post("/outages/plan/", {**PLAN, "node": net.names["agg-2"], **changed})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert queries.planned_called(name="W-1") is None


def test_work_is_planned_a_day_before_to_the_minute(noc: Client, net: Tree) -> None:
    said = {**PLAN, "node": net.names["agg-2"]}
    looked = noc.post("/outages/plan/", said).content.decode()
    assert "They are told" in looked
    noc.post("/outages/plan/", {**said, "seen": _seen(looked)})

    assert queries.planned_called(name="W-1") is not None
