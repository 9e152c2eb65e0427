"""What there is, and where."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from varsel.operations.stock.models import Stock


@dataclass(frozen=True, slots=True)
class Shelf:
    """How many of an item a warehouse has."""

    warehouse: str
    item: str
    count: int


def count(*, item: str) -> int | None:
    """Return how many of an item there are in all; None where nobody has ever counted them."""
    total: int | None = Stock.objects.filter(item=item).aggregate(total=Sum("count"))["total"]
    return total


def shelves() -> list[Shelf]:
    """Return all stock, by warehouse and item."""
    rows = Stock.objects.order_by("warehouse", "item")
    return [Shelf(warehouse=row.warehouse, item=row.item, count=row.count) for row in rows]
