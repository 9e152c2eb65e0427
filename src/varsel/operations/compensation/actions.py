"""Crediting days without a service: without an application, and never a day twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.compensation import facts
from varsel.operations.compensation.account import Owed, Without
from varsel.records.ledger import actions as ledger
from varsel.records.ledger.actions import Grant
from varsel.records.ledger.lock import lock_accounts


@transaction.atomic
def compensate(
    *, without: Sequence[Without], about: str, because: str, actor: str, at: datetime
) -> dict[int, tuple[Decimal, str]]:
    """Credit what these services did not deliver, and return the amount and currency by customer.

    A credit lowers the oldest unpaid service principal, else it waits for the next invoice. The accounts stay locked
    until the transaction ends, so no other credit comes between the question and the answer.
    """
    lock_accounts(party_ids={one.party_id for one in without})
    found = facts.owed(without=without)
    grants = [_grant(one, at=at) for one in found]
    ledger.grant_credits(grants=grants, about=about, because=because, at=at, actor=actor)
    return {one.party_id: (one.amount, one.currency) for one in grants}


def _grant(owed: Owed, *, at: datetime) -> Grant:
    law = COUNTRIES[owed.country]
    on = local_day(at, law.ZONE)
    return Grant(party_id=owed.party_id, amount=owed.amount, currency=law.CURRENCY, on=on, days=owed.days)
