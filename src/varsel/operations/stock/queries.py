"""What there is and where, whose it is to be, what is on its way, and where each device is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Q, QuerySet, Sum

from varsel.operations.stock.account import (
    Article,
    Earliest,
    Held,
    Incoming,
    Moved,
    Standing,
    Stocked,
    Store,
    Unit,
    Wanted,
)
from varsel.operations.stock.models import Delivery, Device, Hold, Item, Movement, Need, Place, Shelf

__all__ = [
    "Article",
    "Earliest",
    "Held",
    "Incoming",
    "Moved",
    "Standing",
    "Stocked",
    "Store",
    "Unit",
    "Wanted",
    "article",
    "articles",
    "count",
    "delivery",
    "device",
    "device_called",
    "devices",
    "earliest",
    "incoming",
    "movements",
    "shelves",
    "standing",
    "standings",
    "store",
    "store_called",
    "stores",
    "wanting",
]
_IN_WAREHOUSES = Q(place__kind="warehouse")


def count(*, item: str) -> int | None:
    """Return how many of an item are free in warehouses; None where nobody has ever counted them."""
    rows = Shelf.objects.filter(_IN_WAREHOUSES, item__called=item)
    total: int | None = rows.aggregate(total=Sum(F("count") - F("reserved")))["total"]
    return total


def shelves(*, place_id: int | None = None, item: str | None = None) -> list[Stocked]:
    """Return all stock, by place and item; of one place or of one item where that is asked."""
    rows = Shelf.objects.select_related("place", "item").order_by("place__called", "item__called")
    if place_id is not None:
        rows = rows.filter(place=place_id)
    if item is not None:
        rows = rows.filter(item__called=item)
    return [_stocked(row) for row in rows]


def stores(*, kind: str | None = None) -> list[Store]:
    """Return the places, warehouses before vehicles, by name."""
    rows = Place.objects.filter(kind=kind) if kind else Place.objects.all()
    return [_store(row) for row in rows.order_by("-kind", "called")]


def store(*, place_id: int) -> Store:
    """Return one place."""
    return _store(Place.objects.get(id=place_id))


def store_called(*, name: str) -> Store | None:
    """Return the place of a name."""
    row = Place.objects.filter(called=name).first()
    return _store(row) if row else None


def articles() -> list[Article]:
    """Return the items, by name."""
    return [_article(row) for row in Item.objects.order_by("name", "called")]


def article(*, called: str) -> Article | None:
    """Return the item of a number."""
    row = Item.objects.filter(called=called).first()
    return _article(row) if row else None


def standing(*, subject: str) -> Standing:
    """Return what a subject needs and from where it comes, as it stands now. Without needs everything is here."""
    return standings(subjects=[subject])[subject]


def standings(*, subjects: Collection[str]) -> dict[str, Standing]:
    """Return so for each of many subjects."""
    found: dict[str, list[Wanted]] = {subject: [] for subject in subjects}
    rows = Need.objects.filter(subject__in=list(subjects)).select_related("item").order_by("item__called")
    held = _held(Hold.objects.filter(need__subject__in=list(subjects)))
    for row in rows:
        found[row.subject].append(Wanted(item=_article(row.item), count=row.count, held=tuple(held[row.id])))
    return {subject: Standing(subject=subject, needs=tuple(needs)) for subject, needs in found.items()}


def wanting(*, item: str | None = None) -> list[Standing]:
    """Return the subjects for which not everything lies on shelves, by subject; of one item where that is asked."""
    waits = Q(held__lt=F("count")) | Q(hold__delivery__isnull=False)
    rows = Need.objects.filter(waits, **({"item__called": item} if item else {}))
    subjects = sorted(set(rows.values_list("subject", flat=True)))
    return list(standings(subjects=subjects).values())


def earliest(*, item: str, count: int = 1) -> Earliest | None:
    """Return from where so many of an item can be had first, and when: free in a warehouse now, or else in the
    delivery that comes first with so many that are promised to nobody. None: nobody has them, or has ordered them.
    """
    free = Shelf.objects.filter(_IN_WAREHOUSES, item__called=item, count__gte=F("reserved") + count)
    shelf = free.select_related("place").order_by(F("reserved") - F("count"), "place__called").first()
    if shelf is not None:
        return Earliest(place=_store(shelf.place), count=shelf.count - shelf.reserved, at=None)
    coming = Delivery.objects.filter(item__called=item, count__gte=F("promised") + count).select_related("place")
    row = coming.order_by("expected_at", "id").first()
    return Earliest(_store(row.place), row.count - row.promised, row.expected_at) if row else None


def incoming(*, item: str | None = None, place_id: int | None = None) -> list[Incoming]:
    """Return the deliveries on their way, the first to come first."""
    rows = _deliveries().filter(count__gt=0)
    if item is not None:
        rows = rows.filter(item__called=item)
    if place_id is not None:
        rows = rows.filter(place=place_id)
    return [_incoming(row) for row in rows.order_by("expected_at", "id")]


def delivery(*, delivery_id: int) -> Incoming | None:
    """Return one delivery, also when all of it has come."""
    row = _deliveries().filter(id=delivery_id).first()
    return _incoming(row) if row else None


def movements(*, place_id: int | None = None, item: str | None = None, limit: int, skip: int = 0) -> list[Moved]:
    """Return what came and went, newest first."""
    rows = Movement.objects.select_related("place", "item", "device").annotate(undone=F("movement__id"))
    if place_id is not None:
        rows = rows.filter(place=place_id)
    if item is not None:
        rows = rows.filter(item__called=item)
    return [_moved(row) for row in rows.order_by("-id")[skip : skip + limit]]


def device(*, device_id: int) -> Unit:
    """Return one device."""
    return _unit(_devices().get(id=device_id))


def device_called(*, serial: str) -> Unit | None:
    """Return the device of a serial number, however its letters were typed."""
    row = _devices().filter(serial=serial.strip().upper()).first()
    return _unit(row) if row else None


def devices(*, ids: Collection[int] | None = None, state: str | None = None) -> list[Unit]:
    """Return devices by serial number: these, or those in a state."""
    rows = _devices().order_by("serial")
    if ids is not None:
        rows = rows.filter(id__in=list(ids))
    if state is not None:
        rows = rows.filter(state=state)
    return [_unit(row) for row in rows]


def _held(rows: QuerySet[Hold]) -> dict[int, list[Held]]:
    found: dict[int, list[Held]] = defaultdict(list)
    for row in rows.select_related("place", "delivery__place").order_by("delivery__expected_at", "id"):
        lies = row.place or (row.delivery.place if row.delivery else None)
        assert lies
        moment: datetime | None = row.delivery.expected_at if row.delivery else None
        found[row.need_id].append(Held(_store(lies), row.count, row.delivery_id, moment))
    return found


def _devices() -> QuerySet[Device]:
    return Device.objects.select_related("item", "place")


def _deliveries() -> QuerySet[Delivery]:
    return Delivery.objects.select_related("item", "place", "sender")


def _store(row: Place) -> Store:
    return Store(id=row.id, called=row.called, kind=row.kind)


def _article(row: Item) -> Article:
    return Article(id=row.id, called=row.called, name=row.name, unit=row.unit, low=row.low, has_serials=row.has_serials)


def _stocked(row: Shelf) -> Stocked:
    return Stocked(_store(row.place), _article(row.item), row.count, row.reserved, row.serials)


def _incoming(row: Delivery) -> Incoming:
    return Incoming(
        id=row.id,
        called=row.called,
        item=_article(row.item),
        place=_store(row.place),
        sender=_store(row.sender) if row.sender else None,
        count=row.count,
        promised=row.promised,
        expected_at=row.expected_at,
    )


def _moved(row: Movement) -> Moved:
    return Moved(
        id=row.id,
        batch=row.batch,
        place=_store(row.place),
        item=_article(row.item),
        change=row.change,
        kind=row.kind,
        subject=row.subject,
        serial=row.device.serial if row.device else None,
        at=row.at,
        by=row.by,
        is_undone=row.undone is not None,  # type: ignore[attr-defined]
        is_undoing=row.undoes_id is not None,
    )


def _unit(row: Device) -> Unit:
    return Unit(
        id=row.id,
        item=_article(row.item),
        serial=row.serial,
        iccid=row.iccid,
        number=row.number,
        state=row.state,
        place=_store(row.place) if row.place else None,
        subject=row.subject,
    )
