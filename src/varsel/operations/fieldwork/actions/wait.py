"""What is missing, from where, expected when; or why the work is paused. A missing item moves the forecast."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from varsel.operations.fieldwork.account import Answer
from varsel.operations.fieldwork.actions import acting, material, outage, waiting
from varsel.operations.fieldwork.models import WAITS, Order, Wait
from varsel.operations.fieldwork.refusals import Refused


@transaction.atomic(durable=True)
def wait(
    *,
    order_id: int,
    kind: str,
    what: str,
    actor: str,
    at: datetime,
    place: str = "",
    count: int = 1,
    expected: datetime | None = None,
    worker_id: int | None = None,
    key: UUID | None = None,
    seen: str | None = None,
) -> Answer:
    """Note what an order waits for: `material` (the stock's name of an item, or any words), `digging_permit`,
    `cable_location`, `property_access`, or `pause` (then `what` is why).

    What the stock keeps is reserved; it says from where and when, unless that is said here. Those whom the outage
    touches hear it in one word, with the time until which it now lasts.

    :raises Refused: not-found, already-closed, not-yours; not-lawful, when nothing is named or it is expected in the
        past; key-reused.
    """

    def do() -> None:
        order = acting.locked_open(order_id=order_id, worker_id=worker_id)
        if not what.strip() or kind not in WAITS or count < 1 or (expected is not None and expected <= at):
            raise Refused(code="not-lawful")
        _begin(order, kind, what, place, count, expected, actor=actor, at=at)

    asked = {"kind": kind, "what": what, "place": place, "count": count, "expected": expected}
    sent = acting.Sent(name="wait", key=key, seen=seen, worker_id=worker_id)
    return acting.once(sent=sent, order_id=order_id, asked=asked, actor=actor, at=at, do=do)


@transaction.atomic(durable=True)
def expect(
    *,
    order_id: int,
    wait_id: int,
    expected: datetime | None,
    actor: str,
    at: datetime,
    worker_id: int | None = None,
    key: UUID | None = None,
    seen: str | None = None,
) -> Answer:
    """Note that what an order waits for comes at another time (None: nobody knows any more): the forecast moves.

    :raises Refused: not-found, already-closed, not-yours; not-lawful, when it is expected in the past; key-reused.
    """

    def do() -> None:
        order = acting.locked_open(order_id=order_id, worker_id=worker_id)
        if expected is not None and expected <= at:
            raise Refused(code="not-lawful")
        waiting.expect(order=order, wait=_wait(order, wait_id), expected=expected, actor=actor, at=at)
        outage.tell_waiting(order=order, actor=actor, at=at)

    asked = {"wait": wait_id, "expected": expected}
    sent = acting.Sent(name="expect", key=key, seen=seen, worker_id=worker_id)
    return acting.once(sent=sent, order_id=order_id, asked=asked, actor=actor, at=at, do=do)


@transaction.atomic(durable=True)
def go_on(
    *,
    order_id: int,
    wait_id: int,
    actor: str,
    at: datetime,
    worker_id: int | None = None,
    key: UUID | None = None,
    seen: str | None = None,
) -> Answer:
    """Note that what an order waited for is there, or that a pause is over. It goes on when nothing else is missing.

    :raises Refused: not-found, already-closed, not-yours, key-reused.
    """

    def do() -> None:
        order = acting.locked_open(order_id=order_id, worker_id=worker_id)
        row = _wait(order, wait_id)
        waiting.end(order=order, wait=row, actor=actor, at=at)
        if row.kind != waiting.PAUSE:
            outage.tell_waiting(order=order, actor=actor, at=at)
        elif order.state == "inProgress":
            outage.tell_crew(order=order, state=order.step, because="", actor=actor, at=at)

    sent = acting.Sent(name="go_on", key=key, seen=seen, worker_id=worker_id)
    return acting.once(sent=sent, order_id=order_id, asked={"wait": wait_id}, actor=actor, at=at, do=do)


def _begin(
    order: Order, kind: str, what: str, place: str, count: int, expected: datetime | None, *, actor: str, at: datetime
) -> None:
    wanted = None
    if kind == waiting.MATERIAL:
        wanted = material.lack(order=order, item=what, count=count, actor=actor, at=at)
    if wanted is not None and not place and expected is None:
        waiting.begin_for_stock(order=order, wanted=wanted, actor=actor, at=at)
    else:
        waiting.begin(
            order=order, kind=kind, what=what, place=place, count=count, expected=expected, actor=actor, at=at
        )
    if kind == waiting.PAUSE:
        outage.tell_crew(order=order, state="paused", because=what, actor=actor, at=at)
    else:
        outage.tell_waiting(order=order, actor=actor, at=at)


def _wait(order: Order, wait_id: int) -> Wait:
    row = Wait.objects.filter(id=wait_id, order=order, over_at__isnull=True).first()
    if row is None:
        raise Refused(code="not-found")
    return row
