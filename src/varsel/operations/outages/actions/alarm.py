"""Alarms come in, in any number: they join an open outage, or are confirmed when they have lasted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from varsel.operations.outages import ladder, queries
from varsel.operations.outages.actions import declare
from varsel.operations.outages.actions.end import end
from varsel.operations.outages.actions.lock import lock_topology
from varsel.operations.outages.actions.waiting_alarms import CONFIRM, wait_to_confirm
from varsel.operations.outages.models import Alarm, Outage
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.network import queries as network
from varsel.records.operator import queries as operator

__all__ = ["CONFIRM", "clear_alarm", "confirm", "raise_alarm", "raise_alarms"]


def raise_alarm(*, node_id: int, at: datetime) -> None:
    """Note that a node is down. It is confirmed when it has lasted the policy's minutes; a repeat changes nothing."""
    raise_alarms(node_ids=[node_id], at=at)


@transaction.atomic(durable=True)
def raise_alarms(*, node_ids: Collection[int], at: datetime) -> None:
    """Note that these nodes are down. What is below an open outage joins it; one cut is one outage."""
    lock_topology()
    _raise(dict.fromkeys(node_ids, at), at=at)


@transaction.atomic(durable=True)
def clear_alarm(*, node_id: int, at: datetime, actor: str) -> None:
    """Note that a node is up again: its alarm is cleared, and an outage of exactly this node ends."""
    lock_topology()
    _clear([node_id], at=at, actor=actor)


@transaction.atomic
def hear_alarms(*, down: Mapping[int, datetime], up: Collection[int], actor: str, at: datetime) -> None:
    """Note, in the transaction of what tells it, which nodes are down, since when, and which are up again."""
    lock_topology()
    _raise(down, at=at)
    _clear(up, at=at, actor=actor)


def _raise(down: Mapping[int, datetime], *, at: datetime) -> None:
    standing = set(Alarm.objects.filter(node_id__in=list(down), cleared_at=None).values_list("node_id", flat=True))
    fresh = {node: since for node, since in down.items() if node not in standing}
    covering = _covering(network.ways_up(node_ids=list(fresh)), _open_by_node())
    policy = operator.policy_at(at=at).policy.outages
    moments = {
        node: ladder.confirmed_at(since=since, policy=policy) for node, since in fresh.items() if node not in covering
    }
    Alarm.objects.bulk_create(
        Alarm(node_id=node, raised_at=since, outage_id=covering.get(node), confirm_at=moments.get(node))
        for node, since in fresh.items()
    )
    for moment in sorted(set(moments.values())):
        wait_to_confirm(at=moment)


def _clear(node_ids: Collection[int], *, at: datetime, actor: str) -> None:
    Alarm.objects.filter(node_id__in=list(node_ids), cleared_at__isnull=True).update(cleared_at=at, confirm_at=None)
    mine = Outage.objects.filter(node_id__in=list(node_ids), ended_at__isnull=True, merged_into__isnull=True)
    for outage in mine.order_by("id"):
        end(outage=outage, at=at, actor=actor)


@transaction.atomic(durable=True)
def confirm(*, due: Due, at: datetime) -> None:
    """Declare the outages of all alarms that have lasted, from the moment of each; the topmost node first."""
    if not clocks.take(clock_id=due.id, at=at):
        return
    lock_topology()
    policy = operator.policy_at(at=at).policy.outages
    lasted = list(Alarm.objects.filter(cleared_at__isnull=True, confirm_at__lte=at).order_by("raised_at", "id"))
    ways = network.ways_up(node_ids=[alarm.node_id for alarm in lasted])
    unsaid = _joined(sorted(lasted, key=lambda alarm: len(ways[alarm.node_id])), ways)
    silent = _silenced(unsaid, ways)
    declared: set[int] = set()  # each took the alarms below it
    for alarm in unsaid:
        moment = ladder.confirmed_at(since=silent[alarm.id], policy=policy) if alarm.id in silent else at
        if not declared.isdisjoint(ways[alarm.node_id]):
            continue
        if moment > at:
            Alarm.objects.filter(id=alarm.id).update(confirm_at=moment)
            wait_to_confirm(at=moment)
        else:
            _declare(alarm, since=silent.get(alarm.id, alarm.raised_at), at=at)
            declared.add(alarm.node_id)


def _declare(alarm: Alarm, *, since: datetime, at: datetime) -> None:
    name, _ = network.places_of(node_ids=[alarm.node_id])[alarm.node_id]
    declare.declare(called=name, node_id=alarm.node_id, title="", since=since, until=None, actor="system", at=at)


def _silenced(alarms: Sequence[Alarm], ways: Mapping[int, Sequence[int]]) -> dict[int, datetime]:
    """Return until when planned work at or above its node silences an alarm: then it is looked at again."""
    works = queries.planned_after(at=min(alarm.raised_at for alarm in alarms)) if alarms else []
    found: dict[int, datetime] = {}
    for work in works:
        for alarm in alarms:
            if work.begins_at <= alarm.raised_at < work.ends_at and work.node_id in ways[alarm.node_id]:
                found[alarm.id] = max(work.ends_at, found.get(alarm.id, work.ends_at))
    return found


def _joined(alarms: Sequence[Alarm], ways: Mapping[int, Sequence[int]]) -> list[Alarm]:
    """Let alarms join the open outage at or above their node; return those that none covers."""
    covering = _covering({alarm.node_id: ways[alarm.node_id] for alarm in alarms}, _open_by_node())
    by_outage: dict[int, list[int]] = {}
    for alarm in alarms:
        if alarm.node_id in covering:
            by_outage.setdefault(covering[alarm.node_id], []).append(alarm.id)
    for outage_id, ids in by_outage.items():
        Alarm.objects.filter(id__in=ids).update(outage_id=outage_id, confirm_at=None)
    return [alarm for alarm in alarms if alarm.node_id not in covering]


def _covering(ways: Mapping[int, Sequence[int]], open_by_node: Mapping[int, int]) -> dict[int, int]:
    """Return for each node that an open outage covers which one: of those on its way up, the nearest."""
    near = {node: next((open_by_node[one] for one in way if one in open_by_node), None) for node, way in ways.items()}
    return {node: outage_id for node, outage_id in near.items() if outage_id is not None}


def _open_by_node() -> dict[int, int]:
    rows = Outage.objects.filter(ended_at__isnull=True, merged_into__isnull=True)
    return dict(rows.values_list("node_id", "id"))
