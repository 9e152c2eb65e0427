"""What every act on stock begins with: the rows that its words mean, and one item, one act at a time."""

from __future__ import annotations

from collections.abc import Iterable

from varsel.operations.stock.models import Item, Place, Shelf
from varsel.operations.stock.refusals import Refused


def locked(*, called: Iterable[str]) -> list[Item]:
    """Return these items in the order of their ids; nobody else moves or reserves them until the transaction ends.

    :raises Refused: not-found.
    """
    names = set(called)
    rows = list(Item.objects.select_for_update().filter(called__in=names).order_by("id"))
    if len(rows) != len(names):
        raise Refused(code="not-found")
    return rows


def place(*, place_id: int) -> Place:
    """Return a place.

    :raises Refused: not-found.
    """
    row = Place.objects.filter(id=place_id).first()
    if row is None:
        raise Refused(code="not-found")
    return row


def shelf(*, place_id: int, item_id: int) -> Shelf:
    """Return what a place has of an item: nothing where it never had any."""
    row = Shelf.objects.filter(place=place_id, item=item_id).first()
    return row or Shelf(place_id=place_id, item_id=item_id, count=0, reserved=0, serials=0)


def ask_whether_loose(*, place_id: int, item_id: int, count: int) -> None:
    """Refuse to let so many go where that leaves fewer than the devices that lie there.

    :raises Refused: has-serials.
    """
    lies = shelf(place_id=place_id, item_id=item_id)
    if lies.count - count < lies.serials:
        raise Refused(code="has-serials")
