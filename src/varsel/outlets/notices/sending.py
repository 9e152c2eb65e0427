"""Handing over, at most once: the intent is committed, then the gateway is called, then the outcome is committed.

A crash or a lost reply between the first and the last leaves an attempt without an outcome. Nobody hands that notice
over again: it becomes `unknown` and waits for a receipt, or a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from varsel.kit import ids
from varsel.outlets.notices import proof, quiet
from varsel.outlets.notices.channels import Gateway, Message, Outcome
from varsel.outlets.notices.models import Attempt, Notice, State
from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.wording import WordingError
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.parties import actions as contacts
from varsel.records.parties import queries as parties

StillTrue = Callable[..., bool]  # (*, subject: str, party_id: int, at: datetime)
LOST_AFTER = timedelta(minutes=10)
_LIVE = Exists(Attempt.objects.filter(notice=OuterRef("pk")).filter(Q(outcome__isnull=True) | Q(outcome="unknown")))


def send_next(
    *, at: datetime, owner: str, gateways: Mapping[str, Gateway], still_true: Mapping[str, StillTrue]
) -> bool:
    """Take the next notice one step: to a channel, to `unreached` or to `dropped`; return whether there was one.

    Urgent words overtake the others. `still_true` says per `about` whether what waited is still to be said.
    """
    attempt = _intend(at=at, owner=owner, still_true=still_true)
    if attempt is None or isinstance(attempt, Notice):
        return attempt is not None
    message = Message(
        ref=str(attempt.ref), channel=attempt.channel, address=attempt.address, content=bytes(attempt.content)
    )
    try:
        outcome = gateways[attempt.channel].hand_over(message=message)
    except Exception as lost:  # whatever broke: nobody knows whether the gateway has it
        _lose(attempt_id=attempt.id, because=f"{type(lost).__name__}: {lost}", at=at)
        return True
    _conclude(attempt_id=attempt.id, outcome=outcome, at=at)
    return True


@transaction.atomic(durable=True)
def find_lost(*, at: datetime) -> int:
    """Mark what was being handed over by a process that died as unknown, and return how many."""
    lost = Attempt.objects.select_for_update(skip_locked=True).filter(
        outcome__isnull=True, begun_at__lt=at - LOST_AFTER
    )
    count = 0
    for attempt in lost.order_by("id"):
        _lose_locked(attempt=attempt, because="the process that handed it over ended", at=at)
        count += 1
    return count


@transaction.atomic(durable=True)
def _intend(*, at: datetime, owner: str, still_true: Mapping[str, StillTrue]) -> Attempt | Notice | None:
    """Claim the next notice and commit the intent: an attempt with its bytes; or settle the notice without one."""
    due = Notice.objects.filter(state=State.QUEUED, not_before__lte=at).exclude(_LIVE)
    notice = due.select_for_update(skip_locked=True, of=("self",)).order_by("-urgent", "not_before", "id").first()
    if notice is None or _is_live(notice=notice):  # another sender may have begun while this one came to the row
        return notice
    held_until = quiet.held_until(purpose=PURPOSES[notice.about], country=notice.country, at=at)
    if held_until > at:  # it waited past its evening: a worker was away, or there was much to say
        Notice.objects.filter(id=notice.id).update(not_before=held_until)
        return notice
    asks = still_true.get(notice.about)
    if asks and at > notice.created_at and not asks(subject=notice.subject, party_id=notice.party_id, at=at):
        return _settle(notice=notice, state=State.DROPPED, kind=Kind.NOTICE_DROPPED, at=at)
    reach = _next_reach(notice=notice)
    if reach is None:
        return _settle(notice=notice, state=State.UNREACHED, kind=Kind.NOTICE_UNREACHED, at=at)
    try:
        words = proof.words(notice=notice, channel=reach.channel, at=at)
    except WordingError as broken:  # one text that can't be made must not hold up all the others: a person sees to it
        return _settle(notice=notice, state=State.UNREACHED, kind=Kind.NOTICE_UNREACHED, at=at, because=str(broken))
    return Attempt.objects.create(
        ref=ids.new(at=at),
        notice=notice,
        channel=reach.channel,
        address=reach.value,
        content=words.content,
        sha256=hashlib.sha256(words.content).hexdigest(),
        stated=words.stated,
        owner=owner,
        begun_at=at,
    )


def _is_live(*, notice: Notice) -> bool:
    return Notice.objects.filter(_LIVE, id=notice.id).exists()


def _next_reach(*, notice: Notice) -> parties.Reach | None:
    """Return the first contact point of the route that works and was not tried for this notice."""
    tried = set(Attempt.objects.filter(notice=notice).values_list("channel", "address"))
    reach = parties.reach(party_id=notice.party_id)
    for channel in notice.route:
        point = reach.get(channel)
        if point and not point.bounced and (channel, point.value) not in tried:
            return point
    return None


@transaction.atomic(durable=True)
def _conclude(*, attempt_id: int, outcome: Outcome, at: datetime) -> None:
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("notice").get(id=attempt_id)
    attempt.outcome = "accepted" if outcome.accepted else "rejected"
    attempt.gateway_ref, attempt.because, attempt.ended_at = outcome.gateway_ref, outcome.because, at
    attempt.save(update_fields=["outcome", "gateway_ref", "because", "ended_at"])
    if outcome.accepted:
        _told(attempt=attempt, at=at)
    else:
        contacts.mark_bounced(
            party_id=attempt.notice.party_id,
            channel=attempt.channel,
            value=attempt.address,
            because=outcome.because,
            at=at,
            actor="system",
        )


def _told(*, attempt: Attempt, at: datetime) -> None:
    notice = attempt.notice
    notice.state, notice.told_at, notice.told_by, notice.settled_at = State.TOLD, at, attempt.channel, at
    notice.received_at = proof.received_at(notice=notice, channel=attempt.channel, at=at)
    notice.save(update_fields=["state", "told_at", "told_by", "received_at", "settled_at"])
    facts = {
        "notice": notice.id,
        "about": notice.about,
        "channel": attempt.channel,
        "sha256": attempt.sha256,
        "received_at": notice.received_at.isoformat(),
        **attempt.stated,
    }
    kind = Kind(PURPOSES[notice.about].told_kind)
    journal.write(at=at, kind=kind, about=notice.subject, actor="system", party=notice.party_id, facts=facts)


def _settle(*, notice: Notice, state: State, kind: Kind, at: datetime, because: str = "") -> Notice:
    notice.state, notice.settled_at = state, at
    notice.save(update_fields=["state", "settled_at"])
    facts = {"notice": notice.id, "about": notice.about} | ({"because": because} if because else {})
    journal.write(at=at, kind=kind, about=notice.subject, actor="system", party=notice.party_id, facts=facts)
    return notice


@transaction.atomic(durable=True)
def _lose(*, attempt_id: int, because: str, at: datetime) -> None:
    _lose_locked(attempt=Attempt.objects.select_for_update().get(id=attempt_id), because=because, at=at)


def _lose_locked(*, attempt: Attempt, because: str, at: datetime) -> None:
    attempt.outcome, attempt.because, attempt.ended_at = "unknown", because, at
    attempt.save(update_fields=["outcome", "because", "ended_at"])
    Notice.objects.filter(id=attempt.notice_id).update(state=State.UNKNOWN, settled_at=at)
