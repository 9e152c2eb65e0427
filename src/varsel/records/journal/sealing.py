"""The chain: committed entries are sealed in batches, each bound to all before it. A changed entry breaks it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from varsel.records.journal.models import Entry, Seal, Unsealed

START = bytes(32)
BATCH = 1000
_TOLD = ("id", "ref", "at", "kind", "about", "party", "actor", "facts", "verdict", "personal")
_LOCK = 7_203_401  # one sealer at a time


class Broken(Exception):
    """The chain does not verify: an entry or a seal is not what it was."""


@transaction.atomic(durable=True)
def seal(*, at: datetime) -> int:
    """Seal the oldest waiting entries, at most a batch, and return how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    waiting = list(Unsealed.objects.order_by("entry_id").values_list("entry_id", flat=True)[:BATCH])
    if waiting:  # the seal's own trigger ends their waiting
        previous = head()
        Seal.objects.create(at=at, entries=waiting, previous=previous, digest=_digest(previous=previous, ids=waiting))
    return len(waiting)


def head() -> bytes:
    """Return the newest digest: what is published outside."""
    newest = Seal.objects.order_by("-id").first()
    return bytes(newest.digest) if newest else START


def verify() -> int:
    """Recompute the whole chain and return how many entries it holds.

    :raises Broken: at the first seal that does not agree with its entries or its predecessor, or the first entry that
        is in no seal and does not wait for one.
    """
    previous, count = START, 0
    for row in Seal.objects.order_by("id").iterator():
        if bytes(row.previous) != previous or bytes(row.digest) != _digest(previous=previous, ids=row.entries):
            raise Broken(f"seal {row.id} of {row.at} does not agree with its entries {row.entries[0]}…")
        previous, count = bytes(row.digest), count + len(row.entries)
    _verify_none_slipped_by()
    return count


def _verify_none_slipped_by() -> None:
    """Raise Broken at the first entry that neither was sealed nor waits to be."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM journal_entry EXCEPT (SELECT unnest(entries) FROM journal_seal"
            " UNION ALL SELECT entry_id FROM journal_unsealed) ORDER BY id LIMIT 1"
        )
        if slipped := cursor.fetchone():
            raise Broken(f"entry {slipped[0]} is in no seal and does not wait for one")


def _digest(*, previous: bytes, ids: list[int]) -> bytes:
    rows = Entry.objects.filter(id__in=ids).order_by("id").values_list(*_TOLD)
    return hashlib.sha256(previous + b"".join(_canonical(rows=rows))).digest()


def _canonical(*, rows: Iterable[Sequence[Any]]) -> Iterable[bytes]:
    """Yield each entry as bytes that do not depend on how it was read."""
    for key, ref, at, *told, personal in rows:
        line = [key, str(ref), at.isoformat(), *told, bytes(personal).hex() if personal else None]
        yield json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
