"""Many rows at once: copied in binary, with ids drawn beforehand where other rows lean on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb

from varsel.kit.reading import fetch

_NEXT = """
    SELECT nextval(name)
    FROM pg_get_serial_sequence(%(table)s, 'id') AS name, generate_series(1, %(count)s::bigint)"""


def next_ids(*, table: str, count: int) -> list[int]:
    """Draw so many ids of a table, in order. The role that runs needs USAGE of the table's sequence."""
    return [row[0] for row in fetch(statement=_NEXT, values={"table": table, "count": count})]


def copy_in(*, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
    """Copy rows into a table; `columns` name each value's PostgreSQL type. JSON values are given as they are."""
    names = SQL(", ").join(map(Identifier, columns))
    statement = SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(Identifier(table), names)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(list(columns.values()))
        for row in rows:
            copy.write_row(row)


def ready_json(text: str) -> Jsonb:
    """Return JSON text for a jsonb column, to be sent as it is: what is written alike in many rows is dumped once."""
    return Jsonb(text, dumps=str)
