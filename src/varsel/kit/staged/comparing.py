"""Staged rows held against the stored ones, value by value."""

from __future__ import annotations

from psycopg.sql import SQL

from varsel.kit.staged.outcome import Conflict
from varsel.kit.staged.shapes import Table, Told
from varsel.kit.staged.statements import fetch, listed, run


def compare(*, table: Table, told: Told) -> tuple[Conflict, ...]:
    """Write every difference that may be applied into the temporary table `differing`, and return the others.

    `differing` has known_id, field, stored and told (text). Only columns that the file had are compared.
    """
    _find(table=table, told=told)
    may = [column.name for column in table.columns if column.changes and column.name in told.owned]
    rows = fetch(
        "SELECT place, key, field, stored, told FROM differing WHERE field <> ALL(%s) ORDER BY place, field", [may]
    )
    run("DELETE FROM differing WHERE field <> ALL(%s)", [may])
    return tuple(Conflict(line=line, key=key, field=field, stored=old, told=new) for line, key, field, old, new in rows)


def _find(*, table: Table, told: Told) -> None:
    compared = [
        column
        for column in table.columns
        if column.compared and column.name in told.columns and column.name not in table.key
    ]
    pairs = [f"('{column.name}', ({column.reads})::{column.type}::text, r.{column.name}::text)" for column in compared]
    run(
        "CREATE TEMP TABLE differing ON COMMIT DROP AS"
        " SELECT r.known_id, r.place, {key} AS key, d.field, d.stored, d.told"
        " FROM told r JOIN {source} ON t.id = r.known_id"
        " CROSS JOIN LATERAL (VALUES {pairs}) d (field, stored, told) WHERE d.stored IS DISTINCT FROM d.told",
        key=SQL(table.key_text),
        source=SQL(table.source),
        pairs=listed(of=pairs or ["(''::text, ''::text, ''::text)"]),
    )
