"""What is stored, in the terms of the files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection
from psycopg.sql import SQL

from varsel.kit.staged.shapes import Table
from varsel.kit.staged.statements import listed


def stored_rows(*, table: Table) -> Iterator[tuple[Any, ...]]:
    """Yield every stored row as the values of the table's columns, by key; inside a transaction, row by row."""
    reads = [f"({column.reads})::{column.type}" for column in table.columns]
    statement = SQL("SELECT {reads} FROM {source} ORDER BY {key}").format(
        reads=listed(of=reads),
        source=SQL(table.source),
        key=listed(of=[_in_order(table=table, name=name) for name in table.key]),
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement.as_string(None))
        while rows := cursor.fetchmany(5_000):
            yield from rows


def _in_order(*, table: Table, name: str) -> str:
    column = table.column(name)
    return f'{column.reads} COLLATE "C"' if column.type == "text" else column.reads
