"""Who works in the field at the demo operator, and what they are at: an outage that waits for a part, and visits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from varsel.law.calendar import at_local, local_day
from varsel.operations.fieldwork import actions, facts, queries
from varsel.operations.outages import queries as outages
from varsel.operations.stock import actions as stock
from varsel.records.network import queries as network
from varsel.records.staff import queries as people
from varsel.surfaces.demo import crew, names
from varsel.surfaces.demo.playing import ZONE, Event
from varsel.surfaces.demo.registering import Customer

_COUNTRY = "SE"
_WAREHOUSE, _PART = "Centrallagret", "skarvbox-24"
_OWN, _CONTRACTOR = "Fältlaget", "Kusternas Fiber AB"
_TECHNICIANS = (  # name, crew, skills, vehicle
    ("Tore Tekniker", _OWN, ("splicing", "climbing"), "DEM 001"),
    ("Tindra Fält", _OWN, ("splicing", "electrical"), "DEM 002"),
    ("Kalle Kontrakt", _CONTRACTOR, ("splicing",), ""),
)
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Fieldwork:
    """What happens in the field. `actor` is how the journal calls who dispatches."""

    customers: Sequence[Customer]
    today: datetime
    actor: str

    def events(self) -> Iterator[Event]:
        """Yield who comes, and what they do until now."""
        hired_on = local_day(self.today, ZONE) - timedelta(days=60)
        yield Event(at_local(hired_on, time(8), ZONE), self._hire)
        yield Event(self.today - 4 * HOUR, self._send_out)
        yield Event(self.today - 3 * HOUR, self._wait)
        yield Event(self.today - HOUR, self._book)

    def _hire(self, at: datetime) -> None:
        stock.add_place(called=_WAREHOUSE, kind="warehouse", actor=self.actor, at=at)
        stock.set_item(called=_PART, name="skarvbox", unit="st", low=2, has_serials=False, actor=self.actor, at=at)
        kinds = {_OWN: "own", _CONTRACTOR: "contractor"}
        crews = {name: actions.add_crew(name=name, kind=kind, actor=self.actor, at=at) for name, kind in kinds.items()}
        for name, team, skills, vehicle in _TECHNICIANS:
            user = people.person(email=crew.TECHNICIAN.email) if name == crew.TECHNICIAN.name else None
            key = actions.add_technician(
                name=name,
                crew_id=crews[team],
                country=_COUNTRY,
                user_id=user.id if user else None,
                actor=self.actor,
                at=at,
            )
            for skill in skills:
                actions.set_skill(technician_id=key, skill=skill, valid_until=None, actor=self.actor, at=at)
            if vehicle:
                car = actions.add_vehicle(registration=vehicle, name="skåpbil", actor=self.actor, at=at)
                actions.hand_vehicle(vehicle_id=car, technician_id=key, actor=self.actor, at=at)

    def _send_out(self, at: datetime) -> None:
        """Send the first technician to the outage that is open."""
        node_id = network.node_id(external_id=names.BROKEN)
        outage = outages.latest_of(node_id=node_id) if node_id else None
        if outage is None:
            return
        order = actions.open_order(
            outage_id=outage.id,
            description="Avgrävd fiber: skarva om",
            skills=("splicing",),
            minutes_left=120,
            travel_minutes=40,
            priority=0,
            actor=self.actor,
            at=at,
        )
        who = next(one for one in queries.technicians() if one.name == crew.TECHNICIAN.name)
        until = self.today + 6 * HOUR
        actions.assign(order_id=order, technician_id=who.id, begins_at=at, ends_at=until, actor=self.actor, at=at)
        actions.accept(order_id=order, worker_id=who.id, actor=self.actor, at=at)
        actions.say(order_id=order, step="on_the_way", actor=self.actor, at=at)

    def _wait(self, at: datetime) -> None:
        """Let the technician find that a part is missing; it comes in the evening."""
        for order in queries.open_orders():
            if order.outage_id is not None:
                actions.say(order_id=order.id, step="on_site", actor=self.actor, at=at)
                actions.wait(
                    order_id=order.id,
                    kind="material",
                    what=_PART,
                    place=_WAREHOUSE,
                    expected=self.today + 2 * HOUR,
                    actor=self.actor,
                    at=at,
                )

    def _book(self, at: datetime) -> None:
        """Take in what some customers need done at home: one visit is booked, the others wait for somebody."""
        at_home = [one for one in self.customers if one.person.country == _COUNTRY and one.services][:3]
        for number, customer in enumerate(at_home):
            key = actions.open_order(
                service_id=customer.services[0][0],
                description="Byt fiberdosa",
                skills=("splicing",) if number else (),
                minutes_left=60,
                travel_minutes=20,
                actor=self.actor,
                at=at,
            )
            order = queries.order(order_id=key)
            windows = facts.free_windows(order=order, at=at) if order and not number else []
            if windows:
                begins_at = windows[0].begins_at
                actions.book_for_order(
                    order_id=key, called="demo-visit-1", begins_at=begins_at, actor=self.actor, at=at
                )
