"""Staged rows become stored ones: what is new is inserted, what differs and may be changed is changed."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg.sql import Identifier

from varsel.kit.staged.shapes import Table, Told
from varsel.kit.staged.statements import fetch, listed, names, run

_MANY = 1_000  # rows


def insert_new(*, table: Table) -> int:
    """Insert the staged rows that are not stored, in the order of the file, and return how many."""
    into = {column.into: column.written for column in table.columns if column.into} | dict(table.made)
    added = run(
        "INSERT INTO {table} ({into}) SELECT {values} FROM told r WHERE r.known_id IS NULL ORDER BY r.place",
        table=Identifier(table.table),
        into=names(of=list(into)),
        values=listed(of=list(into.values())),
    )
    take_stock(tables=[table.table], added=added)
    return added


def take_stock(*, tables: Sequence[str], added: int) -> None:
    """Let the planner count tables that have grown by much in this transaction: its plans for an empty one are slow."""
    for name in tables if added >= _MANY else ():
        run("ANALYZE {table}", table=Identifier(name))


def update_known(*, table: Table, told: Told) -> int:
    """Apply what differs to the stored rows, and return how many rows differed."""
    sets = [
        f"{column.into} = {column.written}"
        for column in table.columns
        if column.into and column.changes and column.name in told.owned & told.columns
    ]
    if sets:
        run(
            "UPDATE {table} AS t SET {sets} FROM told r WHERE t.id = r.known_id"
            " AND r.known_id IN (SELECT known_id FROM differing)",
            table=Identifier(table.table),
            sets=listed(of=sets),
        )
    changed: int = fetch("SELECT count(DISTINCT known_id) FROM differing")[0][0]
    return changed
