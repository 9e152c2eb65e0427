"""What a technician says: that they take an order, are on the way, are there, and how long it still takes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.account import Answer
from varsel.operations.fieldwork.actions import acting, appointments, outage
from varsel.operations.fieldwork.ladder import states
from varsel.operations.fieldwork.models import Order
from varsel.operations.fieldwork.refusals import Refused
from varsel.records.journal.kinds import Kind


@transaction.atomic(durable=True)
def accept(
    *,
    order_id: int,
    worker_id: int,
    actor: str,
    at: datetime,
    key: UUID | None = None,
    seen: str | None = None,
) -> Answer:
    """Note that a technician takes an order: theirs, or their contractor's, which is theirs by name from then on.

    :raises Refused: not-found, already-closed, not-yours; not-now, when it has begun; taken; key-reused.
    """

    def do() -> None:
        order = acting.locked_open(order_id=order_id)
        _claim(order, worker_id)
        if order.step:
            raise Refused(code="not-now")
        acting.become(order=order, state=order.state, step="accepted")
        facts = {"technician": worker_id}
        acting.write(order=order, kind=Kind.ORDER_ACCEPTED, actor=actor, at=at, facts=facts)

    sent = acting.Sent(name="accept", key=key, seen=seen, worker_id=worker_id)
    return acting.once(sent=sent, order_id=order_id, asked={"worker": worker_id}, actor=actor, at=at, do=do)


@transaction.atomic(durable=True)
def say(
    *,
    order_id: int,
    step: str,
    actor: str,
    at: datetime,
    because: str = "",
    worker_id: int | None = None,
    key: UUID | None = None,
    seen: str | None = None,
) -> Answer:
    """Note what a technician does now: `on_the_way`, `on_site` or `night_work` (in the dark, with lighting).

    It is on the outage's public page at once. Being there is the check-in of a visit. An order that waits still does.

    :raises Refused: not-found, already-closed, not-yours; not-now, when nobody has it; key-reused.
    """

    def do() -> None:
        order = acting.locked_open(order_id=order_id, worker_id=worker_id)
        if order.crew_id is None or step not in states.STARTED:
            raise Refused(code="not-now")
        state = order.state if order.state in states.WAITING else "inProgress"
        acting.become(order=order, state=state, step=step, started_at=order.started_at or at)
        facts = {"crew": step, "because": because}
        acting.write(order=order, kind=Kind.ORDER_STEP, actor=actor, at=at, facts=facts)
        outage.tell_crew(order=order, state=step, because=because, actor=actor, at=at)
        if step in states.AT_THE_DOOR:
            appointments.check_in(order_id=order.id, actor=actor, at=at)

    asked = {"step": step, "because": because}
    sent = acting.Sent(name="say", key=key, seen=seen, worker_id=worker_id)
    return acting.once(sent=sent, order_id=order_id, asked=asked, actor=actor, at=at, do=do)


@transaction.atomic(durable=True)
def set_left(
    *,
    order_id: int,
    minutes_left: int,
    travel_minutes: int,
    actor: str,
    at: datetime,
    worker_id: int | None = None,
    key: UUID | None = None,
    seen: str | None = None,
) -> Answer:
    """Note how many minutes the work still takes, once there, and how many the way. What is missing moves with it.

    :raises Refused: not-found, already-closed, not-yours; not-lawful, when it takes no time; key-reused.
    """

    def do() -> None:
        order = acting.locked_open(order_id=order_id, worker_id=worker_id)
        if minutes_left <= 0 or travel_minutes < 0:
            raise Refused(code="not-lawful")
        left = {"minutes_left": minutes_left, "travel_minutes": travel_minutes}
        acting.become(order=order, state=order.state, **left)
        acting.write(order=order, kind=Kind.ORDER_LEFT_SET, actor=actor, at=at, facts={"minutes": minutes_left} | left)
        outage.tell_waiting(order=order, actor=actor, at=at)

    asked = {"minutes": minutes_left, "travel": travel_minutes}
    sent = acting.Sent(name="set_left", key=key, seen=seen, worker_id=worker_id)
    return acting.once(sent=sent, order_id=order_id, asked=asked, actor=actor, at=at, do=do)


def _claim(order: Order, worker_id: int) -> None:
    """Let a contractor's order be one of their people's by name."""
    if order.technician_id == worker_id:
        return
    worker = queries.technician(technician_id=worker_id)
    if worker is None or order.technician_id is not None or order.crew_id != worker.crew.id:
        raise Refused(code="not-yours")
    with acting.possible():
        acting.become(order=order, state=order.state, technician_id=worker_id)
