"""Places and items: what is kept, and where."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.operations.stock.models import Item, Place
from varsel.operations.stock.refusals import Refused
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic
def add_place(*, called: str, kind: str, actor: str, at: datetime) -> int:
    """Note a place by its name, and return its id; one that is known already stays.

    `kind` is warehouse or vehicle.

    :raises Refused: named-otherwise, when a place of another kind has the name.
    """
    row, is_new = Place.objects.get_or_create(called=called, defaults={"kind": kind})
    if row.kind != kind:
        raise Refused(code="named-otherwise")
    if is_new:
        facts = {"place": called, "kind": kind}
        journal.write(at=at, kind=Kind.STOCK_PLACE_SET, about="stock", actor=actor, facts=facts)
    return row.id


@transaction.atomic
def set_item(*, called: str, name: str, unit: str, low: int | None, has_serials: bool, actor: str, at: datetime) -> int:
    """Note an item, or what is otherwise about it now, and return its id. `low`: see `account.Article`."""
    said = {"name": name, "unit": unit, "low": low, "has_serials": has_serials}
    row, _is_new = Item.objects.update_or_create(called=called, defaults=said)
    journal.write(at=at, kind=Kind.STOCK_ITEM_SET, about="stock", actor=actor, facts={"item": called, **said})
    return row.id


def item_called(*, called: str) -> Item:
    """Return the item of a number; one that nobody has described is known by its number alone, counted in pieces."""
    plain = {"name": called, "unit": "pc", "has_serials": False}
    return Item.objects.get_or_create(called=called, defaults=plain)[0]


def warehouse_called(*, called: str, actor: str, at: datetime) -> int:
    """Return the id of the place of a name; a name that nobody knows is a new warehouse."""
    row = Place.objects.filter(called=called).first()
    return row.id if row else add_place(called=called, kind="warehouse", actor=actor, at=at)
