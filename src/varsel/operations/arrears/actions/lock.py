"""The account as it is, with nobody deciding beside us."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from varsel.operations.arrears import facts
from varsel.operations.arrears.account import Account
from varsel.records.ledger.lock import lock_accounts


def locked(*, party_id: int, at: datetime) -> Account:
    """Lock the customer's account for this transaction, then gather it."""
    return locked_many(party_ids=[party_id], at=at)[party_id]


def locked_many(*, party_ids: Collection[int], at: datetime) -> dict[int, Account]:
    """Lock these customers' accounts for this transaction, then gather them, in the order that was asked."""
    lock_accounts(party_ids=party_ids)
    return facts.accounts(party_ids=party_ids, at=at)
