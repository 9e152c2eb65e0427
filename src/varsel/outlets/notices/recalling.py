"""Finding whose a receipt is when the gateway's answer was lost, and with it the gateway's name for the message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from varsel.kit.copying import copy_in
from varsel.kit.reading import fetch
from varsel.outlets.notices.channels import Receipt
from varsel.outlets.notices.channels.smpp.heard import Note
from varsel.outlets.notices.channels.smpp.parts import short_reference
from varsel.outlets.notices.outcomes import PART
from varsel.outlets.notices.wording import gsm7

KEPT = timedelta(days=8)  # a gateway tries for a week at most
# Two small indexes: what is being handed over, and notices of which nobody knows.
_UNANSWERED = """
    WITH unanswered AS (
        SELECT id FROM notices_attempt WHERE outcome IS NULL AND begun_at > %(since)s
        UNION ALL
        SELECT attempt.id FROM notices_notice AS notice JOIN notices_attempt AS attempt ON attempt.notice_id = notice.id
        WHERE notice.state IN ('unreached', 'unknown') AND attempt.outcome = 'unknown' AND attempt.begun_at > %(since)s)
    SELECT id, ref, address, content, outcome IS NOT NULL FROM notices_attempt AS attempt JOIN unanswered USING (id)
    WHERE channel = 'sms' AND (address = ANY(%(addresses)s) OR ref = ANY(%(refs)s::uuid[]))
        AND NOT EXISTS (SELECT FROM notices_part WHERE attempt_id = attempt.id)"""


@dataclass(frozen=True, slots=True)
class _Open:
    """An attempt without an answer; `lost` when it no longer waits for one."""

    id: int
    ref: str
    address: str
    is_long: bool
    lost: bool


@transaction.atomic(durable=True)
def recall(*, notes: Sequence[Note], at: datetime) -> list[Receipt]:
    """Return the receipts, with our reference where number and short reference name exactly one unanswered message.

    What the gateway calls such a message is kept: its next receipt may name it by that alone. A long message of which
    only one part was heard of is not delivered by it: it is accepted, and waits.
    """
    asked = [one for one in notes if one.receipt.ref or one.short_reference is not None]
    if not asked:
        return [one.receipt for one in notes]
    known = _unanswered(notes=asked, since=at - KEPT)
    found = [(one, _whose(one, known)) for one in notes]
    _learn([(attempt, note.receipt.gateway_ref) for note, attempt in found if attempt])
    return [_recalled(note.receipt, attempt) for note, attempt in found]


def _unanswered(*, notes: Sequence[Note], since: datetime) -> list[_Open]:
    values = {
        "addresses": sorted({one.address for one in notes}),
        "refs": [ref for one in notes if (ref := one.receipt.ref) and _is_ours(ref)],
        "since": since,
    }
    rows: list[tuple[int, UUID, str, bytes, bool]] = fetch(statement=_UNANSWERED, values=values)
    return [
        _Open(key, str(ref), address, len(gsm7.cut(text=bytes(content).decode())) > 1, lost)
        for key, ref, address, content, lost in rows
    ]


def _whose(note: Note, known: Sequence[_Open]) -> _Open | None:
    """Return the one attempt that a receipt speaks of; None when none or several could be meant."""
    if note.receipt.ref:
        mine = [one for one in known if one.ref == note.receipt.ref]
    else:
        named = (note.address, note.short_reference)
        mine = [one for one in known if (one.address, short_reference(ref=one.ref)) == named]
    return mine[0] if len(mine) == 1 else None


def _learn(found: Sequence[tuple[_Open, str]]) -> None:
    names = {one.id: gateway_ref for one, gateway_ref in found if one.lost and gateway_ref and not one.is_long}
    if names:
        copy_in(table="notices_part", columns=PART, rows=((key, "sms", name, None) for key, name in names.items()))


def _recalled(receipt: Receipt, attempt: _Open | None) -> Receipt:
    if attempt is None:
        return receipt
    state = "accepted" if attempt.is_long and receipt.state == "delivered" else receipt.state
    return receipt._replace(ref=attempt.ref, state=state)


def _is_ours(ref: str) -> bool:
    try:
        UUID(ref)
    except ValueError:
        return False
    return True
