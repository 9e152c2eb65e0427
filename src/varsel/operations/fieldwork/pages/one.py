"""What the page of a work order shows: what it is about, how it stands, all that was said and done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from varsel.law.countries import COUNTRIES
from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.pages import material
from varsel.operations.fieldwork.pages.board import about
from varsel.operations.fieldwork.pages.material import Part
from varsel.operations.fieldwork.queries import Job, Stop
from varsel.operations.outages import queries as outages
from varsel.operations.outages.account import Planned, Status
from varsel.records.agreements import queries as agreements
from varsel.records.journal.queries import Told
from varsel.records.journal.sentences import actor_in_words, sentence, staff_of
from varsel.records.network import queries as network
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.records.staff import queries as staff


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the journal."""

    at: datetime
    said: str
    by: str


@dataclass(frozen=True, slots=True)
class One:
    """A work order's page. `outage` is what is said of the outage now: its forecast is what the order moves."""

    stop: Stop
    about: str
    zone: str
    is_late: bool
    parts: tuple[Part, ...]
    outage: Status | None
    planned: Planned | None
    customer: Customer | None
    service: str
    node: str
    timeline: tuple[Line, ...]

    @property
    def order(self) -> Job:
        """Return the order."""
        return self.stop.order


def one(*, order_id: int, at: datetime, language: str) -> One | None:
    """Gather the page of an order, if there is one."""
    found = queries.one(order_id=order_id)
    if found is None:
        return None
    order, (stop,) = found.stop.order, material.named(stops=[found.stop])
    service = agreements.service(service_id=order.service_id) if order.service_id is not None else None
    return One(
        stop=stop,
        about=about(order=order),
        zone=COUNTRIES[order.country].ZONE,
        is_late=order.is_late(at=at),
        parts=material.parts(stops=[stop]).get(order.id, ()),
        outage=_outage(order, at=at),
        planned=outages.planned(work_id=order.planned_id) if order.planned_id is not None else None,
        customer=parties.customer(party_id=order.party_id) if order.party_id is not None else None,
        service=service.external_id if service else "",
        node=_node(order.node_id),
        timeline=_timeline(found.history, order, language),
    )


def _node(node_id: int | None) -> str:
    return network.places_of(node_ids=[node_id])[node_id][0] if node_id is not None else ""


def _outage(order: Job, *, at: datetime) -> Status | None:
    if order.outage_id is None:
        return None
    own = outages.outage(outage_id=order.outage_id)
    return outages.status(outage_id=own.merged_into or own.id, at=at)


def _timeline(history: tuple[Told, ...], order: Job, language: str) -> tuple[Line, ...]:
    """Return what was said and done, newest first."""
    people, law = staff.names(ids=staff_of(told=history)), COUNTRIES[order.country]
    return tuple(
        Line(
            at=told.at,
            said=sentence(told=told, names={}, currency=law.CURRENCY, zone=law.ZONE, language=language),
            by=actor_in_words(actor=told.actor, names=people),
        )
        for told in reversed(history)
    )
