"""An outage is declared: it takes over what is below it, and those whom it touches are told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from varsel.kit import ids
from varsel.operations.outages import ladder, queries, rows, words
from varsel.operations.outages.account import Expected
from varsel.operations.outages.actions import foretell
from varsel.operations.outages.actions.lend import offer, offer_later
from varsel.operations.outages.actions.lock import lock_topology
from varsel.operations.outages.actions.report import weigh_later
from varsel.operations.outages.models import Alarm, Outage
from varsel.operations.outages.refusals import Refused
from varsel.outlets.notices import actions as notices
from varsel.outlets.notices import queries as notified
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.network import queries as network
from varsel.records.operator import queries as operator


@transaction.atomic(durable=True)
def declare_outage(
    *, called: str, node_id: int, title: str, expected: datetime | None, actor: str, at: datetime
) -> int:
    """Declare an outage by hand and return its id. Below an open one, or at its node, it means that one.

    :raises Refused: not-lawful, when what is expected lies in the past.
    """
    if expected is not None and expected <= at:
        raise Refused(code="not-lawful")
    lock_topology()
    way = network.ways_up(node_ids=[node_id])[node_id]
    covering = Outage.objects.filter(_OPEN, node_id__in=way).first()
    if covering is None:
        alarm = Alarm.objects.filter(node_id=node_id, cleared_at__isnull=True).first()
        since = alarm.raised_at if alarm else at
        return declare(called=called, node_id=node_id, title=title, since=since, until=expected, actor=actor, at=at).id
    row = _row(called=called, node_id=node_id, title=title, since=at, at=at, into=covering)
    _tell_of(row, actor=actor, at=at, into=covering.id)
    if expected is not None:
        foretell.foretell(outage=covering, said=Expected(expected, title or called), actor=actor, at=at)
    return row.id


def declare(
    *, called: str, node_id: int, title: str, since: datetime, until: datetime | None, actor: str, at: datetime
) -> Outage:
    """Declare an outage that no other covers. The network is locked."""
    outage = _row(called=called, node_id=node_id, title=title, since=since, at=at, into=None)
    taken = _take_over(outage, actor=actor, at=at)
    _tell_of(outage, actor=actor, at=at)
    if until is not None:
        foretell.write(outage=outage, said=Expected(until, title or called), actor=actor, at=at)
    foretold = _foretold(outage, at=at)
    _tell_people(outage, until=foretold, told_by=taken, at=at)
    policy = operator.policy_at(at=at).policy.outages
    offer_later(outage=outage, at=max(ladder.loan_at(detected_at=since, policy=policy), at))
    if foretold is not None and ladder.is_long(detected_at=since, until=foretold, policy=policy):
        offer(outage=outage, node_id=node_id, at=at)
    weigh_later(outage_id=outage.id, at=at)
    return outage


def _row(*, called: str, node_id: int, title: str, since: datetime, at: datetime, into: Outage | None) -> Outage:
    return Outage.objects.create(
        ref=ids.new(at=at),
        called=called,
        node_id=node_id,
        title=title,
        detected_at=since,
        declared_at=at,
        merged_into=into,
        merged_at=at if into else None,
    )


def _take_over(outage: Outage, *, actor: str, at: datetime) -> list[int]:
    """Take over the open outages below, with all that they took over, and the alarms; return the outages' ids."""
    below = network.nodes_below(node_id=outage.node_id)
    Alarm.objects.filter(node_id__in=below, cleared_at__isnull=True, outage__isnull=True).update(
        outage_id=outage.id, confirm_at=None
    )
    tops = Outage.objects.filter(_OPEN, node_id__in=below).exclude(id=outage.id).values_list("id", flat=True)
    keys = list(tops)
    taken = Outage.objects.filter(Q(id__in=keys) | Q(merged_into__in=keys), ended_at__isnull=True)
    mine = sorted(taken.values_list("id", flat=True))
    Outage.objects.filter(id__in=mine).update(merged_into=outage.id, merged_at=at)
    for key in keys:
        facts = {"into": outage.id}
        journal.write(at=at, kind=Kind.OUTAGE_TAKEN_OVER, about=f"outage:{key}", actor=actor, facts=facts)
    return mine


def _foretold(outage: Outage, *, at: datetime) -> datetime | None:
    """Return until when it is expected to last: also where that was said of an outage that it took over."""
    said = queries.forecasts(outage_id=outage.id)
    return said[-1].until if said and said[-1].until > at else None


def _tell_people(outage: Outage, *, until: datetime | None, told_by: list[int], at: datetime) -> None:
    """Tell all whom it touches, but for those who were told of an outage that it took over."""
    subjects = [f"outage:{key}" for key in told_by]
    told = notified.to_be_told(subjects=subjects, about="outage_start") if subjects else set()
    people = [one for one in rows.people_below(node_id=outage.node_id) if one.party_id not in told]
    seen = queries.outage(outage_id=outage.id)
    notices.tell_many(sayings=words.start(outage=seen, until=until, people=people), at=at)


def _tell_of(outage: Outage, *, actor: str, at: datetime, into: int | None = None) -> None:
    facts = {"node": outage.node_id, "called": outage.called, "detected_at": outage.detected_at.isoformat()}
    if into is not None:
        facts["into"] = into
    journal.write(at=at, kind=Kind.OUTAGE_DECLARED, about=f"outage:{outage.id}", actor=actor, facts=facts)


_OPEN = Q(ended_at__isnull=True, merged_into__isnull=True)
