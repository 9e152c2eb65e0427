"""Many entries at once, in the transaction of what they tell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from varsel.kit import ids
from varsel.records.journal.kinds import Kind


@dataclass(frozen=True, slots=True)
class Untold:
    """An entry that is to be written. `facts` are JSON values that name nobody."""

    about: str
    party: int | None
    facts: Mapping[str, Any] = field(default_factory=dict)


def write_many(*, kind: Kind, entries: Iterable[Untold], at: datetime, actor: str) -> None:
    """Copy entries of one kind into the journal; the triggers hear and seal each as if it came alone.

    :raises RuntimeError: outside a transaction: an entry belongs to the transaction of what it tells.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a journal entry is written in the transaction of what it tells")
    columns = "ref, at, kind, about, party, actor, facts"
    with connection.cursor() as cursor, cursor.copy(f"COPY journal_entry ({columns}) FROM STDIN") as copy:
        for entry in entries:
            facts = json.dumps(dict(entry.facts))
            copy.write_row((ids.new(at=at), at, kind.value, entry.about, entry.party, actor, facts))
