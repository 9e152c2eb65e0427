"""Versions of the texts by raw SQL: what was said can be read, and words from the desk were approved."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

import builders
from promises.forging import put, refused, run
from promises.telling import notice
from varsel.outlets.notices.wording import Texts

NOW = builders.START
TEXTS = Texts(about="service_reopened", variant="paid", language="en", short="Open", long="Open\n\nIt is open.")


def _text(**changes: Any) -> dict[str, Any]:
    given = {"about": TEXTS.about, "variant": TEXTS.variant, "language": TEXTS.language, "version": TEXTS.version}
    return given | {"short": TEXTS.short, "long": TEXTS.long, "source": "product", "first_at": NOW} | changes


def _draft(**changes: Any) -> dict[str, Any]:
    row = {name: value for name, value in _text().items() if name not in ("source", "first_at")}
    return row | {"ref": uuid4(), "because": "clearer", "drafted_at": NOW, "drafted_by": "staff:1"} | changes


def _in_force(**changes: Any) -> dict[str, Any]:
    given = {"about": TEXTS.about, "variant": TEXTS.variant, "language": TEXTS.language, "version": None}
    return given | {"from_at": NOW, "set_at": NOW, "set_by": "staff:1", "because": "x"} | changes


@pytest.fixture(autouse=True)
def _ground(db: None) -> None:
    builders.set_policy()


@pytest.mark.parametrize("change", [{"short": "Shut"}, {"long": "x"}, {"language": "sv"}, {"version": "0" * 64}])
def test_a_version_is_the_hash_of_its_texts(change: dict[str, Any]) -> None:
    with refused(by="versions_text_is_its_hash"):
        put("versions_text", **_text(**change))
    put("versions_text", **_text())
    with refused(by="versions_draft_is_its_hash"):
        put("versions_draft", **_draft(**change))


def test_a_version_stays(db: None) -> None:
    put("versions_text", **_text())
    for statement in ("UPDATE versions_text SET first_at = now()", "DELETE FROM versions_text"):
        with refused(by="permission"):
            run(statement)


def test_words_from_the_desk_are_of_an_approved_draft() -> None:
    key = put("versions_draft", **_draft())
    with refused(by="versions_text_source"):
        put("versions_text", **_text(draft_id=key))
    with refused(by="versions_text_approved"):
        put("versions_text", **_text(source="desk", draft_id=key))
    run("UPDATE versions_draft SET previewed_at = %s, previewed_by = 'staff:2' WHERE id = %s", NOW, key)
    approve = "UPDATE versions_draft SET decided_at = %s, decided_by = %s, approved = true WHERE id = %s"
    with refused(by="versions_draft_approved_by_another"):
        run(approve, NOW, "staff:1", key)
    run(approve, NOW, "staff:2", key)
    put("versions_text", **_text(source="desk", draft_id=key))
    with refused(by="versions_draft_decided_once"):
        run("UPDATE versions_draft SET approved = false WHERE id = %s", key)


def test_a_draft_is_looked_at_before_it_is_approved() -> None:
    key = put("versions_draft", **_draft())
    with refused(by="versions_draft_looked_at_first"):
        run("UPDATE versions_draft SET decided_at = %s, decided_by = 'staff:2', approved = true", NOW)
    run("UPDATE versions_draft SET decided_at = %s, decided_by = 'staff:1', approved = false WHERE id = %s", NOW, key)


def test_a_draft_begins_open_and_keeps_its_words() -> None:
    with refused(by="versions_draft_begins_open"):
        put("versions_draft", **_draft(previewed_at=NOW, previewed_by="staff:2"))
    with refused(by="versions_draft_says_why"):
        put("versions_draft", **_draft(because=""))
    put("versions_draft", **_draft())
    with refused(by="permission"):
        run("UPDATE versions_draft SET short = 'x'")
    with refused(by="permission"):
        run("DELETE FROM versions_draft")


def test_only_a_version_of_the_text_is_in_force_and_never_backwards() -> None:
    put("versions_text", **_text())
    with refused(by="versions_in_force_is_a_version"):
        put("versions_in_force", **_in_force(version="0" * 64))
    with refused(by="versions_in_force_is_a_version"):
        put("versions_in_force", **_in_force(version=TEXTS.version, language="sv"))
    with refused(by="versions_in_force_not_before"):
        put("versions_in_force", **_in_force(from_at=NOW - timedelta(seconds=1)))
    put("versions_in_force", **_in_force(version=TEXTS.version))
    with refused(by="permission"):
        run("UPDATE versions_in_force SET from_at = from_at")


def test_nothing_is_said_in_words_that_can_not_be_read_later() -> None:
    party = builders.customer()
    put("notices_notice", **notice(party_id=party, subject="service:1", about="service_reopened", at=NOW))
    row = notice(party_id=party, subject="service:1", about="service_reopened", at=NOW)
    unknown = hashlib.sha256(b"unknown").hexdigest()
    with refused(by="notice_says_a_version"):
        put("notices_notice", **(row | {"template": unknown}))
    with refused(by="notice_says_a_version"):
        put("notices_notice", **(row | {"language": "sv"}))
    with refused(by="notice_says_a_version"):
        put("notices_notice", **(row | {"about": "service_closed"}))
