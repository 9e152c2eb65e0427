"""What a subject needs is reserved, loaded, used, or let go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from varsel.kit import ids
from varsel.operations.stock import queries
from varsel.operations.stock.account import Standing
from varsel.operations.stock.actions import finding
from varsel.operations.stock.actions.move import move
from varsel.operations.stock.actions.share import sharing
from varsel.operations.stock.models import Hold, Item, Need
from varsel.operations.stock.refusals import Refused
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic
def reserve(
    *, subject: str, needs: Sequence[tuple[str, int]], actor: str, at: datetime, near: int | None = None
) -> Standing:
    """Let a subject need exactly this from now on (item, how many), reserve what there is, and return how it stands.

    `near` is the place to take from first: the vehicle that goes there. Then warehouses, the one that has most first,
    then deliveries, the first to come first. What it has already it keeps, and needs that are new stand last in line.

    :raises Refused: not-found, when an item is not kept.
    """
    wanted = Counter[str]()
    for name, count in needs:
        wanted[name] += count
    had = set(Need.objects.filter(subject=subject).values_list("item__called", flat=True))
    with sharing(called=had | set(wanted), actor=actor, at=at) as items:
        for item in items:
            _want(subject, item, wanted[item.called], near, at=at)
    return queries.standing(subject=subject)


@transaction.atomic
def release(*, subject: str, actor: str, at: datetime) -> None:
    """Let go of all that a subject needed: what it had is free for others. Without needs nothing happens."""
    had = set(Need.objects.filter(subject=subject).values_list("item__called", flat=True))
    if not had:
        return
    with sharing(called=had, actor=actor, at=at):
        for need in Need.objects.filter(subject=subject):
            drop(need=need)
    journal.write(at=at, kind=Kind.STOCK_LET_GO, about=subject, actor=actor, facts={"items": sorted(had)})


@transaction.atomic
def use(*, subject: str, used: Sequence[tuple[str, int]], actor: str, at: datetime, near: int | None = None) -> UUID:
    """Note what a subject used (item, how many) of what lies on shelves for it, and return the movements' batch.

    Beyond that it is taken from what is free at the place `near`: the vehicle, that of its need unless told otherwise.

    :raises Refused: not-found; out-of-stock, when so many were neither reserved nor there; has-serials, when only
        devices are left there, which are handed out one by one.
    """
    spent, batch = Counter[str](), ids.new(at=at)
    for name, count in used:
        spent[name] += count
    with sharing(called=set(spent), actor=actor, at=at) as items:
        for item in items:
            for place_id, count in _spend(subject, item, spent[item.called], near).items():
                finding.ask_whether_loose(place_id=place_id, item_id=item.id, count=count)
                gone: dict[str, Any] = {"place_id": place_id, "item_id": item.id, "change": -count}
                move(batch=batch, **gone, kind="used", subject=subject, by=actor, at=at)
    journal.write(at=at, kind=Kind.STOCK_USED, about=subject, actor=actor, facts={"items": dict(sorted(spent.items()))})
    return batch


@transaction.atomic
def load(*, subject: str, vehicle_id: int, actor: str, at: datetime) -> None:
    """Move all that lies in other places for a subject to the vehicle that goes there. It stays the subject's.

    :raises Refused: not-found; has-serials, when devices would have to go: they are moved by their numbers.
    """
    finding.place(place_id=vehicle_id)
    lies = Hold.objects.filter(need__subject=subject, place__isnull=False).exclude(place=vehicle_id)
    names = set(lies.values_list("item__called", flat=True))
    batch = ids.new(at=at)
    with sharing(called=names, actor=actor, at=at):
        for hold in lies.select_related("item").order_by("id"):
            _carry(hold, vehicle_id, batch, subject=subject, actor=actor, at=at)
        Need.objects.filter(subject=subject).update(near=vehicle_id)


def drop(*, need: Need) -> None:
    """Forget a need, with all that was held for it."""
    Hold.objects.filter(need=need).delete()
    need.delete()


def _want(subject: str, item: Item, count: int, near: int | None, *, at: datetime) -> None:
    need = Need.objects.filter(subject=subject, item=item).first()
    if need is None:
        if count > 0:
            Need.objects.create(subject=subject, item=item, count=count, near_id=near, at=at)
    elif count <= 0:
        drop(need=need)
    else:
        _lessen(need, too_many=need.held - count)
        Need.objects.filter(id=need.id).update(count=count, near=near)


def _lessen(need: Need, *, too_many: int) -> None:
    """Let go of so many: first of what has not come."""
    for hold in Hold.objects.filter(need=need).order_by(F("delivery").desc(nulls_last=True), "-id"):
        if too_many <= 0:
            return
        hold.delete()
        too_many -= hold.count
        if too_many < 0:
            again = {"place_id": hold.place_id, "delivery_id": hold.delivery_id}
            Hold.objects.create(need=need, item_id=hold.item_id, count=-too_many, **again)


def _spend(subject: str, item: Item, count: int, near: int | None) -> Counter[int]:
    """Take so many from what lies for the subject, then from the place near; return how many from which place."""
    spent, need = Counter[int](), Need.objects.filter(subject=subject, item=item).first()
    near = need.near_id if near is None and need is not None else near
    held = Hold.objects.filter(need=need, place__isnull=False) if need else Hold.objects.none()
    for hold in sorted(held, key=lambda one: (one.place_id != near, one.id)):
        part = min(hold.count, count - spent.total())
        if part <= 0:
            break
        assert hold.place_id
        hold.delete()
        if part < hold.count:
            Hold.objects.create(need_id=hold.need_id, item=item, place_id=hold.place_id, count=hold.count - part)
        spent[hold.place_id] += part
    if need is not None:
        _lower(need, by=spent.total())
    rest = count - spent.total()
    if rest > 0:
        lies = finding.shelf(place_id=near, item_id=item.id) if near is not None else None
        if lies is None or lies.count - lies.reserved - spent[lies.place_id] < rest:
            raise Refused(code="out-of-stock")
        spent[lies.place_id] += rest
    return spent


def _lower(need: Need, *, by: int) -> None:
    if by >= need.count:
        drop(need=need)
    else:
        Need.objects.filter(id=need.id).update(count=F("count") - by)


def _carry(hold: Hold, vehicle_id: int, batch: UUID, *, subject: str, actor: str, at: datetime) -> None:
    assert hold.place_id
    finding.ask_whether_loose(place_id=hold.place_id, item_id=hold.item_id, count=hold.count)
    who: dict[str, Any] = {"subject": subject, "by": actor, "at": at}
    hold.delete()
    move(batch=batch, place_id=vehicle_id, item_id=hold.item_id, change=hold.count, kind="moved", **who)
    move(batch=batch, place_id=hold.place_id, item_id=hold.item_id, change=-hold.count, kind="moved", **who)
    Hold.objects.create(need_id=hold.need_id, item_id=hold.item_id, place_id=vehicle_id, count=hold.count)
