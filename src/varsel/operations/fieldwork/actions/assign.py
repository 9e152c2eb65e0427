"""Who does an order, and when: somebody who may, and who has nothing else then."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.account import Answer, Worker
from varsel.operations.fieldwork.actions import acting, material, outage
from varsel.operations.fieldwork.ladder import states
from varsel.operations.fieldwork.models import Crew, Order, Technician
from varsel.operations.fieldwork.refusals import Refused
from varsel.records.journal.kinds import Kind


@transaction.atomic(durable=True)
def assign(
    *,
    order_id: int,
    begins_at: datetime,
    ends_at: datetime,
    actor: str,
    at: datetime,
    technician_id: int | None = None,
    crew_id: int | None = None,
    key: UUID | None = None,
    seen: str | None = None,
) -> Answer:
    """Give an order to a technician for a time, or (`crew_id` alone) to a contractor, who has people of their own.

    One that is given to somebody else has to be accepted anew; the time of one that stays may change.

    :raises Refused: not-found, already-closed, has-left; not-lawful, when it ends before it begins or has ended;
        lacks-skills, with those that are missing; not-a-contractor; visit-promised, when the customer was promised
        another time; taken, when the technician has another order then; not-now, when it stands otherwise than was
        seen; key-reused.
    """
    asked: dict[str, Any] = {"technician_id": technician_id, "crew_id": crew_id}
    asked |= {"begins_at": begins_at, "ends_at": ends_at}

    def do() -> None:
        order = acting.locked_open(order_id=order_id)
        if not begins_at < ends_at or ends_at <= at:
            raise Refused(code="not-lawful")
        _keep_promise(order, begins_at, ends_at)
        give(order=order, **asked, actor=actor, at=at)

    sent = acting.Sent(name="assign", key=key, seen=seen)
    return acting.once(sent=sent, order_id=order_id, asked=asked, actor=actor, at=at, do=do)


@transaction.atomic(durable=True)
def unassign(*, order_id: int, because: str, actor: str, at: datetime) -> None:
    """Take an order back from whoever has it: it is nobody's, to be begun anew.

    :raises Refused: not-found, already-closed; visit-promised, when a customer waits for somebody.
    """
    order = acting.locked_open(order_id=order_id)
    if queries.visit_to_come(order_id=order.id):
        raise Refused(code="visit-promised")
    was = order.technician_id
    _begin_anew(order, technician_id=None, crew_id=None, crew_kind=None)
    outage.tell_crew_left(order=order, because="", actor=actor, at=at)
    facts = {"technician": was, "because": because}
    acting.write(order=order, kind=Kind.ORDER_UNASSIGNED, actor=actor, at=at, facts=facts)
    material.reserve(order=order, actor=actor, at=at)


def give(
    *,
    order: Order,
    technician_id: int | None,
    crew_id: int | None,
    begins_at: datetime,
    ends_at: datetime,
    actor: str,
    at: datetime,
) -> None:
    """Give a locked order to a technician, or to a contractor; its material is taken from their vehicle first."""
    who, crew = _able(order, technician_id, crew_id, on=ends_at)
    new_id, times = who.id if who else None, {"begins_at": begins_at, "ends_at": ends_at}
    was_somebodys, is_another = order.crew_id is not None, (new_id, crew.id) != (order.technician_id, order.crew_id)
    with acting.possible():
        if is_another:
            _begin_anew(order, technician_id=new_id, crew_id=crew.id, crew_kind=crew.kind, **times)
        else:
            acting.become(order=order, state=order.state, **times)
    if was_somebodys and is_another:
        outage.tell_crew_left(order=order, because="", actor=actor, at=at)
    facts = {"technician": new_id, "crew_id": crew.id} | {name: one.isoformat() for name, one in times.items()}
    acting.write(order=order, kind=Kind.ORDER_ASSIGNED, actor=actor, at=at, facts=facts)
    material.reserve(order=order, actor=actor, at=at)


def _begin_anew(order: Order, **columns: object) -> None:
    """Let an order be as nobody has begun it; what it waits for it still waits for."""
    state = order.state if order.state in states.WAITING else "acknowledged"
    acting.become(order=order, state=state, step="", **columns)


def _able(order: Order, technician_id: int | None, crew_id: int | None, *, on: datetime) -> tuple[Worker | None, Crew]:
    """Return who is to do it, and their crew."""
    day = local_day(on, COUNTRIES[order.country].ZONE)
    if technician_id is None:
        return None, _contractor(order, crew_id, day)
    # Locked: whoever leaves, or loses a skill, does so before this or after it.
    Technician.objects.select_for_update().filter(id=technician_id).first()
    who = queries.technician(technician_id=technician_id)
    if who is None:
        raise Refused(code="not-found")
    if who.left_at is not None:
        raise Refused(code="has-left")
    if missing := who.lacks(skills=tuple(order.skills), on=day):
        raise Refused(code="lacks-skills", missing=missing)
    return who, Crew.objects.get(id=who.crew.id)


def _contractor(order: Order, crew_id: int | None, day: date) -> Crew:
    """Return a contractor whose people together have the skills."""
    crew = Crew.objects.filter(id=crew_id or 0).first()
    if crew is None:
        raise Refused(code="not-found")
    if crew.kind != "contractor":
        raise Refused(code="not-a-contractor")
    lacking = [one.lacks(skills=tuple(order.skills), on=day) for one in queries.technicians(crew_id=crew.id)]
    if missing := set(order.skills).intersection(*lacking):
        raise Refused(code="lacks-skills", missing=sorted(missing))
    return crew


def _keep_promise(order: Order, begins_at: datetime, ends_at: datetime) -> None:
    visit = queries.visit_to_come(order_id=order.id)
    if visit and not visit.begins_at <= begins_at < ends_at <= visit.ends_at:
        raise Refused(code="visit-promised")
