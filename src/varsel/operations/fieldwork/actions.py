"""A visit is booked, takes place, or is missed: the customer is told of the first and the last."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from varsel.kit import ids
from varsel.law.countries import COUNTRIES
from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.models import Visit
from varsel.operations.fieldwork.refusals import Refused
from varsel.outlets.notices import actions as notices
from varsel.outlets.notices.wording import typed
from varsel.records.agreements import queries as agreements
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.parties import queries as parties


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
    row = Visit.objects.create(
        ref=ids.new(at=at),
        called=called,
        party_id=party_id,
        service_id=service_id,
        begins_at=begins_at,
        ends_at=ends_at,
        booked_at=at,
    )
    _tell(row, "visit_booked", at=at)
    _write(row, Kind.VISIT_BOOKED, actor=actor, at=at)
    return row.id


@transaction.atomic(durable=True)
def visit_done(*, visit_id: int, actor: str, at: datetime) -> None:
    """Note that a visit took place.

    :raises Refused: not-found, already-closed.
    """
    _write(_settled(visit_id, "done", at=at), Kind.VISIT_DONE, actor=actor, at=at)


@transaction.atomic(durable=True)
def visit_missed(*, visit_id: int, actor: str, at: datetime) -> None:
    """Note that nobody came, and tell the customer of the right to compensation (LEK 7:24: no weather removes it).

    :raises Refused: not-found, already-closed.
    """
    row = _settled(visit_id, "missed", at=at)
    _tell(row, "visit_missed", at=at)
    _write(row, Kind.VISIT_MISSED, actor=actor, at=at)


def still_booked(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether a visit is still to come."""
    del party_id
    found = queries.visit(visit_id=int(subject.removeprefix("visit:")))
    return found.outcome is None and at < found.ends_at


def _settled(visit_id: int, outcome: str, *, at: datetime) -> Visit:
    row = Visit.objects.select_for_update().filter(id=visit_id).first()
    if row is None:
        raise Refused(code="not-found")
    if row.outcome is not None:
        raise Refused(code="already-closed")
    row.outcome, row.settled_at = outcome, at
    row.save(update_fields=["outcome", "settled_at"])
    return row


def _tell(row: Visit, about: str, *, at: datetime) -> None:
    service = agreements.service(service_id=row.service_id)
    zone = COUNTRIES[service.country].ZONE
    facts: dict[str, Any] = {
        "operator": typed.text(settings.OPERATOR_NAME),
        "phone": typed.text(settings.OPERATOR_PHONE),
        "customer": typed.text(parties.customer(party_id=row.party_id).name),
        "service": typed.service(service.kind, service.external_id),
        "begins": typed.moment(row.begins_at, zone),
        "ends": typed.moment(row.ends_at, zone),
    }
    subject, country = f"visit:{row.id}", service.country
    notices.tell(about=about, variant="", subject=subject, party_id=row.party_id, country=country, facts=facts, at=at)


def _write(row: Visit, kind: Kind, *, actor: str, at: datetime) -> None:
    facts = {"visit": row.id, "called": row.called, "service": row.service_id}
    journal.write(at=at, kind=kind, about=f"visit:{row.id}", actor=actor, party=row.party_id, facts=facts)
