"""What an order needs of the stock: reserved while it is open, used when it ends, the rest let go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.actions import outage, waiting
from varsel.operations.fieldwork.models import Item, Order
from varsel.operations.fieldwork.queries.people import cars_of
from varsel.operations.fieldwork.refusals import Refused
from varsel.operations.stock import actions as stock
from varsel.operations.stock import queries as shelves
from varsel.operations.stock.account import Wanted
from varsel.operations.stock.refusals import Refused as OutOfStock


def reserve(*, order: Order, actor: str, at: datetime) -> None:
    """Let the order need what it needs, from the vehicle that goes there first. An outage hears what is missing.

    :raises Refused: not-found, when the stock keeps no such item.
    """
    for wanted in _want(order, actor=actor, at=at):
        waiting.begin_by_itself(order=order, wanted=wanted, at=at)
    outage.tell_waiting(order=order, actor=actor, at=at)


def lack(*, order: Order, item: str, count: int, actor: str, at: datetime) -> Wanted | None:
    """Let the order need so many of an item that is missing, and return from where it comes; None: not of our stock."""
    if shelves.article(called=item) is None:
        return None
    row, is_new = Item.objects.get_or_create(order=order, item=item, defaults={"count": count})
    if not is_new and row.count < count:
        row.count = count
        row.save(update_fields=["count"])
    return next(one for one in _want(order, actor=actor, at=at) if one.item.called == item)


def use(*, order: Order, used: Mapping[str, int], actor: str, at: datetime) -> None:
    """Note what was used, and let go of the rest. What was not planned comes from the vehicle.

    :raises Refused: not-found; out-of-stock, when so many are neither reserved nor in the vehicle.
    """
    spent = {name: count for name, count in used.items() if count > 0}
    if spent:
        near = _vehicle(order)
        try:
            stock.use(subject=f"order:{order.id}", near=near, used=sorted(spent.items()), actor=actor, at=at)
        except OutOfStock as refusal:
            raise Refused(code=_known(refusal.code)) from refusal
    for name in spent:
        Item.objects.get_or_create(order=order, item=name, defaults={"count": 0})
    for row in Item.objects.filter(order=order):
        row.used = spent.get(row.item, 0)
        row.save(update_fields=["used"])
    release(order=order, actor=actor, at=at)


def release(*, order: Order, actor: str, at: datetime) -> None:
    """Let go of what the order did not use."""
    stock.release(subject=f"order:{order.id}", actor=actor, at=at)


def _want(order: Order, *, actor: str, at: datetime) -> tuple[Wanted, ...]:
    planned = queries.items_of(order_ids=[order.id]).get(order.id, ())
    asked = [(one.item, one.count) for one in planned]
    if not asked:
        return ()
    try:
        standing = stock.reserve(subject=f"order:{order.id}", needs=asked, actor=actor, at=at, near=_vehicle(order))
    except OutOfStock as refusal:
        raise Refused(code=_known(refusal.code)) from refusal
    return standing.needs


def _vehicle(order: Order) -> int | None:
    if order.technician_id is None:
        return None
    car = cars_of(technician_ids=[order.technician_id]).get(order.technician_id)
    store = shelves.store_called(name=car.place) if car else None
    return store.id if store else None


def _known(code: str) -> str:
    return code if code == "not-found" else "out-of-stock"
