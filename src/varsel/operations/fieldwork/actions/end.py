"""An order ends: done, done in part, failed, called off, or not taken. What it did not use is free again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from varsel.operations.fieldwork.account import Answer
from varsel.operations.fieldwork.actions import acting, appointments, material, outage, waiting
from varsel.operations.fieldwork.models import Order
from varsel.operations.fieldwork.refusals import Refused
from varsel.records.journal.kinds import Kind


@transaction.atomic(durable=True)
def finish(
    *,
    order_id: int,
    used: Mapping[str, int],
    actor: str,
    at: datetime,
    left_to_do: str = "",
    worker_id: int | None = None,
    key: UUID | None = None,
    seen: str | None = None,
) -> Answer:
    """Note that the work is done, and what it used (how many, by the stock's name); in part, if something is left.

    Whoever finishes has been there: a visit took place, unless it was missed before.

    :raises Refused: not-found, already-closed, not-yours; not-now, when it has not begun or still waits;
        out-of-stock, when the stock knows of no such item there; key-reused.
    """

    def do() -> None:
        order = acting.locked_open(order_id=order_id, worker_id=worker_id)
        state = "partial" if left_to_do else "completed"
        appointments.check_in(order_id=order.id, actor=actor, at=at)
        material.use(order=order, used=used, actor=actor, at=at)
        _end(order, state, left_to_do, actor=actor, at=at)
        facts = {"state": state, "items": dict(used), "because": left_to_do}
        acting.write(order=order, kind=Kind.ORDER_COMPLETED, actor=actor, at=at, facts=facts)
        appointments.took_place(order_id=order.id, actor=actor, at=at)

    asked = {"used": dict(sorted(used.items())), "left": left_to_do}
    sent = acting.Sent(name="finish", key=key, seen=seen, worker_id=worker_id)
    return acting.once(sent=sent, order_id=order_id, asked=asked, actor=actor, at=at, do=do)


@transaction.atomic(durable=True)
def fail(
    *,
    order_id: int,
    because: str,
    actor: str,
    at: datetime,
    worker_id: int | None = None,
    key: UUID | None = None,
    seen: str | None = None,
) -> Answer:
    """Note that the work could not be done, and why. A visit to which nobody came is missed when its time is over.

    :raises Refused: not-found, already-closed, not-yours; not-lawful, without a reason; key-reused.
    """

    def do() -> None:
        order = acting.locked_open(order_id=order_id, worker_id=worker_id)
        _end_with_reason(order, "failed", Kind.ORDER_FAILED, because, actor=actor, at=at)
        appointments.took_place(order_id=order.id, actor=actor, at=at)

    sent = acting.Sent(name="fail", key=key, seen=seen, worker_id=worker_id)
    return acting.once(sent=sent, order_id=order_id, asked={"because": because}, actor=actor, at=at, do=do)


@transaction.atomic(durable=True)
def cancel(*, order_id: int, because: str, actor: str, at: datetime) -> None:
    """Call an order off: it need not be done any more.

    :raises Refused: not-found, already-closed; not-lawful, without a reason; visit-promised, when a customer waits
        for somebody: call the visit off first.
    """
    _call_off(order_id, "cancelled", Kind.ORDER_CANCELLED, because, actor=actor, at=at)


@transaction.atomic(durable=True)
def reject(*, order_id: int, because: str, actor: str, at: datetime) -> None:
    """Say that an order is not taken, and why: before anybody has begun it.

    :raises Refused: not-found, already-closed; not-lawful, without a reason; not-now, when it has begun or waits;
        visit-promised.
    """
    _call_off(order_id, "rejected", Kind.ORDER_REJECTED, because, actor=actor, at=at)


def _call_off(order_id: int, state: str, kind: Kind, because: str, *, actor: str, at: datetime) -> None:
    order = acting.locked_open(order_id=order_id)
    if appointments.is_to_come(order_id=order.id):
        raise Refused(code="visit-promised")
    _end_with_reason(order, state, kind, because, actor=actor, at=at)


def _end_with_reason(order: Order, state: str, kind: Kind, because: str, *, actor: str, at: datetime) -> None:
    if not because.strip():
        raise Refused(code="not-lawful")
    _end(order, state, because, actor=actor, at=at)
    acting.write(order=order, kind=kind, actor=actor, at=at, facts={"because": because})
    material.release(order=order, actor=actor, at=at)


def _end(order: Order, state: str, because: str, *, actor: str, at: datetime) -> None:
    had_begun = order.started_at is not None
    acting.become(order=order, state=state, ended_at=at, ended_because=because)
    waiting.end_all(order=order, at=at)
    outage.tell_waiting(order=order, actor=actor, at=at)
    if had_begun:
        outage.tell_crew_left(order=order, because=because, actor=actor, at=at)
