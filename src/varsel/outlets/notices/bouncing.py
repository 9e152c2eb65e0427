"""Words that did not arrive after all: the next channel gets them, and what was told no longer counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from varsel.kit import ids
from varsel.kit.copying import copy_in
from varsel.outlets.notices import quiet
from varsel.outlets.notices.models import Notice
from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.settling import run
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many
from varsel.records.parties import actions as contacts

BOUNCE = {"notice_id": "int8", "attempt_id": "int8", "at": "timestamptz", "because": "text"}
_QUEUE_AGAIN = """
    UPDATE notices_notice SET state = 'queued', settled_at = NULL, lane = ''
    WHERE id = ANY(%s) AND state IN ('handed', 'unknown')"""
_SAY_ANEW = """
    INSERT INTO notices_notice (ref, about, subject, party_id, country, language, template, facts, facts_hash, route,
        created_at, not_before, urgent, state, instead_of)
    SELECT %s, about, subject, party_id, country, language, template, facts, facts_hash, array_remove(route, %s),
        %s, %s, urgent, 'queued', id FROM notices_notice WHERE id = %s"""


@dataclass(frozen=True, slots=True)
class Failed:
    """An attempt that a receipt or a bounce says did not arrive. `is_permanent`: its address is to blame."""

    attempt_id: int
    notice_id: int
    channel: str
    address: str
    party_id: int
    about: str
    subject: str
    was_told: bool
    is_permanent: bool
    because: str


def fail(*, failed: Sequence[Failed], at: datetime) -> None:
    """Mark the addresses, queue what was not told yet for its next channel, and take back what was."""
    if not failed:
        return
    for one in failed:
        if one.is_permanent:
            _mark(one, at=at)
    run(statement=_QUEUE_AGAIN, values=[[one.notice_id for one in failed if not one.was_told]])
    _take_back([one for one in failed if one.was_told], at=at)


def _mark(one: Failed, *, at: datetime) -> None:
    contacts.mark_bounced(
        party_id=one.party_id, channel=one.channel, value=one.address, because=one.because, at=at, actor="system"
    )


def _take_back(told: Sequence[Failed], *, at: datetime) -> None:
    """Let told words count no longer. They are said anew at once: by us, or by their operation where time runs."""
    if not told:
        return
    rows = ((one.notice_id, one.attempt_id, at, one.because) for one in told)
    copy_in(table="notices_bounce", columns=BOUNCE, rows=rows)
    entries = [Untold(about=one.subject, party=one.party_id, facts=_facts(one)) for one in told]
    write_many(kind=Kind.NOTICE_BOUNCED, entries=entries, at=at, actor="system")
    for one in told:
        if not PURPOSES[one.about].starts_time:
            _say_anew(one, at=at)


def _facts(one: Failed) -> dict[str, object]:
    return {"notice": one.notice_id, "about": one.about, "channel": one.channel, "because": one.because}


def _say_anew(one: Failed, *, at: datetime) -> None:
    """Queue the same words for the other channels; an address that was replaced meanwhile may be tried as well."""
    country = Notice.objects.values_list("country", flat=True).get(id=one.notice_id)
    not_before = quiet.held_until(purpose=PURPOSES[one.about], country=country, at=at)
    without = "" if one.is_permanent else one.channel
    run(statement=_SAY_ANEW, values=[ids.new(at=at), without, at, not_before, one.notice_id])
