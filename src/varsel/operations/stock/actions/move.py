"""What comes to a place, and goes to another. Each is a row that stays; the database adds it to its shelf."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from varsel.kit import ids
from varsel.operations.stock.actions import finding
from varsel.operations.stock.actions.share import sharing
from varsel.operations.stock.models import Device, Item, Movement
from varsel.operations.stock.refusals import Refused
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic
def come(*, item: str, place_id: int, count: int, actor: str, at: datetime) -> UUID:
    """Note that so many of an item came to a place, and return the movement's batch.

    :raises Refused: not-found.
    """
    place, batch = finding.place(place_id=place_id), ids.new(at=at)
    with sharing(called=[item], actor=actor, at=at) as (row,):
        move(batch=batch, place_id=place.id, item_id=row.id, change=count, kind="came", by=actor, at=at)
    facts = {"item": item, "count": count, "place": place.called}
    journal.write(at=at, kind=Kind.STOCK_CAME, about="stock", actor=actor, facts=facts)
    return batch


@transaction.atomic
def transfer(
    *, item: str, count: int, source_id: int, target_id: int, actor: str, at: datetime, serials: Sequence[str] = ()
) -> UUID:
    """Move so many of what is free at a place to another, and return the batch; devices by their serial numbers.

    :raises Refused: not-found; out-of-stock, when fewer are free there; has-serials, when devices would have to go.
    """
    source, target, batch = finding.place(place_id=source_id), finding.place(place_id=target_id), ids.new(at=at)
    with sharing(called=[item], actor=actor, at=at) as (row,):
        lies = finding.shelf(place_id=source_id, item_id=row.id)
        if source_id == target_id or lies.count - lies.reserved < count:
            raise Refused(code="out-of-stock")
        if lies.count - count < lies.serials - len(serials):
            raise Refused(code="has-serials")
        move(batch=batch, place_id=target_id, item_id=row.id, change=count, kind="moved", by=actor, at=at)
        _move_devices(row, serials, source_id=source_id, target_id=target_id)
        move(batch=batch, place_id=source_id, item_id=row.id, change=-count, kind="moved", by=actor, at=at)
    facts = {"item": item, "count": count, "source": source.called, "target": target.called}
    journal.write(at=at, kind=Kind.STOCK_MOVED, about="stock", actor=actor, facts=facts)
    return batch


def move(
    *,
    batch: UUID,
    place_id: int,
    item_id: int,
    change: int,
    kind: str,
    by: str,
    at: datetime,
    subject: str = "",
    device_id: int | None = None,
    undoes_id: int | None = None,
) -> None:
    """Write a movement. The item is locked; the database refuses what would leave less than nothing."""
    Movement.objects.create(
        batch=batch,
        place_id=place_id,
        item_id=item_id,
        change=change,
        kind=kind,
        subject=subject,
        device_id=device_id,
        undoes_id=undoes_id,
        at=at,
        by=by,
    )


def _move_devices(item: Item, serials: Sequence[str], *, source_id: int, target_id: int) -> None:
    there = Device.objects.filter(item=item, place=source_id, state="stock", serial__in=serials)
    if there.update(place=target_id) != len(serials):
        raise Refused(code="not-there")
