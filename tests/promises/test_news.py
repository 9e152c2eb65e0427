"""News by raw SQL: published by another, never edited, never taken away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

import builders
from promises.forging import put, refused, run

NOW = builders.START
TEXTS = {one: {"title": "T", "body": "B"} for one in ("sv", "nb", "en")}


@pytest.fixture(autouse=True)
def _ground(db: None) -> None:
    builders.set_policy()


def _entry(**changes: Any) -> int:
    return put("feed_entry", **({"ref": uuid4(), "texts": TEXTS, "written_at": NOW, "written_by": "staff:1"} | changes))


def _publish(key: int, by: str = "staff:2") -> None:
    run("UPDATE feed_entry SET published_at = %s, published_by = %s WHERE id = %s", NOW, by, key)


def test_another_person_publishes() -> None:
    key = _entry()
    with refused(by="feed_published_by_another"):
        _publish(key, by="staff:1")
    _publish(key)


def test_news_begin_unpublished_and_in_every_language() -> None:
    with refused(by="feed_entry_only_forward"):
        _entry(published_at=NOW, published_by="staff:2")
    with refused(by="feed_in_every_language"):
        _entry(texts={"sv": TEXTS["sv"]})
    with refused(by="feed_entry_not_backdated"):
        _entry(written_at=NOW - timedelta(days=30))


def test_what_everybody_could_read_stays() -> None:
    key = _entry()
    with refused(by="permission"):
        run("UPDATE feed_entry SET texts = '{}'")
    _publish(key)
    for change in ("published_by = 'staff:3'", "published_at = NULL, published_by = NULL", "thrown_away_at = now()"):
        with refused(by="feed_entry_only_forward"):
            run(f"UPDATE feed_entry SET {change}")
    with refused(by="permission"):
        run("DELETE FROM feed_entry")


def test_news_are_withdrawn_once_with_a_note() -> None:
    key = _entry()
    withdraw = "UPDATE feed_entry SET withdrawn_at = %s, withdrawn_by = 'staff:1', withdrawn_because = %s WHERE id = %s"
    with refused(by="feed_withdrawn_with_a_note"):
        run(withdraw, NOW, "{}", key)  # nobody could read it yet
    _publish(key)
    with refused(by="feed_withdrawn_with_a_note"):
        run(withdraw, NOW, None, key)
    run(withdraw, NOW, "{}", key)
    with refused(by="feed_entry_only_forward"):
        run(withdraw, NOW + timedelta(days=1), "{}", key)


def test_what_was_thrown_away_is_not_published() -> None:
    key = _entry()
    run("UPDATE feed_entry SET thrown_away_at = %s", NOW)
    with refused(by="feed_entry_only_forward"):
        _publish(key)


def test_news_are_corrected_once() -> None:
    key = _entry()
    _entry(corrects_id=key)
    with refused(by="feed_entry_corrects_id_key"):
        _entry(corrects_id=key)


def _post(key: int, **changes: Any) -> dict[str, Any]:
    row = {"ref": uuid4(), "entry_id": key, "event": "news.published", "hook": "https://a.example/", "body": "{}"}
    return row | {"made_at": NOW, "tries": 0, "next_at": NOW} | changes


def test_others_are_told_once_of_what_is_published() -> None:
    key = _entry()
    with refused(by="feed_post_of_published"):
        put("feed_post", **_post(key))
    _publish(key)
    put("feed_post", **_post(key))
    with refused(by="feed_post_once"):
        put("feed_post", **_post(key))
    with refused(by="feed_post_event"):
        put("feed_post", **_post(key, event="news.edited"))
    with refused(by="feed_post_taken_is_done"):
        run("UPDATE feed_post SET taken_at = %s", NOW)
    with refused(by="permission"):
        run("UPDATE feed_post SET body = 'x'")
    with refused(by="permission"):
        run("DELETE FROM feed_post")
