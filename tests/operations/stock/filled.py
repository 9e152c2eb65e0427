"""A stock with something in it: two warehouses, a vehicle, material, numbered routers, and what is coming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from varsel.operations.stock import actions
from varsel.operations.stock.actions import New

ROUTER = "4g-router"
ICCIDS = ("8946071512345678902", "8946071512345678910")


@dataclass(frozen=True, slots=True)
class Filled:
    """The ids of places and of the delivery."""

    lulea: int
    kiruna: int
    car: int
    delivery: int


def fill(*, at: datetime) -> Filled:
    """Fill the stock: closures in Luleå and on the way, three routers in Kiruna, an order that lacks closures."""
    who: dict[str, Any] = {"actor": "test", "at": at}
    lulea = actions.add_place(called="Luleå", kind="warehouse", **who)
    kiruna = actions.add_place(called="Kiruna", kind="warehouse", **who)
    car = actions.add_place(called="ABC 123", kind="vehicle", **who)
    actions.set_item(called="closure-96", name="Splice closure, 96 fibres", unit="st", low=4, has_serials=False, **who)
    actions.set_item(called=ROUTER, name="4G router", unit="st", low=1, has_serials=True, **who)
    actions.come(item="closure-96", place_id=lulea, count=3, **who)
    devices = [New("R-1001", ICCIDS[0], "+46700000001"), New("R-1002", ICCIDS[1], "+46700000002"), New("R-1003")]
    actions.enter_devices(item=ROUTER, place_id=kiruna, devices=devices, **who)
    day = at + timedelta(days=2)
    delivery = actions.expect(item="closure-96", count=10, place_id=kiruna, expected_at=day, called="PO-77", **who)
    actions.reserve(subject="job:1", needs=[("closure-96", 5)], near=car, **who)
    return Filled(lulea=lulea, kiruna=kiruna, car=car, delivery=delivery)
