"""An outage ends: what stood still goes on, days are credited, and who was told of the start is told of the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from varsel.operations.compensation import actions as compensation
from varsel.operations.compensation.account import Without
from varsel.operations.outages import ladder, queries, rows, words
from varsel.operations.outages.actions import foretell
from varsel.operations.outages.actions.hand import ask_for_later
from varsel.operations.outages.actions.lend import OFFER
from varsel.operations.outages.actions.lock import locked_open
from varsel.operations.outages.actions.waiting_alarms import wait_to_confirm
from varsel.operations.outages.models import Alarm, Outage, Waiting
from varsel.operations.outages.queries import Told
from varsel.operations.outages.rows import Person
from varsel.outlets.notices import actions as notices
from varsel.outlets.notices import queries as notified
from varsel.outlets.notices.withdrawing import withdraw
from varsel.outlets.shadow import queries as shadow
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.operator import queries as operator

SETTLE = "settle_outage"
AT_ONCE = 1000  # customers whose accounts one transaction holds


@transaction.atomic(durable=True)
def restore(*, outage_id: int, actor: str, at: datetime) -> None:
    """Say that an outage is over: also where its own alarm still stands.

    :raises Refused: not-found, already-closed.
    """
    outage = locked_open(outage_id=outage_id)
    Alarm.objects.filter(node_id=outage.node_id, cleared_at__isnull=True).update(cleared_at=at, confirm_at=None)
    end(outage=outage, at=at, actor=actor)


def end(*, outage: Outage, at: datetime, actor: str) -> None:
    """End an outage with all that it took over. The network is locked.

    An alarm below that still stands is confirmed anew. Credits and words follow in batches of customers.
    """
    keys = queries.family(outage_id=outage.id)
    foretell.keep(outage=outage, at=at)
    Waiting.objects.filter(outage__in=keys, over_at__isnull=True).update(over_at=at)
    Outage.objects.filter(id__in=keys, ended_at__isnull=True).update(ended_at=at)
    for key in keys:
        clocks.drop(kind=OFFER, about=f"outage:{key}", at=at)
    ask_for_later(outage_ids=keys, at=at)
    _confirm_anew(keys, at=at)
    subjects = [f"outage:{key}" for key in keys]
    withdraw(subjects=subjects, abouts=words.WHILE_OPEN, at=at)
    withdraw(subjects=subjects, abouts=["outage_start"], at=at, off_the_call_list=False)  # nobody told them yet
    facts = {"node": outage.node_id, "called": outage.called, "detected_at": outage.detected_at.isoformat()}
    journal.write(at=at, kind=Kind.OUTAGE_RESTORED, about=f"outage:{outage.id}", actor=actor, facts=facts)
    clocks.remind(kind=SETTLE, about=f"outage:{outage.id}", due_at=at, ground="0")


def _confirm_anew(keys: Sequence[int], *, at: datetime) -> None:
    standing = Alarm.objects.filter(outage__in=keys, cleared_at__isnull=True)
    moment = ladder.confirmed_at(since=at, policy=operator.policy_at(at=at).policy.outages)
    if standing.update(outage=None, confirm_at=moment):
        wait_to_confirm(at=moment)


@transaction.atomic(durable=True)
def settle(*, due: Due, at: datetime) -> None:
    """Credit and tell the next customers, in the order of their ids; `due.ground` is the last who was seen to."""
    if not clocks.take(clock_id=due.id, at=at):
        return
    outage = queries.outage(outage_id=int(due.about.removeprefix("outage:")))
    people = rows.people_below(node_id=outage.node_id, after=int(due.ground), limit=AT_ONCE)
    if not people:
        return
    credited = _credit(outage, people, at=at)
    subjects = [f"outage:{key}" for key in queries.family(outage_id=outage.id)]
    told = notified.told_of(subjects=subjects, about="outage_start")
    mine = [one for one in people if one.party_id in told]
    notices.tell_many(sayings=words.restored(outage=outage, credited=credited, people=mine), at=at)
    clocks.remind(kind=SETTLE, about=due.about, due_at=at, ground=str(people[-1].party_id))


def _credit(outage: Told, people: Sequence[Person], *, at: datetime) -> dict[int, tuple[Decimal, str]]:
    """Credit these customers where it lasted long enough; each service since its own detection.

    In shadow mode the present systems credit, not this one.
    """
    assert outage.ended_at
    ended_at, policy = outage.ended_at, operator.policy_at(at=at).policy.outages
    dark = rows.dark_services(
        outage_ids=queries.family(outage_id=outage.id), party_ids=[one.party_id for one in people]
    )
    without = [
        Without(one.service_id, one.party_id, one.country, one.since, ended_at)
        for one in dark
        if ladder.is_compensated(since=one.since, until=ended_at, policy=policy)
    ]
    if not without or shadow.running():
        return {}
    return compensation.compensate(without=without, about=outage.about, because="outage", actor="system", at=at)
