"""What calls cost comes in from the switch."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from varsel.kit import money
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger.models import Usage


@transaction.atomic
def record_usage(
    *, service_id: int, party_id: int, kind: str, amount: Decimal, made_at: datetime, at: datetime, actor: str
) -> None:
    """Record usage of a service: kind call, premium or roaming. It counts from its arrival, `at`."""
    Usage.objects.create(
        service_id=service_id, kind=kind, amount_ore=money.to_ore(amount=amount), made_at=made_at, arrived_at=at
    )
    facts = {"amount": str(amount), "kind": kind, "made_at": made_at.isoformat()}
    about = f"service:{service_id}"
    journal.write(at=at, kind=Kind.USAGE_RECORDED, about=about, actor=actor, party=party_id, facts=facts)
