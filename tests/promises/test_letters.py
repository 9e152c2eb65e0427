"""Letters and replies by raw SQL: what was printed or written stays as it was."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

import builders
from promises.forging import put, refused, run
from promises.telling import DEMANDED_AT, Demanded, attempt, queued

LONG_AGO = DEMANDED_AT - timedelta(days=30)
PDF = b"%PDF-1.7"


@pytest.fixture
def letter(policy: int) -> dict[str, Any]:
    """Give the row of a letter, in a batch that is there."""
    word: Demanded = queued(builders.service(party_id=builders.customer()))
    row = attempt(notice_id=word.word.id, at=DEMANDED_AT)
    put("notices_attempt", **row)
    batch = put("letters_batch", **_batch())
    return {
        "batch_id": batch,
        "position": 1,
        "attempt_ref": row["ref"],
        "mark": "0A1B-2C3D-4E5F",
        "pages": 1,
        "content": PDF,
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }


def _batch(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"ref": uuid4(), "name": str(uuid4()), "country": "SE", "envelope": "SE-C5-H2"}
    given |= {"made_at": DEMANDED_AT, "manifest": b"m", "manifest_sha256": hashlib.sha256(b"m").hexdigest()}
    return given | changes


def test_a_letter_is_the_bytes_whose_hash_it_has(letter: dict[str, Any]) -> None:
    with refused(by="letters_print_holds_its_bytes"):
        put("letters_print", **(letter | {"content": b"other"}))
    put("letters_print", **letter)


def test_a_letter_is_printed_once_for_an_attempt_that_there_is(letter: dict[str, Any]) -> None:
    with refused(by="letters_print_is_an_attempt"):
        put("letters_print", **(letter | {"attempt_ref": uuid4()}))
    put("letters_print", **letter)
    with refused(by="letters_print_attempt_ref_key"):
        put("letters_print", **(letter | {"position": 2, "mark": "0A1B-2C3D-4E60"}))


def test_a_place_in_a_batch_and_a_mark_are_one_letters(letter: dict[str, Any]) -> None:
    put("letters_print", **letter)
    with refused(by="letters_one_letter_a_place"):
        put("letters_print", **(letter | {"attempt_ref": uuid4(), "mark": "0A1B-2C3D-4E60"}))
    with refused(by="letters_print_mark_key"):
        put("letters_print", **(letter | {"attempt_ref": uuid4(), "position": 2}))


@pytest.mark.parametrize("changes", [{"pages": 0}, {"position": 0}])
def test_a_letter_has_a_page_and_a_place(letter: dict[str, Any], changes: dict[str, int]) -> None:
    with refused(by="letters_print_has_pages"):
        put("letters_print", **(letter | changes))


def test_a_manifest_is_the_bytes_whose_hash_it_has(policy: int) -> None:
    with refused(by="letters_manifest_holds"):
        put("letters_batch", **_batch(manifest=b"other"))


def test_a_batch_is_handed_over_once_and_not_before_it_was_made(letter: dict[str, Any]) -> None:
    batch = letter["batch_id"]
    with refused(by="letters_batch_handed_over_after"):
        run("UPDATE letters_batch SET handed_over_at = %s WHERE id = %s", LONG_AGO, batch)
    run("UPDATE letters_batch SET handed_over_at = %s WHERE id = %s", DEMANDED_AT, batch)
    with refused(by="letters_batch_handed_over_once"):
        run("UPDATE letters_batch SET handed_over_at = NULL WHERE id = %s", batch)


def test_a_batch_is_not_made_in_the_past(letter: dict[str, Any]) -> None:
    with refused(by="letters_batch_not_backdated"):
        put("letters_batch", **_batch(made_at=LONG_AGO))


def test_a_batch_is_of_a_country_that_the_operator_is_in(policy: int) -> None:
    with refused(by="letters_batch_country"):
        put("letters_batch", **_batch(country="FI"))


@pytest.mark.parametrize("table", ["letters_batch", "letters_print", "replies_reply"])
def test_what_was_printed_or_written_is_neither_deleted_nor_rewritten(table: str, policy: int) -> None:
    with refused(by="permission"):
        run(f"DELETE FROM {table}")
    with refused(by="permission"):
        run(f"UPDATE {table} SET id = id")


def _reply(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"ref": uuid4(), "channel": "sms", "address": "+46701740605", "text": "Tack", "key": "k"}
    return given | {'"to"': "71234", "came_at": DEMANDED_AT, "noted_at": DEMANDED_AT} | changes


def test_a_reply_is_kept_once(policy: int) -> None:
    put("replies_reply", **_reply())
    with refused(by="replies_once"):
        put("replies_reply", **_reply())


def test_a_reply_comes_by_sms_or_e_mail(policy: int) -> None:
    with refused(by="replies_channel"):
        put("replies_reply", **_reply(channel="letter"))


@pytest.mark.parametrize(("name", "constraint"), [("notice_id", "replies_notice"), ("party_id", "replies_party")])
def test_a_reply_answers_what_there_is_and_is_of_who_there_is(policy: int, name: str, constraint: str) -> None:
    with refused(by=constraint):
        put("replies_reply", **_reply(**{name: 999_999}))
        run("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_reply_is_seen_to_by_somebody_who_says_how_and_once(policy: int) -> None:
    key = put("replies_reply", **_reply())
    with refused(by="replies_handled_by_somebody"):
        run("UPDATE replies_reply SET handled_at = %s WHERE id = %s", DEMANDED_AT, key)
    with refused(by="replies_handled_by_somebody"):
        run("UPDATE replies_reply SET handled_at = %s, handled_by = 'a', handled_as = ''", DEMANDED_AT)
    run("UPDATE replies_reply SET handled_at = %s, handled_by = 'a', handled_as = 'rang'", DEMANDED_AT)
    with refused(by="replies_reply_handled_once"):
        run("UPDATE replies_reply SET handled_as = 'did nothing'")


def test_a_reply_is_not_noted_in_the_past(letter: dict[str, Any]) -> None:
    with refused(by="replies_reply_not_backdated"):
        put("replies_reply", **_reply(noted_at=LONG_AGO))
