"""Every hand-over is of a word, and every part of a hand-over: asked of a statement's rows at once, by raw SQL."""

from __future__ import annotations

import psycopg
import pytest

import builders
from promises.forging import count, put, refused, run
from promises.telling import DEMANDED_AT, Demanded, attempt, queued


@pytest.fixture
def untold(policy: int) -> Demanded:
    """Give a demand that waits to be handed over."""
    return queued(builders.service(party_id=builders.customer()))


def test_a_hand_over_of_no_word_is_refused(untold: Demanded) -> None:
    with refused(by="notices_attempt_of_a_notice"):
        put("notices_attempt", **attempt(notice_id=untold.word.id + 1000, at=DEMANDED_AT))
    assert count("notices_attempt") == 0

    put("notices_attempt", **attempt(notice_id=untold.word.id, at=DEMANDED_AT))


def test_a_part_of_no_hand_over_is_refused_also_among_others(untold: Demanded) -> None:
    whole = put("notices_attempt", **attempt(notice_id=untold.word.id, at=DEMANDED_AT))
    parts = "INSERT INTO notices_part (attempt_id, channel, gateway_ref) SELECT unnest(%s::bigint[]), 'sms', '1'"
    with refused(by="notices_part_of_an_attempt"):
        run(parts, [whole, whole + 1000])
    assert count("notices_part") == 0

    run(parts, [whole, whole])
    assert count("notices_part") == 2


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ("UPDATE notices_notice SET id = id + 1000", "notices_notice_keeps_its_id"),
        ("UPDATE notices_attempt SET id = id + 1000", "notices_attempt_stays_of_its_notice"),
        ("UPDATE notices_attempt SET notice_id = notice_id + 1000", "notices_attempt_stays_of_its_notice"),
        ("UPDATE notices_part SET attempt_id = attempt_id + 1000", "notices_part_stays_of_its_attempt"),
        ("TRUNCATE notices_attempt CASCADE", "notices_attempt_not_truncated"),
        ("TRUNCATE notices_notice CASCADE", "notices_notice_not_truncated"),
        ("DELETE FROM notices_attempt", "notices_attempt_not_deleted"),
        ("DELETE FROM notices_notice", "notices_notice_not_deleted"),
    ],
)
def test_nobody_takes_a_hand_over_or_a_part_from_what_it_is_of(
    superuser: psycopg.Connection, change: str, by: str
) -> None:
    builders.set_policy(at=builders.START)
    word = queued(builders.service(party_id=builders.customer())).word
    whole = put("notices_attempt", **attempt(notice_id=word.id, at=DEMANDED_AT))
    put("notices_part", attempt_id=whole, channel="sms", gateway_ref="1")
    with pytest.raises(psycopg.DatabaseError) as refusal:
        superuser.execute(change)
    superuser.close()

    assert refusal.value.diag.constraint_name == by
