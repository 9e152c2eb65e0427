"""Pausing collection: hardship, an estate, a promise to pay, a payment plan."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from varsel.kit import ids
from varsel.operations.arrears.actions.lock import locked
from varsel.operations.arrears.models import Hold
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic(durable=True)
def set_hold(*, party_id: int, kind: str, until: date, because: str, actor: str, at: datetime) -> int:
    """Pause demands and acts for a customer to the end of a day, and return the hold's id.

    `kind` is hardship, estate, promise, payment_plan or other; `because` is the person's own reason, kept encrypted in
    the journal.
    """
    locked(party_id=party_id, at=at)
    hold = Hold.objects.create(
        ref=ids.new(at=at), party_id=party_id, kind=kind, until=until, because=because, set_at=at, set_by=actor
    )
    facts = {"hold": hold.id, "kind": kind, "until": until.isoformat()}
    about = f"party:{party_id}"
    journal.write(at=at, kind=Kind.HOLD_SET, about=about, actor=actor, party=party_id, facts=facts, personal=because)
    return hold.id


@transaction.atomic(durable=True)
def lift_hold(*, hold_id: int, actor: str, at: datetime) -> None:
    """End a hold before its day; what fell due meanwhile happens after it."""
    hold = Hold.objects.select_for_update().get(id=hold_id)
    locked(party_id=hold.party_id, at=at)
    hold.lifted_at = at
    hold.save(update_fields=["lifted_at"])
    about, facts = f"party:{hold.party_id}", {"hold": hold.id}
    journal.write(at=at, kind=Kind.HOLD_LIFTED, about=about, actor=actor, party=hold.party_id, facts=facts)
