"""Counting what lies in a warehouse, taking from it and putting back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from varsel.operations.stock.models import Stock
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic
def set_count(*, warehouse: str, item: str, count: int, actor: str, at: datetime) -> None:
    """Note how many of an item a warehouse has.

    :raises ValueError: fewer than none.
    """
    if count < 0:
        raise ValueError(f"{warehouse} can't have {count} of {item}: count from 0 up")
    Stock.objects.update_or_create(warehouse=warehouse, item=item, defaults={"count": count})
    facts = {"warehouse": warehouse, "item": item, "count": count}
    journal.write(at=at, kind=Kind.STOCK_SET, about="stock", actor=actor, facts=facts)


@transaction.atomic
def take(*, item: str) -> str | None:
    """Take one of an item from the warehouse that has most, and return which; None where none is left."""
    row = Stock.objects.select_for_update().filter(item=item, count__gt=0).order_by("-count", "warehouse").first()
    if row is None:
        return None
    Stock.objects.filter(id=row.id).update(count=F("count") - 1)
    return row.warehouse


@transaction.atomic
def put_back(*, warehouse: str, item: str) -> None:
    """Put one of an item back where it was taken from."""
    Stock.objects.filter(warehouse=warehouse, item=item).update(count=F("count") + 1)
