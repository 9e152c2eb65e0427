"""Rows arrive by COPY, and are held against what they name and against what is stored under their key."""

from __future__ import annotations

from django.db import connection
from psycopg.sql import SQL, Identifier

from varsel.kit import ids
from varsel.kit.staged.shapes import Column, Table, Told
from varsel.kit.staged.statements import listed, names, run


def stage(*, table: Table, told: Told) -> int:
    """Copy the rows into the temporary table `told`, and return how many there are.

    It has each column by its name, `place` (the line in the file), `ref` (a new id), `known_id` (the stored row, if
    any), and for each column that refers `<column>__id` and `<column>__<brought>`. It lasts until the next call or the
    end of the transaction.
    """
    run("DROP TABLE IF EXISTS arrived, told, differing")
    of = [f"{column.name} {column.type}" for column in table.columns]
    run("CREATE TEMP TABLE arrived (place bigint, ref uuid, {of}) ON COMMIT DROP", of=listed(of=of))
    count = _copy(table=table, told=told)
    run("ANALYZE arrived")
    _resolve(table=table)
    run("ANALYZE told")
    return count


def _copy(*, table: Table, told: Told) -> int:
    columns = names(of=["place", "ref", *(column.name for column in table.columns)])
    statement = SQL("COPY arrived ({columns}) FROM STDIN").format(columns=columns).as_string(None)
    count, refs = 0, ids.stream(at=told.at)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for place, *values in told.rows:
            copy.write_row((place, next(refs), *values))
            count += 1
    return count


def _resolve(*, table: Table) -> None:
    referring = [column for column in table.columns if column.refers]
    known = [f"{table.column(name).reads} AS {name}" for name in table.key]
    run(
        "CREATE TEMP TABLE told ON COMMIT DROP AS SELECT a.*, known.id AS known_id{brought} FROM arrived a"
        " LEFT JOIN (SELECT t.id, {known} FROM {source}) known ON {same_key}{joins}",
        brought=listed(of=[_brought(column) for column in referring], joint=""),
        known=listed(of=known),
        source=SQL(table.source),
        same_key=listed(of=[f"known.{name} = a.{name}" for name in table.key], joint=" AND "),
        joins=SQL("").join(
            SQL(" LEFT JOIN {other} {alias} ON {alias}.{by} = a.{alias}").format(
                other=Identifier(column.refers.table), alias=Identifier(column.name), by=Identifier(column.refers.by)
            )
            for column in referring
            if column.refers
        ),
    )


def _brought(column: Column) -> str:
    wanted = ("id", *(column.refers.brings if column.refers else ()))
    return "".join(f', "{column.name}".{one} AS {column.name}__{one}' for one in wanted)
