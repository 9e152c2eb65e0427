"""The mode held still while something leaves: who has outlets in their hands asks here which they shall be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_SAY = """
    SELECT set_config('varsel.outlets', CASE WHEN shadow_running() IS NULL THEN 'real' ELSE 'recorders' END, false)"""
_LOCK = 7_208  # as in the promises: shared by all who have outlets, alone for who changes the mode


@contextmanager
def kept() -> Iterator[bool]:
    """Keep the mode as it is until the block ends, and yield whether it is shadow mode.

    The session tells the database that it has recorders, or the real outlets; a hand-over in the other mode is refused.
    A session that dies lets go.
    """
    _run("SELECT pg_advisory_lock_shared(%s)", _LOCK)
    try:
        yield _run(_SAY) == "recorders"
    finally:
        if connection.connection is not None and not connection.connection.closed:
            _run("SELECT set_config('varsel.outlets', '', false), pg_advisory_unlock_shared(%s)", _LOCK)


def wait_for_outlets() -> None:
    """Wait, in a transaction, until nobody has an outlet in their hands; nobody takes one until it ends."""
    _run("SELECT pg_advisory_xact_lock(%s)", _LOCK)


def _run(statement: str, *values: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        first: str = cursor.fetchone()[0]
        return first
