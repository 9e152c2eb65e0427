"""The account as it is, with nobody deciding beside us."""

from __future__ import annotations

from datetime import datetime

from varsel.operations.arrears import facts
from varsel.operations.arrears.account import Account
from varsel.records.ledger.lock import lock_account


def locked(*, party_id: int, at: datetime) -> Account:
    """Lock the customer's account for this transaction, then gather it."""
    lock_account(party_id=party_id)
    return facts.account(party_id=party_id, at=at)
