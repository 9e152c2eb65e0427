"""Somebody counted what lies on a shelf, or wrote down a mistake: the shelf says what is so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from varsel.kit import ids
from varsel.operations.stock.actions import finding
from varsel.operations.stock.actions.keep import item_called, warehouse_called
from varsel.operations.stock.actions.move import move
from varsel.operations.stock.actions.share import sharing
from varsel.operations.stock.models import Device, Hold, Item, Movement
from varsel.operations.stock.refusals import Refused
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic
def set_count(*, warehouse: str, item: str, count: int, actor: str, at: datetime) -> UUID:
    """Note how many of an item a place has, and return the movement's batch. An unknown name is a new warehouse.

    Where fewer lie there than are reserved, who reserved last loses them, and hears of it.

    :raises ValueError: fewer than none.
    :raises Refused: has-serials, when more devices lie there than that.
    """
    if count < 0:
        raise ValueError(f"{warehouse} can't have {count} of {item}: count from 0 up")
    place_id, batch = warehouse_called(called=warehouse, actor=actor, at=at), ids.new(at=at)
    item_called(called=item)
    with sharing(called=[item], actor=actor, at=at) as (row,):
        lies = finding.shelf(place_id=place_id, item_id=row.id)
        if count < lies.serials:
            raise Refused(code="has-serials")
        let_go_last(item=row, place_id=place_id, too_many=lies.reserved - count)
        move(batch=batch, place_id=place_id, item_id=row.id, change=count - lies.count, kind="count", by=actor, at=at)
    facts = {"warehouse": warehouse, "item": item, "count": count}
    journal.write(at=at, kind=Kind.STOCK_SET, about="stock", actor=actor, facts=facts)
    return batch


@transaction.atomic
def undo(*, batch: UUID, actor: str, at: datetime) -> None:
    """Take back what was written down by mistake: a count, what came, a transfer. Once.

    :raises Refused: not-found; moved-on, when anything has happened on these shelves since, or it is reserved already.
    """
    able = Movement.objects.filter(batch=batch, kind__in=["count", "came", "moved"], undoes__isnull=True)
    rows = list(able.select_related("item").order_by("change"))
    if not rows:
        raise Refused(code="not-found")
    back = ids.new(at=at)
    with sharing(called={row.item.called for row in rows}, actor=actor, at=at):
        _ask_whether_last(rows)
        for row in rows:  # what left comes back before what came leaves
            lies: dict[str, Any] = {"place_id": row.place_id, "item_id": row.item_id}
            move(batch=back, **lies, change=-row.change, kind=row.kind, undoes_id=row.id, by=actor, at=at)
    facts = {"item": rows[0].item.called, "kind": rows[0].kind}
    journal.write(at=at, kind=Kind.STOCK_UNDONE, about="stock", actor=actor, facts=facts)


def let_go_last(*, item: Item, place_id: int, too_many: int) -> None:
    """Let go of what was reserved last on a shelf. What is reserved by its serial number was counted: it stays."""
    mine = Device.objects.filter(item=item, place=place_id, state="reserved").values("subject")
    for hold in Hold.objects.filter(item=item, place=place_id).exclude(need__subject__in=mine).order_by("-need", "-id"):
        if too_many <= 0:
            return
        hold.delete()
        too_many -= hold.count
        if too_many < 0:
            Hold.objects.create(need_id=hold.need_id, item=item, place_id=place_id, count=-too_many)


def _ask_whether_last(rows: Sequence[Movement]) -> None:
    for row in rows:
        shelf = Movement.objects.filter(place=row.place_id, item=row.item_id)
        lies = finding.shelf(place_id=row.place_id, item_id=row.item_id)
        is_last = shelf.aggregate(last=Max("id"))["last"] == row.id
        if not is_last or row.change > lies.count - max(lies.reserved, lies.serials):
            raise Refused(code="moved-on")
