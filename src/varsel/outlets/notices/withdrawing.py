"""Taking back words that nobody has got: something newer is to be said, or it is over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from varsel.kit.reading import fetch
from varsel.outlets.notices.models import State
from varsel.outlets.notices.settling import CALL, settle
from varsel.records.clocks import actions as clocks
from varsel.records.journal.kinds import Kind

# What a sender has in its hands is left to it.
_UNSAID = """
    SELECT id, about, subject, party_id, state FROM notices_notice AS notice
    WHERE subject = ANY(%(subjects)s) AND about = ANY(%(abouts)s) AND state = ANY(%(states)s)
        AND (%(variants)s::text[] IS NULL OR facts->>'variant' = ANY(%(variants)s))
        AND NOT EXISTS (SELECT FROM notices_attempt WHERE notice_id = notice.id AND outcome IS NULL OFFSET 0)
    ORDER BY id FOR UPDATE SKIP LOCKED"""


class _Unsaid(NamedTuple):
    id: int
    about: str
    subject: str
    party_id: int
    state: str


def withdraw(
    *,
    subjects: Collection[str],
    abouts: Collection[str],
    at: datetime,
    variants: Collection[str] | None = None,
    off_the_call_list: bool = True,
) -> frozenset[int]:
    """Drop what is queued of these words about these subjects, and take what reached nobody off the call list.

    `variants`: of these words only those; None: all. Return the keys of the customers who will not hear it.
    """
    states = [State.QUEUED.value, State.UNREACHED.value] if off_the_call_list else [State.QUEUED.value]
    values: dict[str, list[str] | None] = {"subjects": list(subjects), "abouts": list(abouts), "states": states}
    values["variants"] = None if variants is None else list(variants)
    unsaid = [_Unsaid(*row) for row in fetch(statement=_UNSAID, values=values)]
    settle(notices=unsaid, state=State.DROPPED, kind=Kind.NOTICE_DROPPED, at=at)
    for one in unsaid:
        if one.state == State.UNREACHED:
            clocks.waive(kind=CALL, about=f"notice:{one.id}", at=at)
    return frozenset(one.party_id for one in unsaid)
