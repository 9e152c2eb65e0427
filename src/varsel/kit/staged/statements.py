"""Statements put together from our own tables' shapes, and run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg.sql import SQL, Composable, Identifier


def run(statement: str, given: Sequence[Any] | None = None, **parts: Composable) -> int:
    """Run a statement with these parts in it, and return how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(SQL(statement).format(**parts).as_string(None), given)
        touched: int = cursor.rowcount
    return touched


def fetch(statement: str, given: Sequence[Any] | None = None, **parts: Composable) -> list[tuple[Any, ...]]:
    """Run a query with these parts in it, and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(SQL(statement).format(**parts).as_string(None), given)
        return list(cursor.fetchall())


def names(*, of: Sequence[str]) -> Composable:
    """Return names, quoted, with commas."""
    return SQL(", ").join(Identifier(name) for name in of)


def listed(*, of: Sequence[str], joint: str = ", ") -> Composable:
    """Return fragments of our own SQL, joined."""
    return SQL(joint).join(SQL(fragment) for fragment in of)
