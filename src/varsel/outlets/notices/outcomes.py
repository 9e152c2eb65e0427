"""What became of a hand-over, written down in one transaction a batch: outcome, state, parts, journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from varsel.kit.copying import copy_in
from varsel.kit.reading import array
from varsel.outlets.notices import matching, proof
from varsel.outlets.notices.channels import Outcome, Receipt
from varsel.outlets.notices.matching import Said
from varsel.outlets.notices.proof import Words
from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.settling import hold, run
from varsel.outlets.notices.waiting import Ready
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many
from varsel.records.parties import actions as contacts

AGAIN_AFTER = timedelta(seconds=10)  # what the gateway could not take now
OPEN = ["queued", "unknown"]
PART = {"attempt_id": "int8", "channel": "text", "gateway_ref": "text", "receipt": "text"}
# Named twice, by join and by ANY: by the join alone all of a table was read that had grown since it was last analysed.
# `coalesce` hides from the planner how rare an open attempt is: it had expected one row, and joined row by row.
_END = """
    UPDATE notices_attempt AS attempt SET outcome = ended.outcome, gateway_ref = ended.gateway_ref,
        because = ended.because, ended_at = %s,
        receipt = coalesce(ended.receipt, attempt.receipt), delivered_at = ended.delivered_at
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[])
        AS ended (id, outcome, gateway_ref, because, receipt, delivered_at)
    WHERE attempt.id = ended.id AND attempt.id = ANY(%s::bigint[])
        AND coalesce(attempt.outcome = 'unknown', true) RETURNING attempt.id"""
_TELL = """
    UPDATE notices_notice AS notice SET state = 'told', told_at = told.at, told_by = told.channel,
        received_at = told.received_at, settled_at = %s
    FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[]) AS told (id, channel, at, received_at)
    WHERE notice.id = told.id AND notice.id = ANY(%s::bigint[])
        AND coalesce(notice.state <> 'told', true) RETURNING notice.id"""
_MOVE = """
    UPDATE notices_notice SET state = %s, settled_at = %s, lane = ''
    WHERE id = ANY(%s) AND state = ANY(%s)"""
_SET_ASIDE = "UPDATE notices_attempt SET set_aside_at = %s WHERE id = ANY(%s) AND outcome = 'unknown'"


class Begun(NamedTuple):
    """An attempt whose intent is committed."""

    id: int
    ref: UUID
    ready: Ready
    words: Words
    awaits_receipt: bool


class Concluded(NamedTuple):
    """An attempt and its answer; without one, `because` says what was lost."""

    begun: Begun
    outcome: Outcome | None
    because: str

    @property
    def answer(self) -> str:
        """Return the outcome's name."""
        return self.outcome.answer if self.outcome else "unknown"

    @property
    def waits_for_receipt(self) -> bool:
        """Tell whether the gateway took it and says later whether it arrived."""
        return self.begun.awaits_receipt and self.answer == "accepted"


class Arrived(NamedTuple):
    """Words that arrived: what to write down of them."""

    notice_id: int
    about: str
    subject: str
    party_id: int
    channel: str
    sha256: str
    stated: Mapping[str, str]
    at: datetime
    received_at: datetime


@transaction.atomic(durable=True)
def conclude(
    *, concluded: Sequence[Concluded], heard: Mapping[str, Sequence[Receipt]], letter_days: int, at: datetime
) -> dict[str, int]:
    """Commit the outcomes of a batch and what follows from each; return how many there were of each.

    What the receipts of it that were `heard` meanwhile, by channel, say already arrived is told at once.
    """
    said = [one for channel, some in heard.items() for one in matching.said(receipts=some, channel=channel)]
    early = _early(concluded, said)
    ended = _end(concluded, early=early, at=at)
    mine = [one for one in concluded if one.begun.id in ended]  # the others were resolved meanwhile
    whose = {one.id: key for key, some in early.items() if key in ended for one in some}
    matching.keep(said=said, whose=whose, at=at)
    by = _sorted(mine, early)
    _part(by.get("handed", ()))
    _part(by.get("arrived", ()), receipt="delivered")
    told = [*by.get("told", ()), *by.get("arrived", ())]
    tell(arrived=[_arrived(one, letter_days=letter_days, at=at) for one in told], at=at)
    _move("handed", by.get("handed", ()), at=at)
    _move("unknown", by.get("unknown", ()), at=at)
    say_again(attempts={one.begun.id: one.begun.ready.notice.id for one in by.get("said_twice", ())}, at=at)
    _reject(by.get("rejected", ()), at=at)
    hold(until={one.begun.ready.notice.id: at + AGAIN_AFTER for one in by.get("deferred", ())})
    return dict(Counter(one.answer for one in mine))


def _early(concluded: Sequence[Concluded], said: Sequence[Said]) -> dict[int, list[Said]]:
    """Return, by attempt, the receipts heard meanwhile that say of all of a message that it arrived.

    Of what says anything else, or of only a part, the receipts wait a moment longer (see receipts.match_waiting).
    """
    by_name: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        by_name.setdefault((one.channel, one.gateway_ref), []).append(one)
    found = {}
    for ended in concluded if said else ():
        channel = ended.begun.ready.reach.channel
        refs = ended.outcome.gateway_refs if ended.outcome else ()
        by_part = [by_name.get((channel, ref), []) for ref in refs]
        parts = [matching.highest(before=None, said=some) for some in by_part]
        if parts and matching.whole(parts=parts) == "delivered":
            found[ended.begun.id] = [one for some in by_part for one in some]
    return found


def _sorted(concluded: Sequence[Concluded], early: Collection[int]) -> dict[str, list[Concluded]]:
    """Return what was concluded by what follows from it."""
    found: dict[str, list[Concluded]] = {}
    for one in concluded:
        kind = one.answer
        if kind == "accepted" and one.begun.awaits_receipt:
            kind = "arrived" if one.begun.id in early else "handed"
        elif kind == "accepted":
            kind = "told"
        elif kind == "unknown" and PURPOSES[one.begun.ready.notice.about].said_twice:
            kind = "said_twice"
        found.setdefault(kind, []).append(one)
    return found


def _end(concluded: Sequence[Concluded], *, early: Collection[int], at: datetime) -> set[int]:
    """Write the outcomes, and return the attempts that were still ours to end."""
    outcomes = [one.outcome for one in concluded]
    columns = (
        [one.begun.id for one in concluded],
        [one.answer for one in concluded],
        [" ".join(outcome.gateway_refs) if outcome else "" for outcome in outcomes],
        [outcome.because if outcome else one.because for one, outcome in zip(concluded, outcomes, strict=True)],
        ["delivered" if one.begun.id in early else None for one in concluded],
        [at if one.begun.id in early else None for one in concluded],
    )
    with connection.cursor() as cursor:
        cursor.execute(_END, [at, *(array(column) for column in columns), array(columns[0])])
        return {row[0] for row in cursor.fetchall()}


def _part(handed: Sequence[Concluded], *, receipt: str | None = None) -> None:
    """Keep what the gateway calls the parts: its receipts speak of them."""
    rows = [
        (one.begun.id, one.begun.ready.reach.channel, ref, receipt)
        for one in handed
        if one.outcome
        for ref in one.outcome.gateway_refs
    ]
    if rows:
        copy_in(table="notices_part", columns=PART, rows=rows)


def _arrived(one: Concluded, *, letter_days: int, at: datetime) -> Arrived:
    notice, channel = one.begun.ready.notice, one.begun.ready.reach.channel
    return Arrived(
        notice_id=notice.id,
        about=notice.about,
        subject=notice.subject,
        party_id=notice.party_id,
        channel=channel,
        sha256=one.begun.words.sha256,
        stated=one.begun.words.stated,
        at=at,
        received_at=proof.received_at(country=notice.country, channel=channel, letter_days=letter_days, at=at),
    )


def tell(*, arrived: Sequence[Arrived], at: datetime) -> None:
    """Make notices told, and write each down once: clocks start from these entries."""
    if not arrived:
        return
    columns = (
        [one.notice_id for one in arrived],
        [one.channel for one in arrived],
        [one.at for one in arrived],
        [one.received_at for one in arrived],
    )
    with connection.cursor() as cursor:
        cursor.execute(_TELL, [at, *(array(column) for column in columns), array(columns[0])])
        told = {row[0] for row in cursor.fetchall()}
    by_kind: dict[str, list[Untold]] = {}
    for one in arrived:
        if one.notice_id in told:
            by_kind.setdefault(PURPOSES[one.about].told_kind, []).append(_entry(one))
    for kind, entries in by_kind.items():
        write_many(kind=Kind(kind), entries=entries, at=at, actor="system")


def _entry(one: Arrived) -> Untold:
    facts = {
        "notice": one.notice_id,
        "about": one.about,
        "channel": one.channel,
        "sha256": one.sha256,
        "received_at": one.received_at.isoformat(),
        **one.stated,
    }
    return Untold(about=one.subject, party=one.party_id, facts=facts)


def _move(state: str, some: Sequence[Concluded], *, at: datetime) -> None:
    if some:
        run(statement=_MOVE, values=[state, at, [one.begun.ready.notice.id for one in some], [*OPEN, "dropped"]])


def say_again(*, attempts: Mapping[int, int], at: datetime) -> None:
    """Set unknown attempts (with their notices) aside and queue the notices again: what may be said twice."""
    if attempts:
        run(statement=_SET_ASIDE, values=[at, list(attempts)])
        run(statement=_MOVE, values=["queued", None, list(attempts.values()), OPEN])


def _reject(some: Sequence[Concluded], *, at: datetime) -> None:
    """Mark addresses that are to blame; the notice stays queued, and goes to the next channel at once."""
    for one in some:
        if one.outcome and one.outcome.permanent:
            contacts.mark_bounced(
                party_id=one.begun.ready.notice.party_id,
                channel=one.begun.ready.reach.channel,
                value=one.begun.ready.reach.value,
                because=one.outcome.because,
                at=at,
                actor="system",
            )
    if some:
        run(statement=_MOVE, values=["queued", None, [one.begun.ready.notice.id for one in some], OPEN])
