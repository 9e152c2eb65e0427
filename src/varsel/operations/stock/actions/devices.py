"""Devices one by one: entered, set aside, handed out, taken in, made ready, written off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from varsel.kit import ids
from varsel.operations.stock import queries
from varsel.operations.stock.account import Unit
from varsel.operations.stock.actions import finding
from varsel.operations.stock.actions.count import let_go_last
from varsel.operations.stock.actions.move import move
from varsel.operations.stock.actions.reserve import drop
from varsel.operations.stock.actions.share import sharing
from varsel.operations.stock.models import Device, Hold, Item, Need, Shelf
from varsel.operations.stock.refusals import Refused
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


class New(NamedTuple):
    """A device as it comes out of its box; `number` is the SIM's, as it is called."""

    serial: str
    iccid: str | None = None
    number: str | None = None


@transaction.atomic
def enter_devices(*, item: str, place_id: int, devices: Sequence[New], actor: str, at: datetime) -> UUID:
    """Note that devices came to a place, each with its numbers, and return the movements' batch.

    :raises Refused: not-found; entered-already, when one of the numbers is known.
    """
    place, batch = finding.place(place_id=place_id), ids.new(at=at)
    with sharing(called=[item], actor=actor, at=at) as (row,):
        for one in devices:
            device = _entered(row, one, place_id)
            _onto_shelf(device, batch=batch, kind="came", actor=actor, at=at)
    facts = {"item": item, "count": len(devices), "place": place.called}
    journal.write(at=at, kind=Kind.STOCK_CAME, about="stock", actor=actor, facts=facts)
    return batch


@transaction.atomic
def set_aside(*, item: str, subject: str, at: datetime) -> Unit | None:
    """Reserve a device for a subject, where most are free; None where no device is."""
    if not Item.objects.filter(called=item, has_serials=True).exists():
        return None
    (row,) = finding.locked(called=[item])
    free = Shelf.objects.filter(item=row, place__kind="warehouse", count__gt=F("reserved"))
    for shelf in free.order_by(F("reserved") - F("count"), "place__called"):
        device = Device.objects.filter(item=row, place=shelf.place_id, state="stock").order_by("serial").first()
        if device is not None:
            return _reserve(device, subject, at=at)
    return None


@transaction.atomic
def set_aside_this(*, serial: str, subject: str, actor: str, at: datetime) -> Unit:
    """Reserve the device of a serial number for a subject; one that was set aside for it before is let go.

    :raises Refused: not-found; not-there, when it lies free nowhere; out-of-stock, when all there are reserved.
    """
    device = _called(serial)
    if device.subject == subject and device.state == "reserved":
        return queries.device(device_id=device.id)
    if device.state != "stock":
        raise Refused(code="not-there")
    for other in Device.objects.filter(subject=subject, state="reserved"):
        let_go(device_id=other.id, actor=actor, at=at)
    lies = finding.shelf(place_id=device.place_id or 0, item_id=device.item_id)
    if lies.count <= lies.reserved:
        raise Refused(code="out-of-stock")
    return _reserve(device, subject, at=at)


@transaction.atomic
def let_go(*, device_id: int, actor: str, at: datetime) -> None:
    """Let go of a device that was set aside: it is free again.

    :raises Refused: not-there, when it is not set aside.
    """
    device = _locked(device_id)
    if device.state != "reserved":
        raise Refused(code="not-there")
    with sharing(called=[device.item.called], actor=actor, at=at):
        _forget_need(device)
        _set(device, state="stock", subject="")


@transaction.atomic
def hand_out(*, device_id: int, actor: str, at: datetime) -> None:
    """Let a device that was set aside leave its place, to whom it was set aside for.

    :raises Refused: not-there, when it is not set aside.
    """
    device = _locked(device_id)
    if device.state != "reserved":
        raise Refused(code="not-there")
    place_id = device.place_id
    assert place_id
    _forget_need(device)
    _set(device, state="out", place_id=None)
    _moved(device, place_id, -1, batch=ids.new(at=at), kind="lent", actor=actor, at=at)


@transaction.atomic
def take_in(*, device_id: int, place_id: int) -> None:
    """Take a device that is out, or was lost, back to a place. It is seen to before it is lent again.

    :raises Refused: not-found; not-there, when it is neither out nor lost.
    """
    finding.place(place_id=place_id)
    device = _locked(device_id)
    if device.state not in ("out", "lost"):
        raise Refused(code="not-there")
    _set(device, state="back", place_id=place_id, subject="")


@transaction.atomic
def make_ready(*, serial: str, actor: str, at: datetime) -> None:
    """Say that a device that came back is reset and whole: it lies in stock again.

    :raises Refused: not-found; not-there, when it is not back.
    """
    device = _called(serial)
    if device.state != "back":
        raise Refused(code="not-there")
    with sharing(called=[device.item.called], actor=actor, at=at):
        _onto_shelf(device, batch=ids.new(at=at), kind="back", actor=actor, at=at)
    journal.write(at=at, kind=Kind.DEVICE_READY, about="stock", actor=actor, facts={"serial": device.serial})


@transaction.atomic
def write_off(*, device_id: int, because: str, actor: str, at: datetime) -> None:
    """Say that a device is lost, or broken, and why; wherever it was.

    :raises Refused: not-there, when it is lost already, or set aside for somebody.
    """
    device = _locked(device_id)
    if device.state in ("lost", "reserved"):
        raise Refused(code="not-there")
    place_id = device.place_id if device.state == "stock" else None
    with sharing(called=[device.item.called], actor=actor, at=at):
        _set(device, state="lost", place_id=None, subject="")
        if place_id is not None:
            lies = finding.shelf(place_id=place_id, item_id=device.item_id)
            let_go_last(item=device.item, place_id=place_id, too_many=lies.reserved - lies.count + 1)
            _moved(device, place_id, -1, batch=ids.new(at=at), kind="lost", actor=actor, at=at)
    facts = {"serial": device.serial, "because": because}
    journal.write(at=at, kind=Kind.DEVICE_LOST, about="stock", actor=actor, facts=facts)


def _called(serial: str) -> Device:
    return _found(Device.objects.filter(serial=serial.strip().upper()))


def _locked(device_id: int) -> Device:
    return _found(Device.objects.filter(id=device_id))


def _found(rows: QuerySet[Device]) -> Device:
    """Return a device; nobody else acts on it, or on what lies of its item, until the transaction ends."""
    item = rows.values_list("item__called", flat=True).first()
    if item is None:
        raise Refused(code="not-found")
    finding.locked(called=[item])
    return rows.select_related("item").get()


def _entered(item: Item, new: New, place_id: int) -> Device:
    """Enter a device as one that is to be made ready: so it is on no shelf before its movement."""
    serial, iccid, number = (text.strip().upper() or None if text else None for text in new)
    known = Q(serial=serial) | Q(iccid=iccid, iccid__isnull=False) | Q(number=number, number__isnull=False)
    if serial is None or Device.objects.filter(known).exists():
        raise Refused(code="entered-already")
    return Device.objects.create(item=item, serial=serial, iccid=iccid, number=number, state="back", place_id=place_id)


def _onto_shelf(device: Device, *, batch: UUID, kind: str, actor: str, at: datetime) -> None:
    assert device.place_id
    _moved(device, device.place_id, 1, batch=batch, kind=kind, actor=actor, at=at)
    _set(device, state="stock")


def _reserve(device: Device, subject: str, *, at: datetime) -> Unit:
    need = Need.objects.create(subject=subject, item=device.item, count=1, at=at)
    Hold.objects.create(need=need, item=device.item, place_id=device.place_id, count=1)
    _set(device, state="reserved", subject=subject)
    return queries.device(device_id=device.id)


def _forget_need(device: Device) -> None:
    for need in Need.objects.filter(subject=device.subject, item=device.item):
        drop(need=need)


def _set(device: Device, **columns: object) -> None:
    Device.objects.filter(id=device.id).update(**columns)


def _moved(device: Device, place_id: int, change: int, *, batch: UUID, kind: str, actor: str, at: datetime) -> None:
    what: dict[str, Any] = {"item_id": device.item_id, "device_id": device.id, "subject": device.subject}
    move(batch=batch, place_id=place_id, change=change, kind=kind, **what, by=actor, at=at)
