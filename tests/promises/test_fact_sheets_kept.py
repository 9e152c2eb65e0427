"""Fact sheets by raw SQL: approved by name, never changed, of an outage that there is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

import builders
from promises.forging import put, refused, run
from varsel.operations.outages import actions
from varsel.records.network import actions as network

NOW = builders.START
TEXTS = {one: {"title": "T", "sections": []} for one in ("sv", "nb", "en")}


@pytest.fixture
def outage(db: None) -> int:
    builders.set_policy()
    node_id = network.add_node(external_id="core", kind="core", parent_id=None, municipality="Bergen")
    return actions.declare_outage(called="E-1", node_id=node_id, title="", expected=None, actor="test", at=NOW)


def _version(outage: int, **changes: Any) -> int:
    row = {"ref": uuid4(), "outage_id": outage, "number": 1, "texts": TEXTS, "approved_at": NOW}
    return put("sheets_version", **(row | {"approved_by": "staff:1", "approved_name": "Petra Holm"} | changes))


def test_what_the_press_was_told_stays(outage: int) -> None:
    key = _version(outage)
    with refused(by="permission"):
        run("UPDATE sheets_version SET approved_name = 'Somebody' WHERE id = %s", key)
    with refused(by="permission"):
        run("DELETE FROM sheets_version WHERE id = %s", key)


def test_it_is_approved_by_name_and_in_every_language(outage: int) -> None:
    with refused(by="sheets_approved_by_name"):
        _version(outage, approved_name="")
    with refused(by="sheets_in_every_language"):
        _version(outage, texts={"sv": {}})


def test_versions_are_numbered_once_and_of_an_outage(outage: int) -> None:
    _version(outage)
    with refused(by="sheets_numbered"):
        _version(outage)
    with refused(by="sheets_of_an_outage"):
        _version(outage + 1000)


def test_an_approval_is_not_backdated(outage: int) -> None:
    _version(outage)
    with refused(by="sheets_version_not_backdated"):
        _version(outage, number=2, approved_at=NOW - timedelta(days=1))
