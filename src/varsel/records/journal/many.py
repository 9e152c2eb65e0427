"""Many entries at once, in the transaction of what they tell."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from varsel.kit import ids
from varsel.kit.copying import copy_in, next_ids, ready_json
from varsel.law.grammar import Verdict
from varsel.records.journal.kinds import Kind

COLUMNS = {
    "id": "int8",
    "ref": "uuid",
    "at": "timestamptz",
    "kind": "text",
    "about": "text",
    "party": "int8",
    "actor": "text",
    "facts": "jsonb",
    "verdict": "jsonb",
}
AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Untold:
    """An entry that is to be written. `facts` are JSON values that name nobody."""

    about: str
    party: int | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    verdict: Verdict | None = None


def write_many(*, kind: Kind, entries: Iterable[Untold], at: datetime, actor: str) -> list[int]:
    """Copy entries of one kind into the journal and return their ids, in their order.

    The triggers hear and seal each as if it came alone.

    :raises RuntimeError: outside a transaction: an entry belongs to the transaction of what it tells.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a journal entry is written in the transaction of what it tells")
    written: list[int] = []
    coming = iter(entries)
    while some := list(islice(coming, AT_ONCE)):
        keys = next_ids(table="journal_entry", count=len(some))
        copy_in(table="journal_entry", columns=COLUMNS, rows=_rows(keys, some, kind=kind, at=at, actor=actor))
        written += keys
    return written


def _rows(
    keys: Collection[int], entries: Iterable[Untold], *, kind: Kind, at: datetime, actor: str
) -> Iterator[tuple[Any, ...]]:
    for key, ref, entry in zip(keys, ids.new_many(at=at, count=len(keys)), entries, strict=True):
        verdict = _written(entry.verdict) if entry.verdict else None
        facts = ready_json(json.dumps(entry.facts))
        yield key, ref, at, kind.value, entry.about, entry.party, actor, facts, verdict


@lru_cache(maxsize=512)
def _written(verdict: Verdict) -> Jsonb:
    """Return a verdict as it is stored: a day's sweep comes to the same few of them, for thousands of services."""
    return ready_json(json.dumps(verdict.to_json()))
