"""The whole way of rows in bulk, for tables that need nothing of their own on it."""

from __future__ import annotations

from psycopg.sql import SQL

from varsel.kit.staged.applying import insert_new, update_known
from varsel.kit.staged.arriving import stage
from varsel.kit.staged.comparing import compare
from varsel.kit.staged.outcome import Upserted
from varsel.kit.staged.refusing import refuse
from varsel.kit.staged.shapes import Table, Told
from varsel.kit.staged.statements import fetch


def upsert(*, table: Table, told: Told) -> Upserted:
    """Add what is new, change what differs and may be changed, and say what was refused or is in conflict."""
    count = stage(table=table, told=told)
    refusals = refuse(table=table)
    conflicts = compare(table=table, told=told)
    changed = update_known(table=table, told=told)
    added = insert_new(table=table)
    same = count - len(refusals) - changed - added
    return Upserted(added=added, changed=changed, same=same, refusals=refusals, conflicts=conflicts)


def add_new(*, table: Table, told: Told) -> tuple[Upserted, list[str]]:
    """Add what is new and change nothing; say what was refused or is in conflict, and what the new rows are called."""
    count = stage(table=table, told=told)
    refusals = refuse(table=table)
    conflicts = compare(table=table, told=told)
    named = fetch("SELECT {key} FROM told r WHERE r.known_id IS NULL ORDER BY r.place", key=SQL(table.key_text))
    added = insert_new(table=table)
    same = count - len(refusals) - added
    return Upserted(added=added, same=same, refusals=refusals, conflicts=conflicts), [row[0] for row in named]
