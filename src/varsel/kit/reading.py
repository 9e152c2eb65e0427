"""Many rows out: read in binary as plain tuples, where making a model of each would cost more than all the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection


def fetch(*, statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run a statement that returns rows in Django's present transaction. Lists are arrays: `= ANY(%(ids)s)`."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement, {name: _sent(value) for name, value in values.items()}, binary=True)
        return cursor.fetchall()


def array(values: Sequence[Any]) -> str:
    """Return values of one kind as one text, which PostgreSQL reads as the array it is compared with, or cast to.

    Dumped value by value, a thousand took longer to send than their rows to come back; what is alike is written once.
    """
    if values and isinstance(values[0], int) and None not in values:
        return "{" + ",".join(map(str, values)) + "}"
    written = {value: _element(value) for value in set(values)}
    return "{" + ",".join([written[value] for value in values]) + "}"


def _sent(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], int):
        return array(value)
    return value


def _element(value: Any) -> str:
    if isinstance(value, int):
        return str(value)
    if value is None:
        return "NULL"
    text = value if isinstance(value, str) else value.isoformat() if isinstance(value, datetime) else str(value)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
