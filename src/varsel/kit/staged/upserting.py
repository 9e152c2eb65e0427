"""The whole way of rows in bulk, for tables that need nothing of their own on it."""

from __future__ import annotations

from varsel.kit.staged.applying import insert_new, update_known
from varsel.kit.staged.arriving import stage
from varsel.kit.staged.comparing import compare
from varsel.kit.staged.outcome import Upserted
from varsel.kit.staged.refusing import refuse
from varsel.kit.staged.shapes import Table, Told


def upsert(*, table: Table, told: Told) -> Upserted:
    """Add what is new, change what differs and may be changed, and say what was refused or is in conflict."""
    count = stage(table=table, told=told)
    refusals = refuse(table=table)
    conflicts = compare(table=table, told=told)
    changed = update_known(table=table, told=told)
    added = insert_new(table=table)
    same = count - len(refusals) - changed - added
    return Upserted(added=added, changed=changed, same=same, refusals=refusals, conflicts=conflicts)
