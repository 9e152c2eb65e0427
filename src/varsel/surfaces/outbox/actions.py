"""What the outbox itself writes down: that somebody looked, or took a file away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic
def note_shown(*, party_id: int, because: str, actor: str, at: datetime) -> None:
    """Write down that the words to a protected identity were shown to a person, and the reason they gave, encrypted."""
    about = f"party:{party_id}"
    journal.write(at=at, kind=Kind.PROTECTED_SHOWN, about=about, actor=actor, party=party_id, personal=because)


@transaction.atomic
def note_manifest(*, batch: str, sha256: str, actor: str, at: datetime) -> None:
    """Write down that somebody took the manifest of a print batch: names of customers are in it."""
    facts = {"sha256": sha256}
    journal.write(at=at, kind=Kind.PRINT_MANIFEST_TAKEN, about=f"print_batch:{batch}", actor=actor, facts=facts)
