"""Many rows out: read in binary as plain tuples, where making a model of each would cost more than all the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection


def fetch(*, statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run a SELECT in Django's present transaction and return its rows. Lists are given as arrays: `= ANY(%(ids)s)`."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement, values, binary=True)
        return cursor.fetchall()
