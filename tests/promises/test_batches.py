"""A batch of proposals is looked at before it is decided, and decided once."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

import builders
from builders import START
from varsel.operations.arrears.models import Batch

pytestmark = pytest.mark.database
DECIDE = "UPDATE arrears_batch SET decided_by = 'staff:1', decided_at = '2026-03-02 09:00Z'"


@pytest.fixture
def batch(db: None) -> Batch:
    """A batch that somebody looks at."""
    return Batch.objects.create(ref=builders.key(), shown=[1, 2], looked_by="staff:1", looked_at=START)


def test_a_batch_does_not_begin_decided(db: None) -> None:
    with pytest.raises(IntegrityError, match="before it is decided"):
        Batch.objects.create(
            ref=builders.key(), shown=[1], looked_by="a", looked_at=START, decided_by="a", decided_at=START
        )


@pytest.mark.parametrize(
    "again",
    [
        "UPDATE arrears_batch SET decided_by = 'staff:2'",
        "UPDATE arrears_batch SET decided_at = '2026-03-02 10:00Z'",
        "UPDATE arrears_batch SET decided_by = NULL, decided_at = NULL",
    ],
)
def test_what_was_decided_stays_so(batch: Batch, again: str) -> None:
    _run(DECIDE)
    with pytest.raises(DatabaseError, match="is decided: that stays"):
        _run(again)


def test_the_answers_are_written_once(batch: Batch) -> None:
    _run(DECIDE)
    _run("UPDATE arrears_batch SET answers = '{}'")
    with pytest.raises(DatabaseError, match="is decided: that stays"):
        _run("""UPDATE arrears_batch SET answers = '{"1": {}}'""")


@pytest.mark.parametrize("column", ["shown = '[3]'", "looked_by = 'staff:3'", "looked_at = now()"])
def test_what_was_shown_can_not_be_changed(batch: Batch, column: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        _run(f"UPDATE arrears_batch SET {column}")


def test_nobody_decides_without_a_name(batch: Batch) -> None:
    with pytest.raises(IntegrityError, match="batch_decided_by_somebody"):
        _run("UPDATE arrears_batch SET decided_at = now()")


def _run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
