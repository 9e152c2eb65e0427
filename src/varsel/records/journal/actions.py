"""The one way into the journal: in the transaction of what is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from varsel.kit import ids
from varsel.law.grammar import Verdict
from varsel.records.journal import personal as sealed
from varsel.records.journal.kinds import Kind
from varsel.records.journal.models import Entry


def write(
    *,
    at: datetime,
    kind: Kind,
    about: str,
    actor: str,
    party: int | None = None,
    facts: Mapping[str, Any] | None = None,
    verdict: Verdict | None = None,
    personal: str | None = None,
) -> int:
    """Write one entry and return its id.

    `facts` are JSON values that name nobody; what is personal goes into `personal` and is encrypted with the key of
    the party, so that it can be forgotten while the chain still verifies.

    :raises RuntimeError: outside a transaction: an entry belongs to the transaction of what it tells.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a journal entry is written in the transaction of what it tells")
    entry = Entry.objects.create(
        ref=ids.new(at=at),
        at=at,
        kind=kind.value,
        about=about,
        party=party,
        actor=actor,
        facts=dict(facts or {}),
        verdict=verdict.to_json() if verdict else None,
        personal=sealed.encrypt(party=party, text=personal) if personal else None,
    )
    return entry.id
