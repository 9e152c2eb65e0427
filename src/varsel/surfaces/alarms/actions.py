"""What follows from alarms: which nodes are down, told to the outages in the transaction that finds it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from varsel.operations.outages import actions as outages
from varsel.operations.outages import queries as outage_queries
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.surfaces.alarms import queries, rows, weighing
from varsel.surfaces.alarms.models import Down, Name, Report, Rule, Suspicion
from varsel.surfaces.alarms.receiving import FOLD
from varsel.surfaces.alarms.suspecting import suspect
from varsel.surfaces.alarms.weighing import Numbers


@transaction.atomic(durable=True)
def fold(*, due: Due, at: datetime) -> None:
    """Let all that came in count: say which nodes are down, and which are up again for so long that it is steady.

    Other reminders of it that wait are settled with this one: what they are about is committed, and counts now.
    """
    outages.lock_topology()
    if clocks.take(clock_id=due.id, at=at):
        clocks.take_many(clock_ids=queries.waiting_folds(at=at), at=at)
        rows.fold()
        _pass_on(at=at)


def _pass_on(*, at: datetime) -> None:
    numbers, told = queries.numbers(), {row.node_id: row for row in Down.objects.all()}
    said = rows.nodes_down()
    dark = rows.dark(standing=list(told), numbers=numbers)
    blamed = weighing.blamed(dark=dark, standing=told, numbers=numbers) - said.keys()
    fresh = {node: min(at, since) for node, since in said.items() if node not in told}
    for node in blamed - told.keys():
        nth = min(weighing.enough(of=dark[node].of, numbers=numbers), dark[node].down)
        fresh[node] = min(at, rows.since(node_id=node, nth=nth))
    down = said.keys() | blamed
    over = _steadily_up(told, down, numbers=numbers, at=at)
    Down.objects.filter(node_id__in=[node for node in told if node in down]).update(up_at=None)
    Down.objects.bulk_create(Down(node_id=node, since=since) for node, since in fresh.items())
    Down.objects.filter(node_id__in=over).delete()
    outages.hear_alarms(down=fresh, up=over, actor="alarms", at=at)
    suspect(numbers=numbers, at=at)


def _steadily_up(told: Mapping[int, Down], down: Collection[int], *, numbers: Numbers, at: datetime) -> list[int]:
    """Return the nodes that are up again: at once where nobody was told, else when it was so for the minutes."""
    open_at = {one.node_id for one in outage_queries.open_now()}
    over = []
    for row in (row for node, row in told.items() if node not in down):
        until = (row.up_at or at) + timedelta(minutes=numbers.steady_minutes)
        if row.node_id not in open_at or until <= at:
            over.append(row.node_id)
        elif row.up_at is None:
            Down.objects.filter(node_id=row.node_id).update(up_at=at)
            clocks.remind(kind=FOLD, about=f"alarms:{until.isoformat(timespec='milliseconds')}", due_at=until)
    return over


@transaction.atomic(durable=True)
def call_it(*, source: str, said: str, node_id: int, actor: str, at: datetime) -> None:
    """Say which node a source means by a name: what stands by that name counts from now on."""
    Name.objects.update_or_create(source=source, said=said, defaults={"node_id": node_id, "at": at, "by": actor})
    facts = {"source": source, "said": said, "node": node_id}
    journal.write(at=at, kind=Kind.ALARM_NAMED, about=f"alarms:{source}", actor=actor, facts=facts)
    clocks.remind(kind=FOLD, about=f"alarms:{at.isoformat(timespec='milliseconds')}", due_at=at)


@transaction.atomic(durable=True)
def note_report(*, line_id: int, actor: str, at: datetime) -> None:
    """Note that a customer says a line is down. Several from one place make an outage suspected."""
    Report.objects.create(line_id=line_id, at=at, by=actor)
    clocks.remind(kind=FOLD, about=f"alarms:{at.isoformat(timespec='milliseconds')}", due_at=at)


@transaction.atomic(durable=True)
def choose(*, numbers: Numbers, actor: str, at: datetime) -> None:
    """Choose from when on many terminals are their node, and what counts as steady."""
    chosen = {name: getattr(numbers, name) for name in Numbers.__slots__}
    Rule.objects.create(**chosen, at=at, by=actor)
    facts = {name: str(value) for name, value in chosen.items()}
    journal.write(at=at, kind=Kind.ALARM_RULE_SET, about="alarms", actor=actor, facts=facts)


def declare(*, suspicion_id: int, called: str, title: str, actor: str, at: datetime) -> int | None:
    """Declare the outage that is suspected, and return its id; None when somebody settled the suspicion before."""
    row = Suspicion.objects.filter(id=suspicion_id, settled_at__isnull=True).first()
    if row is None:
        return None
    outage_id = outages.declare_outage(
        called=called, node_id=row.node_id, title=title, expected=None, actor=actor, at=at
    )
    _settle(suspicion_id, outage_id=outage_id, actor=actor, at=at)
    return outage_id


def dismiss(*, suspicion_id: int, actor: str, at: datetime) -> bool:
    """Say that it is none; return whether it was still open."""
    return _settle(suspicion_id, outage_id=None, actor=actor, at=at)


@transaction.atomic(durable=True)
def _settle(suspicion_id: int, *, outage_id: int | None, actor: str, at: datetime) -> bool:
    waits = Suspicion.objects.filter(id=suspicion_id, settled_at__isnull=True)
    if not waits.update(settled_at=at, settled_by=actor, outage_id=outage_id):
        return False
    facts = {"outage": outage_id}
    journal.write(at=at, kind=Kind.SUSPICION_SETTLED, about=f"suspicion:{suspicion_id}", actor=actor, facts=facts)
    return True
