"""How many customers there are in each area: counted anew only when the register has changed."""

from __future__ import annotations

from django.db import connection

from varsel.kit.copying import copy_in
from varsel.operations.outages import rows

COLUMNS = {"country": "text", "municipality": "text", "customers": "int4"}
_ONE_COUNTER = 7_203_405
_SEEN = """
    INSERT INTO outages_population_seen (snapshot) VALUES (%(snapshot)s::pg_snapshot)
    ON CONFLICT (one) DO UPDATE SET snapshot = EXCLUDED.snapshot"""
_FORGET = "DELETE FROM outages_register_change WHERE pg_visible_in_snapshot(xid, %(snapshot)s::pg_snapshot)"


def count_population() -> None:
    """See that the numbers of customers are those of the register; another who counts now is waited for."""
    if rows.known_population():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_COUNTER])
        if rows.known_population():
            return
        found, snapshot = rows.population()
        if not found:
            return
        cursor.execute("DELETE FROM outages_population")
        copy_in(table="outages_population", columns=COLUMNS, rows=[(*key, count) for key, count in found.items()])
        cursor.execute(_SEEN, {"snapshot": snapshot})
        cursor.execute(_FORGET, {"snapshot": snapshot})
