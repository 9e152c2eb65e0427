"""Planned work: announced in time, or not begun."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from varsel.kit import ids
from varsel.law.countries import COUNTRIES
from varsel.operations.outages import ladder, queries, rows, words
from varsel.operations.outages.models import PlannedWork
from varsel.operations.outages.refusals import Refused
from varsel.outlets.notices import actions as notices
from varsel.outlets.notices import queries as notified
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.operator import queries as operator

NOTICE, TELL, WATCH = "planned_notice", "tell_planned_work", "watch_planned_notice"
AGAIN = timedelta(minutes=15)


@transaction.atomic(durable=True)
def plan_work(
    *, called: str, node_id: int, begins_at: datetime, ends_at: datetime, title: str, actor: str, at: datetime
) -> int:
    """Announce work on a node and return its id. Those below are told at its time, and owed that word until it begins.

    :raises Refused: notice-too-late, with less than 24 hours left; not-lawful, when it ends before it begins.
    """
    if not ladder.is_told_in_time(begins_at=begins_at, at=at):
        raise Refused(code="notice-too-late")
    if ends_at <= begins_at:
        raise Refused(code="not-lawful")
    work = PlannedWork.objects.create(
        ref=ids.new(at=at),
        called=called,
        node_id=node_id,
        title=title,
        begins_at=begins_at,
        ends_at=ends_at,
        planned_at=at,
        planned_by=actor,
    )
    about, policy = f"planned:{work.id}", operator.policy_at(at=at).policy.outages
    moment = ladder.planned_told_at(begins_at=begins_at, zone=_zone(node_id), policy=policy, now=at)
    clocks.remind(kind=TELL, about=about, due_at=moment)
    clocks.owe(kind=NOTICE, about=about, due_at=begins_at, owed_to="those affected", ground="planned work")
    facts = {"node": node_id, "called": called, "begins_at": begins_at.isoformat(), "ends_at": ends_at.isoformat()}
    journal.write(at=at, kind=Kind.WORK_PLANNED, about=about, actor=actor, facts=facts)
    return work.id


@transaction.atomic(durable=True)
def tell_planned(*, due: Due, at: datetime) -> None:
    """Tell those below the node of the work, and watch whether it reaches them."""
    if not clocks.take(clock_id=due.id, at=at):
        return
    work = queries.planned(work_id=int(due.about.removeprefix("planned:")))
    notices.tell_many(sayings=words.planned(work=work, people=rows.people_below(node_id=work.node_id)), at=at)
    clocks.remind(kind=WATCH, about=due.about, due_at=at)


@transaction.atomic(durable=True)
def watch(*, due: Due, at: datetime) -> None:
    """Keep the duty when the word has reached all; else look again, until the work begins.

    As long as words leave, at once (`due.ground` is how many were left); then when the next of them may go.
    """
    if not clocks.take(clock_id=due.id, at=at):
        return
    work = queries.planned(work_id=int(due.about.removeprefix("planned:")))
    left, goes_at = notified.unsaid(subject=due.about)
    if not left:
        clocks.keep(kind=NOTICE, about=due.about, at=at)
        return
    is_new = due.ground != str(left)
    moment = at if is_new else goes_at if goes_at and goes_at > at else at + AGAIN
    if moment < work.begins_at:
        clocks.remind(kind=WATCH, about=due.about, due_at=moment, ground=str(left) if is_new else "")


@transaction.atomic(durable=True)
def planned_ran_out(*, due: Due, at: datetime) -> None:
    """Note that work begins of which not everybody was told."""
    clocks.break_duty(clock_id=due.id, at=at)


def _zone(node_id: int) -> str:
    """Return whose nine in the morning it is: that of the country in which the customers are."""
    first = next(iter(rows.people_below(node_id=node_id, limit=1)), None)
    law = COUNTRIES[first.country] if first else next(iter(COUNTRIES.values()))
    return law.ZONE
