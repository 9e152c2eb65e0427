"""What nobody knows, found out: by time, by asking the gateway, or by a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from varsel.kit.reading import fetch
from varsel.outlets.notices import outcomes, proof
from varsel.outlets.notices.bouncing import Failed, fail
from varsel.outlets.notices.channels import Gateway, Outcome
from varsel.outlets.notices.models import Attempt, Notice, State
from varsel.outlets.notices.outcomes import Arrived
from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.settling import run
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.operator import queries as operator

LOST_AFTER = timedelta(minutes=10)
SILENT_AFTER = timedelta(days=3)  # SMS centres give up before: no receipt comes any more
AT_ONCE = 500
_LOSE = """
    UPDATE notices_attempt SET outcome = 'unknown', because = %(because)s, ended_at = %(at)s WHERE id IN (
        SELECT id FROM notices_attempt WHERE outcome IS NULL AND begun_at < %(before)s
        ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
    RETURNING id, notice_id"""
_UNKNOWN = "UPDATE notices_notice SET state = 'unknown', settled_at = %s, lane = '' WHERE id = ANY(%s) AND state = %s"
_SILENT = "SELECT id FROM notices_notice WHERE state = 'handed' AND settled_at < %(before)s LIMIT %(limit)s"
_ASKED = """
    SELECT attempt.ref, attempt.channel FROM notices_notice AS notice
    JOIN notices_attempt AS attempt ON attempt.notice_id = notice.id AND attempt.outcome = 'unknown'
        AND attempt.set_aside_at IS NULL AND attempt.channel = ANY(%(channels)s)
    WHERE notice.state = 'unknown' ORDER BY notice.id LIMIT %(limit)s"""


class NotUnknown(Exception):
    """It is known already what became of the word, or there was none."""


@transaction.atomic(durable=True)
def find_lost(*, at: datetime) -> int:
    """Mark what was being handed over by a process that died as unknown, and return how many.

    What may be said twice goes out again at once.
    """
    values = {"because": "the process that handed it over ended", "at": at, "before": at - LOST_AFTER, "limit": AT_ONCE}
    lost = dict(fetch(statement=_LOSE, values=values))
    if not lost:
        return 0
    run(statement=_UNKNOWN, values=[at, list(lost.values()), "queued"])
    abouts = dict(Notice.objects.filter(id__in=lost.values()).values_list("id", "about"))
    again = {key: notice for key, notice in lost.items() if PURPOSES[abouts[notice]].said_twice}
    outcomes.say_again(attempts=again, at=at)
    return len(lost)


@transaction.atomic(durable=True)
def find_silent(*, at: datetime) -> int:
    """Mark what waits for a receipt that no longer comes as unknown, and return how many."""
    silent = [row[0] for row in fetch(statement=_SILENT, values={"before": at - SILENT_AFTER, "limit": AT_ONCE})]
    run(statement=_UNKNOWN, values=[at, silent, "handed"])
    return len(silent)


def ask(*, gateways: Mapping[str, Gateway], at: datetime) -> int:
    """Ask the gateways that can be asked what became of unknown words; return how many they knew."""
    asked = {channel: gateway for channel, gateway in gateways.items() if hasattr(gateway, "ask")}
    values = {"channels": list(asked), "limit": AT_ONCE}
    waiting: dict[str, list[str]] = {}
    for ref, channel in fetch(statement=_ASKED, values=values) if asked else ():
        waiting.setdefault(channel, []).append(str(ref))
    known = 0
    for channel, refs in waiting.items():
        for ref, outcome in asked[channel].ask(refs=refs):
            known += _learn(ref=ref, outcome=outcome, at=at)
    return known


@transaction.atomic(durable=True)
def _learn(*, ref: str, outcome: Outcome, at: datetime) -> bool:
    attempt = _locked(ref=ref)
    if attempt is None or attempt.outcome != "unknown" or outcome.answer == "deferred":
        return False
    _end(attempt, arrived=outcome.answer == "accepted", because=outcome.because or "the gateway was asked", at=at)
    return True


@transaction.atomic(durable=True)
def resolve(*, notice_id: int, arrived: bool, because: str, actor: str, at: datetime) -> None:
    """Write down what a person found out about unknown words: they arrived, or they did not and go the next way.

    :raises NotUnknown: when it is known already.
    """
    notice = Notice.objects.filter(id=notice_id, state=State.UNKNOWN).first()
    live = Attempt.objects.filter(notice_id=notice_id, failed_at=None, set_aside_at=None)
    ref = live.filter(outcome__in=["unknown", "accepted"]).values_list("ref", flat=True).first()
    attempt = _locked(ref=str(ref)) if notice and ref else None
    if attempt is None or Notice.objects.filter(id=notice_id).exclude(state=State.UNKNOWN).exists():
        raise NotUnknown(f"word {notice_id} is not unknown: look at it again")
    _end(attempt, arrived=arrived, because=because, at=at)
    notice = attempt.notice
    facts = {"notice": notice.id, "about": notice.about, "outcome": "arrived" if arrived else "lost"}
    journal.write(
        at=at,
        kind=Kind.NOTICE_RESOLVED,
        about=notice.subject,
        actor=actor,
        party=notice.party_id,
        facts=facts,
        personal=because,
    )


def _locked(*, ref: str) -> Attempt | None:
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("notice")
    return rows.filter(ref=ref).first()


def _end(attempt: Attempt, *, arrived: bool, because: str, at: datetime) -> None:
    """End an unknown attempt. One that the gateway accepted, and of which no receipt came, is ended by a receipt."""
    if attempt.outcome == "unknown":
        attempt.outcome, attempt.ended_at, attempt.because = "accepted" if arrived else "rejected", at, because
        attempt.save(update_fields=["outcome", "ended_at", "because"])
    if not arrived:
        _not_arrived(attempt, because=because, at=at)
        return
    if attempt.awaits_receipt:
        attempt.receipt, attempt.delivered_at = "delivered", at
        attempt.save(update_fields=["receipt", "delivered_at"])
    outcomes.tell(arrived=[_arrived(attempt, at=at)], at=at)


def _not_arrived(attempt: Attempt, *, because: str, at: datetime) -> None:
    if attempt.outcome == "accepted":
        attempt.receipt, attempt.failed_at = "failed", at
        attempt.save(update_fields=["receipt", "failed_at"])
    notice = attempt.notice
    failed = Failed(
        attempt_id=attempt.id,
        notice_id=notice.id,
        channel=attempt.channel,
        address=attempt.address,
        party_id=notice.party_id,
        about=notice.about,
        subject=notice.subject,
        was_told=False,
        is_permanent=False,
        because=because,
    )
    fail(failed=[failed], at=at)


def _arrived(attempt: Attempt, *, at: datetime) -> Arrived:
    notice, days = attempt.notice, operator.policy_at(at=at).policy.notices.letter_presumed_days
    channel = attempt.channel
    return Arrived(
        notice_id=notice.id,
        about=notice.about,
        subject=notice.subject,
        party_id=notice.party_id,
        channel=channel,
        sha256=attempt.sha256,
        stated=attempt.stated,
        at=at,
        received_at=proof.received_at(country=notice.country, channel=channel, letter_days=days, at=at),
    )
