"""What is lent without a serial number: one is taken, one is put back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from varsel.kit import ids
from varsel.operations.stock.actions import finding
from varsel.operations.stock.actions.keep import item_called, warehouse_called
from varsel.operations.stock.actions.move import move
from varsel.operations.stock.actions.share import sharing
from varsel.operations.stock.models import Item, Shelf


@transaction.atomic
def take(*, item: str, subject: str, actor: str, at: datetime) -> str | None:
    """Take one without a serial number from the warehouse that has most free, and return which; None where none is."""
    if not Item.objects.filter(called=item).exists():
        return None
    (row,) = finding.locked(called=[item])
    free = Shelf.objects.filter(item=row, place__kind="warehouse", count__gt=F("reserved"))
    unnumbered = free.filter(count__gt=F("serials")).select_related("place")
    shelf = unnumbered.order_by(F("reserved") - F("count"), "place__called").first()
    if shelf is None:
        return None
    where: dict[str, Any] = {"place_id": shelf.place_id, "item_id": row.id}
    move(batch=ids.new(at=at), **where, change=-1, kind="lent", subject=subject, by=actor, at=at)
    return shelf.place.called


@transaction.atomic
def put_back(*, warehouse: str, item: str, subject: str, actor: str, at: datetime) -> None:
    """Put one of an item back where it was taken from."""
    place_id = warehouse_called(called=warehouse, actor=actor, at=at)
    item_called(called=item)
    with sharing(called=[item], actor=actor, at=at) as (row,):
        where: dict[str, Any] = {"place_id": place_id, "item_id": row.id}
        move(batch=ids.new(at=at), **where, change=1, kind="back", subject=subject, by=actor, at=at)
