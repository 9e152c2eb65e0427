"""The steps that every act on a visit is made of: the row, its duty, the word to the customer, the journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from varsel.kit import ids
from varsel.law.countries import COUNTRIES
from varsel.operations.compensation import actions as compensation
from varsel.operations.fieldwork.models import Visit
from varsel.operations.fieldwork.refusals import Refused
from varsel.outlets.notices import actions as notices
from varsel.outlets.notices.wording import typed
from varsel.records.agreements import queries as agreements
from varsel.records.clocks import actions as clocks
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.parties import queries as parties

CHECK_IN = "visit_check_in"


def book(
    *,
    called: str,
    party_id: int,
    service_id: int,
    order_id: int | None,
    begins_at: datetime,
    ends_at: datetime,
    actor: str,
    at: datetime,
) -> Visit:
    """Promise a visit and tell it. For an order, a check-in before its end is owed to the customer."""
    row = Visit.objects.create(
        ref=ids.new(at=at),
        called=called,
        party_id=party_id,
        service_id=service_id,
        order_id=order_id,
        begins_at=begins_at,
        ends_at=ends_at,
        booked_at=at,
    )
    if order_id is not None:
        clocks.owe(
            kind=CHECK_IN,
            about=f"visit:{row.id}",
            party=party_id,
            due_at=ends_at,
            owed_to="customer",
            ground=f"order:{order_id}",
        )
    tell(row=row, about="visit_booked", at=at)
    write(row=row, kind=Kind.VISIT_BOOKED, actor=actor, at=at)
    return row


def to_come(*, visit_id: int) -> Visit:
    """Return a visit that is still to come; it stays so until the transaction ends.

    :raises Refused: not-found, already-closed.
    """
    row = Visit.objects.select_for_update().filter(id=visit_id).first()
    if row is None:
        raise Refused(code="not-found")
    if row.outcome is not None:
        raise Refused(code="already-closed")
    return row


def settle(*, row: Visit, outcome: str, at: datetime) -> None:
    """Note what became of a visit: nobody is owed a check-in any more."""
    row.outcome, row.settled_at = outcome, at
    row.save(update_fields=["outcome", "settled_at"])
    clocks.waive(kind=CHECK_IN, about=f"visit:{row.id}", at=at)


def miss(*, row: Visit, actor: str, at: datetime) -> None:
    """Settle a visit as missed, tell the customer of the right to compensation, and open the case."""
    settle(row=row, outcome="missed", at=at)
    tell(row=row, about="visit_missed", at=at)
    write(row=row, kind=Kind.VISIT_MISSED, actor=actor, at=at)
    open_case(row=row, actor=actor, at=at)


def open_case(*, row: Visit, actor: str, at: datetime) -> None:
    """Open the case of compensation for a visit that we promised and did not keep."""
    compensation.open_missed_visit(
        visit_id=row.id,
        party_id=row.party_id,
        service_id=row.service_id,
        country=agreements.service(service_id=row.service_id).country,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        actor=actor,
        at=at,
    )


def tell(*, row: Visit, about: str, at: datetime, variant: str = "") -> None:
    """Tell the customer of a visit: what for, from when to when."""
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
    notices.tell(
        about=about,
        variant=variant,
        subject=f"visit:{row.id}",
        party_id=row.party_id,
        country=service.country,
        facts=facts,
        at=at,
    )


def write(*, row: Visit, kind: Kind, actor: str, at: datetime, **more: Any) -> None:
    """Write what happened to a visit into the journal."""
    facts = {"visit": row.id, "called": row.called, "service": row.service_id, **more}
    journal.write(at=at, kind=kind, about=f"visit:{row.id}", actor=actor, party=row.party_id, facts=facts)
