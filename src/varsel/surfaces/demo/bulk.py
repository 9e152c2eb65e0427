"""A long past written at once: tables without triggers and foreign keys for a while, and proved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
JOURNAL = ("journal_entry", "journal_seal")
HERE = Path(__file__).parent
PROOFS = {LEDGER: HERE / "proof.sql", JOURNAL: HERE / "proof_of_order.sql"}
# What hangs on the tables, each with the statement that brings it back: keys of other tables to them and their own,
# then constraints with an index, then indexes alone. What other tables lean on in the journal stays: the ledger's keys
# are taken from those tables at the same time, in another session.
_HANGING = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
        format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint AS own WHERE (contype = 'f' AND (conrelid = ANY(%(tables)s::regclass[])
        OR confrelid = ANY(%(tables)s::regclass[]) AND NOT %(kept)s)) OR (contype = 'u'
        AND conrelid = ANY(%(tables)s::regclass[]) AND NOT (%(kept)s AND EXISTS (
            SELECT FROM pg_constraint AS leaning WHERE contype = 'f' AND leaning.conindid = own.conindid)))
    ORDER BY contype, conrelid::regclass::text, conname"""
_INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%(tables)s::regclass[]) AND NOT EXISTS (
        SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
    ORDER BY indexrelid::regclass::text"""


@contextmanager
def unseen(*, session: psycopg.Connection, tables: tuple[str, ...] = LEDGER, is_proved: bool = False) -> Iterator[None]:
    """Take triggers, keys and indexes away while the block runs, then ask everything that they would have asked.

    Call it in a transaction of the owner: nobody else sees the tables without them. `is_proved`: the rows were proved
    where they wait to be let in, and are not asked again; keys and indexes always are.

    :raises AssertionError: when a trigger would have refused what was written; a foreign key raises by itself.
    """
    values = {"tables": list(tables), "kept": tables == JOURNAL}
    hanging = [*session.execute(_HANGING, values).fetchall(), *session.execute(_INDEXES, values).fetchall()]
    _alter(session, tables, "DISABLE TRIGGER USER")
    for away, _ in hanging:
        session.execute(away.encode())
    yield
    for _, back in reversed(hanging):
        session.execute(back.encode())
    _alter(session, tables, "ENABLE TRIGGER USER")
    if not is_proved:
        prove(session=session, tables=tables)


def prove(*, session: psycopg.Connection, tables: tuple[str, ...] = LEDGER) -> None:
    """Ask of the tables that the session finds by their names what their triggers would have asked.

    :raises AssertionError: when a trigger would have refused what is there.
    """
    if found := session.execute(PROOFS[tables].read_bytes()).fetchone():
        raise AssertionError(f"the demo's past can't be: {found[0]}")


def _alter(session: psycopg.Connection, tables: tuple[str, ...], what: str) -> None:
    for table in tables:
        session.execute(f"ALTER TABLE {table} {what}".encode())
