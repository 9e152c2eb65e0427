"""What the desk itself writes down: that somebody looked, or took a file away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


@transaction.atomic
def note_shown(*, party_id: int, because: str, actor: str, at: datetime) -> None:
    """Write down that a protected identity was shown to a person, and the reason they gave, encrypted."""
    about = f"party:{party_id}"
    journal.write(at=at, kind=Kind.PROTECTED_SHOWN, about=about, actor=actor, party=party_id, personal=because)


@transaction.atomic
def note_download(*, file_id: int, sha256: str, actor: str, at: datetime) -> None:
    """Write down that somebody took the original of a bank file: names and accounts of payers are in it."""
    facts = {"sha256": sha256}
    journal.write(at=at, kind=Kind.PAYMENT_FILE_TAKEN, about=f"file:{file_id}", actor=actor, facts=facts)


@transaction.atomic
def note_refund_file(*, run_id: int, sha256: str, actor: str, at: datetime) -> None:
    """Write down that somebody took a file of pay-outs: names and accounts of customers are in it."""
    facts = {"sha256": sha256}
    journal.write(at=at, kind=Kind.REFUND_FILE_TAKEN, about=f"pay_run:{run_id}", actor=actor, facts=facts)
