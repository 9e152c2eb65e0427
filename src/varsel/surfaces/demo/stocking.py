"""What the demo operator has in store: warehouses in the north, material, and forty routers, some of them lent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from stdnum import luhn

from varsel.law.calendar import at_local, local_day
from varsel.operations.outages import actions as outages
from varsel.operations.outages import queries
from varsel.operations.stock import actions
from varsel.operations.stock import queries as stock
from varsel.records.network import queries as network
from varsel.surfaces.demo import names
from varsel.surfaces.demo.playing import ZONE, Event

_WAREHOUSES = ("Luleå", "Kiruna", "Narvik", "Tromsø")
_ITEMS = (  # number, name, unit, order more at, how many in each warehouse
    ("kabel-96", "fiberkabel, 96 fibrer", "m", 2_000, (2_400, 800, 0, 1_200)),
    ("skarvskydd", "skarvskydd", "st", 200, (640, 120, 80, 300)),
    ("fiberdosa", "fiberdosa", "st", 20, (31, 12, 4, 9)),
    ("sfp-10g", "optisk modul, 10 Gbit/s", "st", 8, (3, 1, 0, 2)),
)
_ROUTERS, _LENT, _WAITING = 40, 3, 1
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Store:
    """What comes to the warehouses, and what is lent. `actor` is how the journal calls who keeps them."""

    today: datetime
    actor: str

    def events(self) -> Iterator[Event]:
        """Yield when it was filled, what is on its way, and who was lent a router."""
        filled_on = local_day(self.today, ZONE) - timedelta(days=58)
        yield Event(at_local(filled_on, time(8), ZONE), self._fill)
        yield Event(self.today - 26 * HOUR, self._order)
        yield Event(self.today - HOUR / 2, self._lend)

    def _fill(self, at: datetime) -> None:
        who: dict[str, Any] = {"actor": self.actor, "at": at}
        places = [actions.add_place(called=name, kind="warehouse", **who) for name in _WAREHOUSES]
        for called, name, unit, low, counts in _ITEMS:
            actions.set_item(called=called, name=name, unit=unit, low=low, has_serials=False, **who)
            for place_id, count in zip(places, counts, strict=True):
                if count:
                    actions.come(item=called, place_id=place_id, count=count, **who)
        actions.set_item(called=queries.ROUTER, name="4G-router", unit="st", low=10, has_serials=True, **who)
        routers = [_router(number) for number in range(_ROUTERS)]
        for nth, place_id in enumerate(places):
            devices = routers[nth :: len(places)]
            actions.enter_devices(item=queries.ROUTER, place_id=place_id, devices=devices, **who)

    def _order(self, at: datetime) -> None:
        """Order what is low: one seller is late."""
        place = stock.store_called(name=_WAREHOUSES[0])
        assert place
        who: dict[str, Any] = {"place_id": place.id, "actor": self.actor, "at": at}
        actions.expect(item="sfp-10g", count=20, expected_at=self.today + 50 * HOUR, called="PO-2044", **who)
        actions.expect(item="kabel-96", count=4_000, expected_at=self.today - 2 * HOUR, called="PO-2039", **who)

    def _lend(self, at: datetime) -> None:
        """Lend routers to some who were offered one in the outage that is open."""
        node_id = network.node_id(external_id=names.BROKEN)
        outage = queries.latest_of(node_id=node_id) if node_id else None
        if outage is None:
            return
        offered = sorted(queries.offered(outage_ids=queries.family(outage_id=outage.id)))
        for party_id, number in zip(offered[:_LENT], range(_LENT), strict=False):
            proof = {"how": "in_person", "signed_by": "kunden själv", "tracking": ""}
            serial = _router(number).serial
            outages.hand_out(party_id=party_id, serial=serial, **proof, actor=self.actor, at=at)
        for party_id in offered[_LENT : _LENT + _WAITING]:
            outages.accept_loan(outage_id=outage.id, party_id=party_id, actor=self.actor, at=at)


def _router(number: int) -> actions.New:
    """Return a router with numbers that nobody has: a SIM of an invented network, a number of a series for fiction."""
    digits = f"894699{number:012d}"
    iccid = digits + luhn.calc_check_digit(digits)
    return actions.New(serial=f"DEMO4G{number:04d}", iccid=iccid, number=f"+46701740{605 + number}")
