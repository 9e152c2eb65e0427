"""Whose a receipt is: found by our own reference, or by what the gateway calls the message or one of its parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from varsel.kit.copying import copy_in, next_ids
from varsel.kit.reading import array, fetch
from varsel.outlets.notices.channels import Receipt

RANK = {"accepted": 1, "delivered": 2, "expired": 3, "failed": 4}
STATES = {rank: state for state, rank in RANK.items()}
# An attempt that is still being handed over has no parts yet: its receipts wait.
_BY_REF = "SELECT ref, id, outcome IS NOT NULL FROM notices_attempt WHERE ref = ANY(%(refs)s)"
# Gateways use their references again: the newest attempt is meant.
_BY_PART = """
    SELECT channel, gateway_ref, max(attempt_id) FROM notices_part
    WHERE gateway_ref = ANY(%(refs)s) AND channel = ANY(%(channels)s) GROUP BY channel, gateway_ref"""
_WAITING = """
    SELECT id, channel, ref, gateway_ref, state, at, because FROM notices_receipt
    WHERE attempt_id IS NULL AND noted_at >= %(since)s AND channel = ANY(%(channels)s)"""
# Two who match at once never wait for each other: who comes second passes it by.
_ATTACH = """
    WITH free AS (
        SELECT id FROM notices_receipt WHERE id = ANY(%(keys)s::bigint[]) AND attempt_id IS NULL
        ORDER BY id FOR UPDATE SKIP LOCKED)
    UPDATE notices_receipt AS receipt SET attempt_id = meant.attempt_id
    FROM free JOIN unnest(%(keys)s::bigint[], %(attempts)s::bigint[]) AS meant (id, attempt_id) USING (id)
    WHERE receipt.id = free.id RETURNING receipt.id"""

RECEIPT = {"id": "int8", "channel": "text", "ref": "uuid", "gateway_ref": "text", "state": "text"}
RECEIPT |= {"at": "timestamptz", "because": "text", "noted_at": "timestamptz", "attempt_id": "int8"}

Key = tuple[str, str]  # channel and the gateway's reference


class Said(NamedTuple):
    """One receipt, as it came; in the order of its columns (RECEIPT)."""

    id: int
    channel: str
    ref: UUID | None
    gateway_ref: str
    state: str
    at: datetime
    because: str


def said(*, receipts: Sequence[Receipt], channel: str) -> list[Said]:
    """Give each receipt the id that it is kept under."""
    keys = next_ids(table="notices_receipt", count=len(receipts)) if receipts else []
    return [
        Said(key, channel, _uuid(one.ref), one.gateway_ref, one.state, one.at, one.because[:500])
        for key, one in zip(keys, receipts, strict=True)
    ]


def keep(*, said: Sequence[Said], whose: Mapping[int, int], at: datetime) -> None:
    """Keep receipts, with the attempt that each speaks of where that is known: `whose`, by receipt."""
    if said:
        rows = ((*one, at, whose.get(one.id)) for one in said)
        copy_in(table="notices_receipt", columns=RECEIPT, rows=rows)


def waiting(*, channels: Collection[str], since: datetime) -> list[Said]:
    """Return the receipts noted since then of which nobody knows yet what they speak of."""
    values = {"channels": list(channels), "since": since}
    return [Said(*row) for row in fetch(statement=_WAITING, values=values)]


def known(*, said: Sequence[Said]) -> dict[int, list[Said]]:
    """Return by attempt what is said of it; what speaks of no attempt, or of one without an outcome, is left out."""
    by_ref = _by_ref({one.ref for one in said if one.ref})
    by_part = _by_part({(one.channel, one.gateway_ref) for one in said if one.gateway_ref})
    found: dict[int, list[Said]] = {}
    for one in said:
        attempt, is_over = by_ref.get(one.ref, (None, False)) if one.ref else (None, False)
        if attempt is None:
            attempt, is_over = by_part.get((one.channel, one.gateway_ref)), True
        if attempt is not None and is_over:
            found.setdefault(attempt, []).append(one)
    return found


def attach(*, said: Mapping[int, Sequence[Said]]) -> dict[int, list[Said]]:
    """Write down, by attempt, whose receipts are that waited, and return those that nobody else has at this moment."""
    pairs = [(one.id, attempt) for attempt, some in said.items() for one in some]
    if not pairs:
        return {}
    values = {"keys": [key for key, _ in pairs], "attempts": [attempt for _, attempt in pairs]}
    mine = {row[0] for row in fetch(statement=_ATTACH, values=values)}
    kept = {attempt: [one for one in some if one.id in mine] for attempt, some in said.items()}
    return {attempt: some for attempt, some in kept.items() if some}


def highest(*, before: str | None, said: Sequence[Said]) -> str | None:
    """Return what a receipt has climbed to."""
    return max([before or "", *(one.state for one in said)], key=lambda state: RANK.get(state, 0)) or None


def whole(*, parts: Sequence[str | None]) -> str | None:
    """Return a message's receipt: failed if any part is, else as far as all of them are."""
    ranks = [RANK.get(part or "", 0) for part in parts]
    if max(ranks) >= RANK["expired"]:
        return STATES[max(ranks)]
    return STATES[min(ranks)] if min(ranks) else "accepted" if max(ranks) else None


def of_part(*, gateway_ref: str, said: Sequence[Said]) -> list[Said]:
    """Return what speaks of a part: by its name, or of all of the message by our own reference."""
    return [one for one in said if one.gateway_ref == gateway_ref or not one.gateway_ref]


def _by_ref(refs: Collection[UUID]) -> dict[UUID, tuple[int, bool]]:
    rows: list[tuple[Any, ...]] = fetch(statement=_BY_REF, values={"refs": array(list(refs))}) if refs else []
    return {ref: (attempt, is_over) for ref, attempt, is_over in rows}


def _by_part(keys: Collection[Key]) -> dict[Key, int]:
    if not keys:
        return {}
    channels, refs = ({key[at] for key in keys} for at in (0, 1))
    rows = fetch(statement=_BY_PART, values={"refs": array(list(refs)), "channels": list(channels)})
    return {(channel, ref): attempt for channel, ref, attempt in rows}


def _uuid(ref: str) -> UUID | None:
    """Return our reference, or None for what can't be one: a gateway may answer with anything."""
    try:
        return UUID(ref) if ref else None
    except ValueError:
        return None
