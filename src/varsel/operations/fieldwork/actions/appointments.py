"""Visits that belong to a work order: booked from free time, moved or called off in time, checked in, or missed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.operations.fieldwork import facts, queries
from varsel.operations.fieldwork.actions import acting, assign, visiting
from varsel.operations.fieldwork.models import Order, Visit
from varsel.operations.fieldwork.queries import Free
from varsel.operations.fieldwork.refusals import Refused
from varsel.outlets.notices.withdrawing import withdraw
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal.kinds import Kind


@transaction.atomic(durable=True)
def book_for_order(*, order_id: int, called: str, begins_at: datetime, actor: str, at: datetime) -> int:
    """Promise a customer the window that begins then, for an order about their service; return the visit's id.

    The order is given to who is free and able in it (`facts.free_windows`), and the customer is told.

    :raises Refused: not-found, already-closed; not-lawful, when the order is about no customer's service;
        visit-promised, when a visit is to come already; no-window, when nobody is free; taken, when they no longer are.
    """
    order = acting.locked_open(order_id=order_id)
    if order.service_id is None:
        raise Refused(code="not-lawful")
    if is_to_come(order_id=order_id):
        raise Refused(code="visit-promised")
    return _book(order, called, begins_at, actor=actor, at=at)


@transaction.atomic(durable=True)
def rebook_visit(*, visit_id: int, called: str, begins_at: datetime, actor: str, at: datetime) -> int:
    """Move a visit of an order to another window, in time; the customer is told of the new one. Return its id.

    :raises Refused: not-found, already-closed; not-lawful, when it belongs to no order; too-late, when its time has
        begun; no-window, taken.
    """
    order = _order_of(visit_id)
    row = _in_time(visit_id, at=at)
    _call_off(row, at=at)
    new_id = _book(order, called, begins_at, actor=actor, at=at)
    Visit.objects.filter(id=row.id).update(moved_to=new_id)
    visiting.write(row=row, kind=Kind.VISIT_MOVED, actor=actor, at=at, to=new_id)
    return new_id


@transaction.atomic(durable=True)
def call_off_visit(*, visit_id: int, by_customer: bool, actor: str, at: datetime) -> None:
    """Call a visit off before its time begins. The customer who asked for it hears no more of it.

    When we call it off, the customer is told, and a case of compensation is opened: an appointment that the operator
    breaks is treated as missed (EKOM-F § 4-10 names it; LEK 7:24 is read for the customer).

    :raises Refused: not-found, already-closed; too-late, when its time has begun.
    """
    row = _in_time(visit_id, at=at)
    _call_off(row, at=at)
    said_by = "customer" if by_customer else "operator"
    visiting.write(row=row, kind=Kind.VISIT_CANCELLED, actor=actor, at=at, caused_by=said_by)
    if not by_customer:
        visiting.tell(row=row, about="visit_missed", variant="cancelled", at=at)
        visiting.open_case(row=row, actor=actor, at=at)


@transaction.atomic(durable=True)
def never_came(*, due: Due, at: datetime) -> None:
    """Settle a visit whose time is over without a check-in as missed (SE-FAULT-02: when the window closes)."""
    if not clocks.break_duty(clock_id=due.id, at=at):
        return
    row = Visit.objects.select_for_update().get(id=int(due.about.removeprefix("visit:")))
    if row.outcome is None:
        visiting.miss(row=row, actor="system", at=at)


def check_in(*, order_id: int, actor: str, at: datetime) -> None:
    """Note that the technician has come to the visit that an order has, in time. Once is enough."""
    row = _to_come(order_id)
    if row is None or row.checked_in_at is not None or at >= row.ends_at:
        return
    row.checked_in_at = at
    row.save(update_fields=["checked_in_at"])
    clocks.keep(kind=visiting.CHECK_IN, about=f"visit:{row.id}", at=at)
    visiting.write(row=row, kind=Kind.VISIT_CHECKED_IN, actor=actor, at=at)


def took_place(*, order_id: int, actor: str, at: datetime) -> None:
    """Settle the visit of an order that ends as done, if the technician was there."""
    row = _to_come(order_id)
    if row is not None and row.checked_in_at is not None:
        visiting.settle(row=row, outcome="done", at=at)
        visiting.write(row=row, kind=Kind.VISIT_DONE, actor=actor, at=at)


def is_to_come(*, order_id: int) -> bool:
    """Tell whether a customer waits for somebody to come for an order."""
    return queries.visit_to_come(order_id=order_id) is not None


def _book(order: Order, called: str, begins_at: datetime, *, actor: str, at: datetime) -> int:
    assert order.party_id
    assert order.service_id
    window = _free(order, begins_at, at=at)
    row = visiting.book(
        called=called,
        party_id=order.party_id,
        service_id=order.service_id,
        order_id=order.id,
        begins_at=window.begins_at,
        ends_at=window.ends_at,
        actor=actor,
        at=at,
    )
    assign.give(
        order=order,
        technician_id=window.technician_id,
        crew_id=None,
        begins_at=window.works_from,
        ends_at=window.works_until,
        actor=actor,
        at=at,
    )
    return row.id


def _free(order: Order, begins_at: datetime, *, at: datetime) -> Free:
    """Return the window that begins then, with who can keep it."""
    job = queries.order(order_id=order.id)
    assert job
    found = next((one for one in facts.free_windows(order=job, at=at) if one.begins_at == begins_at), None)
    if found is None:
        raise Refused(code="no-window")
    return found


def _order_of(visit_id: int) -> Order:
    """Lock the order before the visit, as every act does."""
    order_id = Visit.objects.filter(id=visit_id).values_list("order_id", flat=True).first()
    if order_id is None:
        raise Refused(code="not-lawful" if Visit.objects.filter(id=visit_id).exists() else "not-found")
    return acting.locked_open(order_id=order_id)


def _in_time(visit_id: int, *, at: datetime) -> Visit:
    row = visiting.to_come(visit_id=visit_id)
    if at >= row.begins_at:
        raise Refused(code="too-late")
    return row


def _call_off(row: Visit, *, at: datetime) -> None:
    visiting.settle(row=row, outcome="cancelled", at=at)
    withdraw(subjects=[f"visit:{row.id}"], abouts=["visit_booked"], at=at)


def _to_come(order_id: int) -> Visit | None:
    return Visit.objects.select_for_update().filter(order=order_id, outcome__isnull=True).first()
