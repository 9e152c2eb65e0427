from __future__ import annotations

import threading
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

import builders
from varsel.kit import postgres
from varsel.records.journal import actions as journal
from varsel.records.journal import sealing
from varsel.records.journal.kinds import Kind
from varsel.records.journal.models import Entry, Seal, Unsealed

AT = builders.START


@pytest.fixture
def mighty(superuser: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """Give a connection that no trigger binds: what it plants must be found."""
    with superuser:
        superuser.execute("SET session_replication_role = replica")
        yield superuser


def _write(count: int = 1) -> list[int]:
    with transaction.atomic():
        return [journal.write(at=AT, kind=Kind.CAP_LIFTED, about="cap", actor="staff:1") for _ in range(count)]


def test_entries_wait_and_are_sealed_oldest_first_in_batches(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 2)
    written = _write(5)

    assert [sealing.seal(at=AT) for _ in range(4)] == [2, 2, 1, 0]

    assert [key for seal in Seal.objects.order_by("id") for key in seal.entries] == written
    assert Unsealed.objects.count() == 0
    assert sealing.verify() == 5


def test_each_seal_is_bound_to_the_one_before_and_the_head_is_the_newest(transactional_db: None) -> None:
    assert sealing.head() == sealing.START
    heads = []
    for _ in range(2):
        _write()
        sealing.seal(at=AT)
        heads.append(sealing.head())

    first, second = Seal.objects.order_by("id")
    assert (bytes(first.previous), bytes(second.previous)) == (sealing.START, heads[0])
    assert heads[1] == bytes(second.digest) != heads[0]


def test_what_is_not_committed_is_not_sealed_and_what_commits_late_is_not_missed(
    transactional_db: None, scratch: tuple[postgres.Server, str]
) -> None:
    insert = (
        "INSERT INTO journal_entry (ref, at, kind, about, actor, facts)"
        " VALUES (gen_random_uuid(), %s, 'cap_lifted', 'cap', 'late', '{}')"
    )
    with scratch[0].connect(dbname=connection.settings_dict["NAME"], role="app") as late:
        with late.transaction():
            late.execute(insert, [AT])
            _write()
            assert sealing.seal(at=AT) == 1
        assert sealing.seal(at=AT) == 1

    assert sealing.verify() == 2
    assert [len(seal.entries) for seal in Seal.objects.all()] == [1, 1]


def test_two_sealers_at_once_seal_each_entry_once(transactional_db: None) -> None:
    _write(20)
    start, sealed = threading.Barrier(2), []

    def work() -> None:
        start.wait()
        sealed.append(sealing.seal(at=AT))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(sealed) == [0, 20]
    assert sealing.verify() == 20


def test_a_sealer_leaves_while_another_is_at_it(transactional_db: None, scratch: tuple[postgres.Server, str]) -> None:
    _write()
    with scratch[0].connect(dbname=connection.settings_dict["NAME"], role="app") as other, other.transaction():
        other.execute("SELECT pg_advisory_xact_lock(%s)", [sealing._LOCK])
        assert sealing.seal(at=AT) == 0

    assert sealing.seal(at=AT) == 1


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("UPDATE journal_entry SET actor = 'nobody' WHERE id = (SELECT min(id) FROM journal_entry)", "does not agree"),
        (
            "UPDATE journal_entry SET facts = '{\"a\": 1}' WHERE id = (SELECT max(id) FROM journal_entry)",
            "does not agree",
        ),
        ("UPDATE journal_entry SET at = at + interval '1 microsecond'", "does not agree"),
        ("DELETE FROM journal_entry WHERE id = (SELECT min(id) FROM journal_entry)", "does not agree"),
        ("DELETE FROM journal_seal WHERE id = (SELECT min(id) FROM journal_seal)", "does not agree"),
        ("DELETE FROM journal_seal WHERE id = (SELECT max(id) FROM journal_seal)", "is in no seal"),
        ("UPDATE journal_seal SET entries = entries[2:]", "does not agree"),
        (
            """INSERT INTO journal_entry (ref, at, kind, about, actor, facts)
               SELECT gen_random_uuid(), at, kind, about, actor, facts FROM journal_entry LIMIT 1""",
            "is in no seal",
        ),
    ],
)
def test_what_was_planted_in_the_journal_is_found(mighty: psycopg.Connection, planted: str, found: str) -> None:
    for _ in range(2):
        _write(3)
        sealing.seal(at=AT)
    assert sealing.verify() == 6

    mighty.execute(planted)

    with pytest.raises(sealing.Broken, match=found):
        sealing.verify()


def test_what_still_waits_is_no_break(transactional_db: None) -> None:
    _write(2)
    sealing.seal(at=AT)
    _write(1)

    assert sealing.verify() == 2
    assert Entry.objects.count() == 3
