"""Handing over, at most once: the intent is committed, then the gateway is called, then the outcome is committed.

A crash or a lost reply between the first and the last leaves an attempt without an outcome. Nobody hands that notice
over again: it becomes `unknown` and waits for a receipt, the gateway's word, or a person. A batch is one commit each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from varsel.kit import ids
from varsel.kit.copying import copy_in, next_ids
from varsel.outlets.notices import brakes, outcomes, proof
from varsel.outlets.notices.channels import Gateway, Message, Outcome, Receipt
from varsel.outlets.notices.models import State
from varsel.outlets.notices.outcomes import Begun, Concluded
from varsel.outlets.notices.settling import settle
from varsel.outlets.notices.waiting import Asks, Ready, Taken, take
from varsel.outlets.notices.wording import WordingError
from varsel.records.journal.kinds import Kind

BATCH = 500
ATTEMPT = {"id": "int8", "ref": "uuid", "notice_id": "int8", "channel": "text", "address": "text", "content": "bytea"}
ATTEMPT |= {"sha256": "text", "stated": "jsonb", "owner": "text", "awaits_receipt": "bool", "begun_at": "timestamptz"}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a batch came to: notices that were claimed, and of them how many were handed over and how they ended."""

    claimed: int
    handed: int
    answers: Mapping[str, int]  # by outcome: accepted, rejected, deferred, unknown


@dataclass(frozen=True, slots=True)
class Batch:
    """A committed intent: the attempts that have begun."""

    claimed: int
    begun: Sequence[Begun]
    letter_days: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Handed:
    """A batch that was handed over, with what each gateway answered; nothing of it is written down yet."""

    claimed: int
    concluded: Sequence[Concluded]
    letter_days: int
    at: datetime

    def accepted(self) -> list[Outcome]:
        """Return the answers of what a gateway took and will send receipts of."""
        return [one.outcome for one in self.concluded if one.outcome and one.waits_for_receipt]


NOTHING_SENT = Sent(claimed=0, handed=0, answers={})


def send(*, at: datetime, owner: str, gateways: Mapping[str, Gateway], asks: Asks, limit: int = BATCH) -> Sent:
    """Take a batch of notices one step, urgent ones first: to a channel, to `unreached`, to `dropped`, or to later.

    Only notices whose next way is one of these gateways are handed over; the others are left to other senders.
    """
    batch = intend(at=at, owner=owner, gateways=gateways, asks=asks, limit=limit)
    return conclude(handed=hand_over(batch=batch, gateways=gateways), heard={})


def conclude(*, handed: Handed, heard: Mapping[str, Sequence[Receipt]]) -> Sent:
    """Write down what came of a batch, with the receipts of it that were heard meanwhile, by channel."""
    if not handed.concluded:
        return Sent(claimed=handed.claimed, handed=0, answers={})
    days, at = handed.letter_days, handed.at
    counted = outcomes.conclude(concluded=handed.concluded, heard=heard, letter_days=days, at=at)
    return Sent(claimed=handed.claimed, handed=len(handed.concluded), answers=counted)


@transaction.atomic(durable=True)
def intend(*, at: datetime, owner: str, gateways: Mapping[str, Gateway], asks: Asks, limit: int = BATCH) -> Batch:
    """Claim the next notices and commit the intent: attempts with their bytes; or settle notices without one."""
    taken = take(channels=gateways.keys(), limit=limit, asks=asks, at=at)
    made = list(_made(taken, at=at))
    refs = ids.new_many(at=at, count=len(made))
    begun = [
        Begun(key, ref, ready, words, awaits_receipt=gateways[ready.reach.channel].receipts)
        for key, ref, (ready, words) in zip(_keys(len(made)), refs, made, strict=True)
    ]
    if begun:
        copy_in(table="notices_attempt", columns=ATTEMPT, rows=(_row(one, owner=owner, at=at) for one in begun))
    return Batch(claimed=taken.count, begun=begun, letter_days=taken.letter_days, at=at)


def _keys(count: int) -> list[int]:
    return next_ids(table="notices_attempt", count=count) if count else []


def _made(taken: Taken, *, at: datetime) -> Iterator[tuple[Ready, proof.Words]]:
    """Render each; one text that can't be made must not hold up all the others: a person sees to it."""
    for one in taken.ready:
        try:
            days = taken.letter_days
            words = proof.words(notice=one.notice, channel=one.reach.channel, letter_days=days, at=at)
        except WordingError as broken:
            kind = Kind.NOTICE_UNREACHED
            settle(notices=[one.notice], state=State.UNREACHED, kind=kind, at=at, because=str(broken))
        else:
            yield one, words


def _row(one: Begun, *, owner: str, at: datetime) -> tuple[Any, ...]:
    reach, words = one.ready.reach, one.words
    return (
        one.id,
        one.ref,
        one.ready.notice.id,
        reach.channel,
        reach.value,
        words.content,
        words.sha256,
        words.stated,
        owner,
        one.awaits_receipt,
        at,
    )


def hand_over(*, batch: Batch, gateways: Mapping[str, Gateway]) -> Handed:
    """Call the gateways, urgent messages first, and return what each answered; what did not answer is unknown.

    Who stopped the words since the intent stops these as well. `conclude` is to follow, else all become unknown.
    """
    stopped = brakes.stopped() if batch.begun else ()
    concluded: list[Concluded] = []
    for (channel, _urgent), together in groupby(batch.begun, key=_way):
        some, is_stopped = list(together), channel in stopped or "" in stopped
        concluded += _not_now(some) if is_stopped else _answers(some, gateway=gateways[channel])
    return Handed(claimed=batch.claimed, concluded=concluded, letter_days=batch.letter_days, at=batch.at)


def _way(one: Begun) -> tuple[str, bool]:
    return one.ready.reach.channel, one.ready.notice.urgent


def _not_now(some: Sequence[Begun]) -> list[Concluded]:
    because = "words are stopped"
    return [Concluded(begun=one, outcome=Outcome("deferred", because=because), because=because) for one in some]


def _answers(some: Sequence[Begun], *, gateway: Gateway) -> list[Concluded]:
    answers: dict[str, Outcome] = {}
    messages = [_message(one) for one in some]
    because = "the gateway did not say"
    try:
        answers.update(gateway.hand_over(messages=messages))
    except Exception as lost:  # whatever broke: nobody knows whether the gateway has it
        because = f"{type(lost).__name__}: {lost}"
    return [
        Concluded(begun=one, outcome=answers.get(message.ref), because=because)
        for one, message in zip(some, messages, strict=True)
    ]


def _message(one: Begun) -> Message:
    notice, reach = one.ready.notice, one.ready.reach
    return Message(
        ref=str(one.ref),
        channel=reach.channel,
        address=reach.value,
        content=one.words.content,
        urgent=notice.urgent,
        about=notice.subject,
        language=notice.language,
        country=notice.country,
        unsubscribe=notice.facts.get("unsubscribe", {}).get("link", ""),
    )
