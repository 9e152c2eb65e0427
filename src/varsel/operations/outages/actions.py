"""Alarms come in; an outage is declared when one has lasted, and ends when it is gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from varsel.kit import ids
from varsel.operations.outages.models import Alarm, Outage
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.operator import queries as operator

CONFIRM = "confirm_alarm"


@transaction.atomic(durable=True)
def raise_alarm(*, node_id: int, at: datetime) -> None:
    """Note that a node is down. It is confirmed when it has lasted the policy's minutes; a repeat changes nothing."""
    _, new = Alarm.objects.get_or_create(node_id=node_id, cleared_at__isnull=True, defaults={"raised_at": at})
    if new:
        minutes = operator.policy_at(at=at).policy.outages.confirm_minutes
        clocks.remind(kind=CONFIRM, about=f"node:{node_id}", due_at=at + timedelta(minutes=minutes))


@transaction.atomic(durable=True)
def clear_alarm(*, node_id: int, at: datetime, actor: str) -> None:
    """Note that a node is up again: its alarm is cleared and its outage ends."""
    Alarm.objects.filter(node_id=node_id, cleared_at__isnull=True).update(cleared_at=at)
    clocks.drop(kind=CONFIRM, about=f"node:{node_id}", at=at)
    for outage in Outage.objects.select_for_update().filter(node_id=node_id, ended_at__isnull=True):
        outage.ended_at = at
        outage.save(update_fields=["ended_at"])
        journal.write(at=at, kind=Kind.OUTAGE_RESTORED, about=f"outage:{outage.id}", actor=actor, facts=_facts(outage))


@transaction.atomic(durable=True)
def confirm(*, due: Due, at: datetime) -> None:
    """Declare the outage of an alarm that lasted, from the moment of the alarm."""
    if not clocks.take(clock_id=due.id, at=at):
        return
    node_id = int(due.about.removeprefix("node:"))
    alarm = Alarm.objects.filter(node_id=node_id, cleared_at__isnull=True).first()
    if alarm is None or Outage.objects.filter(node_id=node_id, ended_at__isnull=True).exists():
        return
    outage = Outage.objects.create(ref=ids.new(at=at), node_id=node_id, detected_at=alarm.raised_at, declared_at=at)
    journal.write(at=at, kind=Kind.OUTAGE_DECLARED, about=f"outage:{outage.id}", actor="system", facts=_facts(outage))


def _facts(outage: Outage) -> dict[str, str | int]:
    return {"node": outage.node_id, "detected_at": outage.detected_at.isoformat()}
