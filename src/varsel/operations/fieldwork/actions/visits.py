"""A visit is booked, takes place, or is missed: the customer is told of the first and the last."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.actions import visiting
from varsel.operations.fieldwork.refusals import Refused
from varsel.records.agreements import queries as agreements
from varsel.records.journal.kinds import Kind


@transaction.atomic(durable=True)
def book_visit(
    *, called: str, party_id: int, service_id: int, begins_at: datetime, ends_at: datetime, actor: str, at: datetime
) -> int:
    """Promise a customer a technician between two instants, and return the visit's id. The customer is told.

    :raises Refused: not-found, when the service is not this customer's; not-lawful, when it ends before it begins.
    """
    services = agreements.services_by_id(service_ids=[service_id])
    if not services or services[0].party_id != party_id:
        raise Refused(code="not-found")
    if ends_at <= begins_at:
        raise Refused(code="not-lawful")
    row = visiting.book(
        called=called,
        party_id=party_id,
        service_id=service_id,
        order_id=None,
        begins_at=begins_at,
        ends_at=ends_at,
        actor=actor,
        at=at,
    )
    return row.id


@transaction.atomic(durable=True)
def visit_done(*, visit_id: int, actor: str, at: datetime) -> None:
    """Note that a visit took place.

    :raises Refused: not-found, already-closed.
    """
    row = visiting.to_come(visit_id=visit_id)
    visiting.settle(row=row, outcome="done", at=at)
    visiting.write(row=row, kind=Kind.VISIT_DONE, actor=actor, at=at)


@transaction.atomic(durable=True)
def visit_missed(*, visit_id: int, actor: str, at: datetime) -> None:
    """Note that nobody came, and tell the customer of the right to compensation (LEK 7:24: no weather removes it).

    :raises Refused: not-found, already-closed; checked-in, when somebody did come.
    """
    row = visiting.to_come(visit_id=visit_id)
    if row.checked_in_at is not None:
        raise Refused(code="checked-in")
    visiting.miss(row=row, actor=actor, at=at)


def still_booked(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether a visit is still to come."""
    del party_id
    found = queries.visit(visit_id=int(subject.removeprefix("visit:")))
    return found.outcome is None and at < found.ends_at
