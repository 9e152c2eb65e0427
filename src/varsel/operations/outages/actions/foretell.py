"""Until when it is expected to last: each word with its reason, kept for ever, and owed anew before it runs out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from varsel.operations.outages import ladder, queries, rows, words
from varsel.operations.outages.account import Expected
from varsel.operations.outages.actions.lend import offer
from varsel.operations.outages.actions.lock import lock_topology, locked_open
from varsel.operations.outages.models import Forecast, Outage
from varsel.operations.outages.refusals import Refused
from varsel.operations.outages.rows import Person
from varsel.outlets.notices import actions as notices
from varsel.outlets.notices.actions import Saying
from varsel.outlets.notices.withdrawing import withdraw
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.operator import queries as operator

ESTIMATE, REMINDER = "estimate", "estimate_reminder"
WORD, WAITING = "outage_estimate", "outage_waiting"


@transaction.atomic
def estimate(
    *,
    outage_id: int,
    until: datetime,
    because: str,
    actor: str,
    at: datetime,
    earliest: datetime | None = None,
    confidence: str = "medium",
) -> None:
    """Say until when an outage is expected to last, and why; as a window, from `earliest` on.

    :raises Refused: not-found, already-closed; not-lawful, when it does not lie ahead.
    """
    outage = locked_open(outage_id=outage_id)
    if until <= at or (earliest is not None and earliest > until):
        raise Refused(code="not-lawful")
    foretell(outage=outage, said=Expected(until, because, earliest, confidence), actor=actor, at=at)


def foretell(*, outage: Outage, said: Expected, actor: str, at: datetime) -> None:
    """Write down a new expected time, tell it, and offer routers where it is far off. The network is locked."""
    write(outage=outage, said=said, actor=actor, at=at)
    _withdraw_former(outage, at=at)
    seen = queries.outage(outage_id=outage.id)
    people = rows.people_below(node_id=outage.node_id)
    sayings = words.estimate(outage=seen, until=said.until, because=said.because, people=people)
    notices.tell_many(sayings=_still_waits(outage, people, at=at) + sayings, at=at)
    _offer_where_long(outage, said.until, at=at)


def move(*, outage: Outage, said: Expected, actor: str, at: datetime) -> None:
    """Write down a new expected time that is told in another word: do all that `foretell` does, but tell it."""
    write(outage=outage, said=said, actor=actor, at=at)
    _withdraw_former(outage, at=at)
    _offer_where_long(outage, said.until, at=at)


def write(*, outage: Outage, said: Expected, actor: str, at: datetime) -> None:
    """Write a forecast down, keep the duty of the former one, and owe the next word by its end."""
    Forecast.objects.create(
        outage=outage,
        earliest=said.earliest,
        until=said.until,
        confidence=said.confidence,
        because=said.because,
        made_at=at,
        made_by=actor,
    )
    keep(outage=outage, at=at)
    about, policy = f"outage:{outage.id}", operator.policy_at(at=at).policy.outages
    clocks.owe(kind=ESTIMATE, about=about, due_at=said.until, owed_to="those affected", ground="forecast")
    clocks.remind(kind=REMINDER, about=about, due_at=ladder.reminded_at(until=said.until, policy=policy, now=at))
    facts = {"expected_at": said.until.isoformat(), "because": said.because, "confidence": said.confidence}
    journal.write(at=at, kind=Kind.OUTAGE_ESTIMATED, about=about, actor=actor, facts=facts)


def keep(*, outage: Outage, at: datetime) -> None:
    """Keep the duty of what was foretold last: a new word came, or the end."""
    for key in queries.family(outage_id=outage.id):
        clocks.keep(kind=ESTIMATE, about=f"outage:{key}", at=at)
        clocks.drop(kind=REMINDER, about=f"outage:{key}", at=at)


@transaction.atomic(durable=True)
def forecast_ran_out(*, due: Due, at: datetime) -> None:
    """Note that a forecast ran out unanswered, and tell those affected that it takes longer."""
    lock_topology()
    if not clocks.break_duty(clock_id=due.id, at=at):
        return
    own = queries.outage(outage_id=int(due.about.removeprefix("outage:")))
    top = Outage.objects.get(id=own.merged_into or own.id)
    newest = queries.forecasts(outage_id=top.id)[-1]
    if top.ended_at is not None or newest.until > at:
        return
    _withdraw_former(top, at=at)
    people = rows.people_below(node_id=top.node_id)
    sayings = words.longer(outage=queries.outage(outage_id=top.id), people=people)
    notices.tell_many(sayings=_still_waits(top, people, at=at) + sayings, at=at)


@transaction.atomic(durable=True)
def remind_desk(*, due: Due, at: datetime) -> None:
    """Write down that a forecast runs out soon: the board shows it until somebody has said a new one."""
    if clocks.take(clock_id=due.id, at=at):
        journal.write(at=at, kind=Kind.OUTAGE_ESTIMATE_DUE, about=due.about, actor="system")


def _offer_where_long(outage: Outage, until: datetime, *, at: datetime) -> None:
    policy = operator.policy_at(at=at).policy.outages
    if ladder.is_long(detected_at=outage.detected_at, until=until, policy=policy):
        offer(outage=outage, node_id=outage.node_id, at=at)


def _withdraw_former(outage: Outage, *, at: datetime) -> None:
    """Take back what was foretold before and is not said yet: something newer is to be said."""
    withdraw(subjects=_subjects(outage), abouts=[WORD], at=at)


def _still_waits(outage: Outage, people: Collection[Person], *, at: datetime) -> list[Saying]:
    """Take back what nobody has heard yet of waiting, with a time that no longer holds; return what is still so of it.

    It is for those who have not heard it; what was expected meanwhile is not said with its time.
    """
    unheard = withdraw(subjects=_subjects(outage), abouts=[WAITING], variants=["foretold"], at=at)
    waits = queries.status(outage_id=outage.id, at=at).waiting_for
    if waits is None or not unheard:
        return []
    expected = waits.expected if waits.expected and waits.expected > at else None
    mine = [one for one in people if one.party_id in unheard]
    seen = queries.outage(outage_id=outage.id)
    return words.waiting(outage=seen, item=waits.item, place=waits.place, expected=expected, people=mine)


def _subjects(outage: Outage) -> list[str]:
    return [f"outage:{key}" for key in queries.family(outage_id=outage.id)]
