"""Rows in bulk: copied into a temporary table, held against what is stored, and applied set by set."""

from __future__ import annotations

from varsel.kit.staged.applying import insert_new, take_stock, update_known
from varsel.kit.staged.arriving import stage
from varsel.kit.staged.comparing import compare
from varsel.kit.staged.outcome import Conflict, Refusal, Upserted
from varsel.kit.staged.reading import stored_rows
from varsel.kit.staged.refusing import refuse
from varsel.kit.staged.shapes import Check, Column, Refers, Table, Told
from varsel.kit.staged.upserting import add_new, upsert

__all__ = [
    "Check",
    "Column",
    "Conflict",
    "Refers",
    "Refusal",
    "Table",
    "Told",
    "Upserted",
    "add_new",
    "compare",
    "insert_new",
    "refuse",
    "stage",
    "stored_rows",
    "take_stock",
    "update_known",
    "upsert",
]
