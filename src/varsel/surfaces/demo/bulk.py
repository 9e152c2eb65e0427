"""A long past written at once: tables without triggers and foreign keys for a while, and a journal that is sealed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psycopg

LEDGER = (
    "ledger_invoice",
    "ledger_line",
    "ledger_payment",
    "ledger_credit",
    "ledger_settlement",
    "ledger_debit_failure",
)
TABLES = (*LEDGER, "journal_entry", "journal_seal")
PROOF = Path(__file__).with_name("proof.sql")
SEALED_AT_ONCE = 5_000
# What hangs on the tables, each with the statement that brings it back: keys of other tables to them and their own,
# then constraints with an index, then indexes alone.
_HANGING = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
        format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE (contype = 'f' AND (conrelid = ANY(%(tables)s::regclass[])
        OR confrelid = ANY(%(tables)s::regclass[]))) OR (contype = 'u' AND conrelid = ANY(%(tables)s::regclass[]))
    ORDER BY contype, conrelid::regclass::text, conname"""
_INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%(tables)s::regclass[]) AND NOT EXISTS (
        SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
    ORDER BY indexrelid::regclass::text"""
_TOLD = """
    INSERT INTO journal_entry (id, ref, at, kind, about, party, actor, facts)
    SELECT first + id, pg_temp.ref(at, 'entry', id), at, kind, about, party_id, actor, facts::jsonb
    FROM demo_entry, (SELECT coalesce(max(id), 0) AS first FROM journal_entry) AS before WHERE at < %s ORDER BY id"""
# Entries as records/journal/sealing.py writes them before it hashes them; `journal verify` reads them again. Their ids
# follow each other, for a plan is told from its first entry on: the first and the last name all between.
_WAITING = """
    SELECT min(entry.id), max(entry.id), convert_to(string_agg(
        '[' || entry.id || ',"' || ref || '","' || to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
        || '+00:00","' || entry.kind || '","' || entry.about || '",' || party || ',"' || entry.actor || '",'
        || demo.facts || ',null,null]' || chr(10), '' ORDER BY entry.id), 'UTF8')
    FROM demo_entry demo JOIN journal_entry entry ON entry.id = %(first)s + demo.id WHERE demo.at < %(end)s
    GROUP BY demo.id / %(size)s ORDER BY demo.id / %(size)s"""
_SEALED = """
    INSERT INTO journal_seal (at, entries, previous, digest)
    SELECT %s, array_agg(id ORDER BY id), %s, %s FROM generate_series(%s::bigint, %s::bigint) AS id"""
_NEXT = """
    SELECT setval(pg_get_serial_sequence(name, 'id'), most) FROM (VALUES
        ('ledger_invoice', (SELECT max(id) FROM demo_bill)), ('ledger_line', (SELECT max(id) * 8 + 8 FROM demo_bill)),
        ('ledger_payment', (SELECT max(id) FROM demo_money WHERE NOT is_credit)),
        ('ledger_credit', (SELECT max(id) FROM demo_money WHERE is_credit)),
        ('ledger_settlement', (SELECT max(id) FROM demo_settled)),
        ('journal_entry', (SELECT max(id) FROM journal_entry))) AS drawn (name, most) WHERE most IS NOT NULL"""


@contextmanager
def unseen(*, session: psycopg.Connection) -> Iterator[None]:
    """Take triggers, keys and indexes away while the block runs, then ask everything that they would have asked.

    Call it in a transaction of the owner: nobody else sees the tables without them.

    :raises AssertionError: when a trigger would have refused what was written; a foreign key raises by itself.
    """
    tables = {"tables": list(TABLES)}
    hanging = [*session.execute(_HANGING, tables).fetchall(), *session.execute(_INDEXES, tables).fetchall()]
    _alter(session, "DISABLE TRIGGER USER")
    for away, _ in hanging:
        session.execute(away.encode())
    yield
    for _, back in reversed(hanging):
        session.execute(back.encode())
    _alter(session, "ENABLE TRIGGER USER")
    if found := session.execute(PROOF.read_bytes()).fetchone():
        raise AssertionError(f"the demo's past can't be: {found[0]}")


def tell(*, session: psycopg.Connection, end: datetime) -> None:
    """Write and seal the plan's entries before an instant, and let the next ids of all tables come after the plan's."""
    row = session.execute("SELECT coalesce(max(id), 0) FROM journal_entry").fetchone()
    assert row
    session.execute(_TOLD, [end])
    session.execute(_NEXT.encode())
    _seal(session=session, first=row[0], end=end)


def _seal(*, session: psycopg.Connection, first: int, end: datetime) -> None:
    newest = session.execute("SELECT digest FROM journal_seal ORDER BY id DESC LIMIT 1").fetchone()
    previous = bytes(newest[0]) if newest else bytes(32)
    values = {"first": first, "end": end, "size": SEALED_AT_ONCE}
    with session.cursor(name="waiting") as waiting:
        waiting.itersize = 10
        waiting.execute(_WAITING, values, binary=True)
        for first_of, last_of, content in waiting:
            digest = hashlib.sha256(previous + content).digest()
            session.execute(_SEALED, [end, previous, digest, first_of, last_of])
            previous = digest


def _alter(session: psycopg.Connection, what: str) -> None:
    for table in TABLES:
        session.execute(f"ALTER TABLE {table} {what}".encode())
