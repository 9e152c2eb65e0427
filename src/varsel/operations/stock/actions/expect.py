"""What is on its way: bought, or sent by another warehouse; when it is expected; and that it came."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from varsel.kit import ids
from varsel.operations.stock.actions import finding
from varsel.operations.stock.actions.move import move
from varsel.operations.stock.actions.share import sharing
from varsel.operations.stock.models import Delivery, Hold
from varsel.operations.stock.refusals import Refused
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic
def expect(
    *,
    item: str,
    count: int,
    place_id: int,
    expected_at: datetime,
    actor: str,
    at: datetime,
    called: str = "",
    sender_id: int | None = None,
) -> int:
    """Note that so many of an item are on their way to a place, and return the delivery's id.

    `called` is the number of the order. With a sender they leave its shelf now; without one they were bought.

    :raises Refused: not-found; out-of-stock, when the sender has not so many free; has-serials.
    """
    place = finding.place(place_id=place_id)
    with sharing(called=[item], actor=actor, at=at) as (row,):
        if sender_id is not None:
            _send(sender_id, row.id, count, actor=actor, at=at)
        delivery = Delivery.objects.create(
            called=called,
            item=row,
            place=place,
            sender_id=sender_id,
            count=count,
            expected_at=expected_at,
            made_at=at,
            made_by=actor,
        )
    _write(Kind.STOCK_EXPECTED, delivery, item, actor=actor, at=at)
    return delivery.id


@transaction.atomic
def expect_anew(*, delivery_id: int, expected_at: datetime, because: str, actor: str, at: datetime) -> None:
    """Say that a delivery comes at another time, and why. Who waits for it hears of it.

    :raises Refused: not-found, over-already.
    """
    item = _open(delivery_id).item.called
    with sharing(called=[item], actor=actor, at=at):
        delivery = _open(delivery_id)
        delivery.expected_at = expected_at
        delivery.save(update_fields=["expected_at"])
    _write(Kind.STOCK_EXPECTED_ANEW, delivery, item, because=because, actor=actor, at=at)


@transaction.atomic
def arrive(*, delivery_id: int, actor: str, at: datetime, count: int | None = None) -> None:
    """Note that a delivery came, or so many of it: the rest is still on its way. Who was promised them has them.

    :raises Refused: not-found; over-already; out-of-stock, when fewer than that were on their way.
    """
    item = _open(delivery_id).item.called
    with sharing(called=[item], actor=actor, at=at) as (row,):
        delivery = _open(delivery_id)
        came = delivery.count if count is None else count
        if came > delivery.count:
            raise Refused(code="out-of-stock")
        batch = ids.new(at=at)
        where: dict[str, Any] = {"place_id": delivery.place_id, "item_id": row.id}
        move(batch=batch, **where, change=came, kind="came", subject=f"delivery:{delivery.id}", by=actor, at=at)
        _hand_on(delivery, came)
        Delivery.objects.filter(id=delivery.id).update(count=F("count") - came)
    _write(Kind.STOCK_CAME, delivery, item, count=came, actor=actor, at=at)


@transaction.atomic
def call_off(*, delivery_id: int, because: str, actor: str, at: datetime) -> None:
    """Say that the rest of a delivery does not come. What another warehouse had sent goes back to its shelf.

    :raises Refused: not-found, over-already.
    """
    item = _open(delivery_id).item.called
    with sharing(called=[item], actor=actor, at=at) as (row,):
        delivery = _open(delivery_id)
        Hold.objects.filter(delivery=delivery).delete()
        Delivery.objects.filter(id=delivery.id).update(count=0)
        if delivery.sender_id is not None:
            batch = ids.new(at=at)
            where: dict[str, Any] = {"place_id": delivery.sender_id, "item_id": row.id}
            move(batch=batch, **where, change=delivery.count, kind="back", by=actor, at=at)
    _write(Kind.STOCK_CALLED_OFF, delivery, item, because=because, actor=actor, at=at)


def _open(delivery_id: int) -> Delivery:
    row = Delivery.objects.select_related("item", "place").filter(id=delivery_id).first()
    if row is None:
        raise Refused(code="not-found")
    if row.count == 0:
        raise Refused(code="over-already")
    return row


def _send(sender_id: int, item_id: int, count: int, *, actor: str, at: datetime) -> None:
    finding.place(place_id=sender_id)
    lies = finding.shelf(place_id=sender_id, item_id=item_id)
    if lies.count - lies.reserved < count:
        raise Refused(code="out-of-stock")
    finding.ask_whether_loose(place_id=sender_id, item_id=item_id, count=count)
    where: dict[str, Any] = {"place_id": sender_id, "item_id": item_id}
    move(batch=ids.new(at=at), **where, change=-count, kind="sent", by=actor, at=at)


def _hand_on(delivery: Delivery, came: int) -> None:
    """Give what came to those who were promised it, the oldest need first."""
    for hold in Hold.objects.filter(delivery=delivery).order_by("need"):
        part = min(hold.count, came)
        hold.delete()
        came -= part
        if part:
            Hold.objects.create(need_id=hold.need_id, item_id=hold.item_id, place_id=delivery.place_id, count=part)


def _write(kind: Kind, delivery: Delivery, item: str, *, actor: str, at: datetime, **more: object) -> None:
    facts = {
        "delivery": delivery.id,
        "item": item,
        "count": delivery.count,
        "place": delivery.place.called,
        "expected_at": delivery.expected_at.isoformat(),
        **more,
    }
    journal.write(at=at, kind=kind, about="stock", actor=actor, facts=facts)
