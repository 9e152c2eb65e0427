"""Asking that more be restricted today than the cap: the first of two people."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic(durable=True)
def ask_cap_lift(*, cap: int, asked_by: int, at: datetime) -> None:
    """Write down that a person (staff id) asks to lift today's cap. It changes nothing until another lifts it."""
    journal.write(at=at, kind=Kind.CAP_LIFT_ASKED, about="cap", actor=f"staff:{asked_by}", facts={"cap": cap})
