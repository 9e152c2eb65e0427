"""What gateways tell later: of a message, or of its parts, in any order, any number of times, also before the answer.

A receipt only climbs: accepted, delivered, expired, failed. Contradictions are read for the customer: what failed once
was not delivered. A message is delivered when all its parts are, and failed when any is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from varsel.kit.reading import fetch
from varsel.outlets.notices import bouncing, brakes, matching, outcomes, proof
from varsel.outlets.notices.bouncing import Failed
from varsel.outlets.notices.channels import Receipt
from varsel.outlets.notices.matching import RANK, Said
from varsel.outlets.notices.outcomes import Arrived
from varsel.outlets.notices.settling import run
from varsel.records.operator import queries as operator

SOON, LATE = timedelta(hours=1), timedelta(days=7)
# OFFSET keeps the planner from joining with all notices, as it did on a table that had grown since it was analysed.
_ATTEMPTS = """
    SELECT attempt.id, attempt.notice_id, attempt.channel, attempt.address, attempt.sha256, attempt.stated,
        attempt.awaits_receipt, attempt.begun_at, attempt.outcome, attempt.receipt, notice.about, notice.subject,
        notice.party_id, notice.country, notice.state, notice.told_by
    FROM notices_attempt AS attempt
    CROSS JOIN LATERAL (SELECT * FROM notices_notice WHERE id = attempt.notice_id OFFSET 0) AS notice
    WHERE attempt.id = ANY(%(ids)s) AND outcome IN ('accepted', 'unknown') AND set_aside_at IS NULL
    ORDER BY attempt.id FOR UPDATE OF attempt"""
_PARTS = "SELECT id, attempt_id, gateway_ref, receipt FROM notices_part WHERE attempt_id = ANY(%(ids)s) ORDER BY id"
_CLIMB_PARTS = """
    UPDATE notices_part AS part SET receipt = said.receipt FROM unnest(%s::bigint[], %s::text[]) AS said (id, receipt)
    WHERE part.id = said.id"""
_CLIMB = """
    UPDATE notices_attempt AS attempt SET receipt = said.receipt, delivered_at = coalesce(delivered_at, said.delivered),
        failed_at = coalesce(failed_at, said.failed)
    FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[])
        AS said (id, receipt, delivered, failed)
    WHERE attempt.id = said.id AND attempt.id = ANY(%s::bigint[])"""
_WAIT_ON = "UPDATE notices_notice SET state = 'handed', settled_at = %s WHERE id = ANY(%s) AND state = 'unknown'"
_ACCEPT = "UPDATE notices_attempt SET outcome = 'accepted', ended_at = %s WHERE id = ANY(%s) AND outcome = 'unknown'"


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt with its notice, locked."""

    id: int
    notice_id: int
    channel: str
    address: str
    sha256: str
    stated: Mapping[str, str]
    awaits_receipt: bool
    begun_at: datetime
    outcome: str
    receipt: str | None
    about: str
    subject: str
    party_id: int
    country: str
    state: str
    told_by: str | None


@dataclass(frozen=True, slots=True)
class Climbed:
    """An attempt that a receipt has brought further."""

    attempt: Attempt
    receipt: str
    at: datetime
    because: str


@transaction.atomic(durable=True)
def note(*, receipts: Sequence[Receipt], channel: str, at: datetime) -> int:
    """Keep receipts and do what follows; return how many speak of attempts that we know. The others wait for theirs."""
    if not receipts:
        return 0
    said = matching.said(receipts=receipts, channel=channel)
    by_attempt = matching.known(said=said)
    whose = {one.id: attempt for attempt, some in by_attempt.items() for one in some}
    matching.keep(said=said, whose=whose, at=at)
    return _hear(by_attempt, at=at)


@transaction.atomic(durable=True)
def match_waiting(*, at: datetime, since: timedelta = SOON, channels: Collection[str] = brakes.CHANNELS) -> int:
    """Try receipts again that came before the answer of what they speak of; return how many found theirs."""
    said = matching.waiting(channels=channels, since=at - since)
    return _hear(matching.attach(said=matching.known(said=said)), at=at)


def _hear(by_attempt: Mapping[int, Sequence[Said]], *, at: datetime) -> int:
    """Do what follows from receipts of known attempts, and return how many there were."""
    if by_attempt:
        attempts = [Attempt(*row) for row in fetch(statement=_ATTEMPTS, values={"ids": sorted(by_attempt)})]
        climbed = list(_climb(attempts, by_attempt))
        _write(climbed, at=at)
        _follow(climbed, at=at)
    return sum(map(len, by_attempt.values()))


def _climb(attempts: Sequence[Attempt], said: Mapping[int, Sequence[Said]]) -> Iterable[Climbed]:
    """Yield the attempts whose receipt is higher now, after their parts have climbed."""
    parts: dict[int, list[tuple[int, str, str | None]]] = {}
    for key, attempt_id, *part in fetch(statement=_PARTS, values={"ids": [one.id for one in attempts]}):
        parts.setdefault(attempt_id, []).append((key, *part))
    moved: dict[int, str] = {}
    for attempt in attempts:
        mine = said[attempt.id]
        after = [_part(part, mine, moved) for part in parts.get(attempt.id, ())] or [
            matching.highest(before=None, said=mine)
        ]
        receipt = matching.whole(parts=after)
        if receipt and RANK[receipt] > RANK.get(attempt.receipt or "", 0):
            last = max((one for one in mine if one.state == receipt), key=lambda one: one.at, default=mine[-1])
            yield Climbed(attempt=attempt, receipt=receipt, at=last.at, because=last.because)
    if moved:
        run(statement=_CLIMB_PARTS, values=[list(moved), list(moved.values())])


def _part(part: tuple[int, str, str | None], said: Sequence[Said], moved: dict[int, str]) -> str | None:
    """Return a part's receipt after what was said of it."""
    key, gateway_ref, before = part
    after = matching.highest(before=before, said=matching.of_part(gateway_ref=gateway_ref, said=said))
    if after and after != before:
        moved[key] = after
    return after


def _write(climbed: Sequence[Climbed], *, at: datetime) -> None:
    """Write the receipts. One that speaks of an unknown attempt says that the gateway had it."""
    if not climbed:
        return
    run(statement=_ACCEPT, values=[at, [one.attempt.id for one in climbed]])
    columns: tuple[list[Any], ...] = ([], [], [], [])
    for one in climbed:
        delivered = _not_before(one, at=at) if one.receipt == "delivered" else None
        failed = at if one.receipt in ("failed", "expired") else None
        for column, value in zip(columns, (one.attempt.id, one.receipt, delivered, failed), strict=True):
            column.append(value)
    run(statement=_CLIMB, values=[*columns, columns[0]])


def _not_before(one: Climbed, *, at: datetime) -> datetime:
    """Return when it arrived: by the gateway's clock, but neither before the hand-over nor after now."""
    return max(one.attempt.begun_at, min(one.at, at))


def _follow(climbed: Sequence[Climbed], *, at: datetime) -> None:
    untold = [one for one in climbed if one.attempt.state != "told"]
    days = operator.policy_at(at=at).policy.notices.letter_presumed_days
    delivered = [one for one in untold if one.receipt == "delivered"]
    outcomes.tell(arrived=[_arrived(one, letter_days=days, at=at) for one in delivered], at=at)
    resolved = [one for one in untold if one.receipt == "accepted" and one.attempt.outcome == "unknown"]
    _resolve(resolved, letter_days=days, at=at)
    failed = [one for one in climbed if one.receipt in ("failed", "expired") and one.attempt.receipt != "expired"]
    bouncing.fail(failed=[_failed(one) for one in failed], at=at)


def _resolve(resolved: Sequence[Climbed], *, letter_days: int, at: datetime) -> None:
    """Let unknown words go on as handed over: told where accepted counts, else waiting for what comes next."""
    counts = [one for one in resolved if not one.attempt.awaits_receipt]
    outcomes.tell(arrived=[_arrived(one, letter_days=letter_days, at=at) for one in counts], at=at)
    waits = [one.attempt.notice_id for one in resolved if one.attempt.awaits_receipt]
    if waits:
        run(statement=_WAIT_ON, values=[at, waits])


def _arrived(one: Climbed, *, letter_days: int, at: datetime) -> Arrived:
    attempt = one.attempt
    told_at = _not_before(one, at=at) if attempt.awaits_receipt else at
    received = proof.received_at(country=attempt.country, channel=attempt.channel, letter_days=letter_days, at=told_at)
    return Arrived(
        notice_id=attempt.notice_id,
        about=attempt.about,
        subject=attempt.subject,
        party_id=attempt.party_id,
        channel=attempt.channel,
        sha256=attempt.sha256,
        stated=attempt.stated,
        at=told_at,
        received_at=received,
    )


def _failed(one: Climbed) -> Failed:
    attempt = one.attempt
    return Failed(
        attempt_id=attempt.id,
        notice_id=attempt.notice_id,
        channel=attempt.channel,
        address=attempt.address,
        party_id=attempt.party_id,
        about=attempt.about,
        subject=attempt.subject,
        was_told=attempt.state == "told" and attempt.told_by == attempt.channel,
        is_permanent=one.receipt == "failed",
        because=one.because or one.receipt,
    )
