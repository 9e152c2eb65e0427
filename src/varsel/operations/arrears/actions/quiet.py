"""Whom a look cannot change: most who pay are so, and a bank file brings thousands of them."""

from __future__ import annotations

from collections.abc import Collection

from varsel.operations.arrears import queries
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.records.agreements import queries as agreements
from varsel.records.ledger import queries as ledger


def quiet(*, party_ids: Collection[int]) -> set[int]:
    """Return those of these customers of whom a look can only drop the clocks, without gathering their accounts.

    They owe no service principal, nothing of theirs is restricted or proposed to be, and no service has a credit limit.
    """
    clear = set(party_ids) - ledger.owing(party_ids=party_ids)
    if not clear:
        return clear
    services = agreements.services_of(party_ids=clear)
    keys = [service.id for service in services]
    held = {row.service_id for row in restrictions.open_on(service_ids=keys)}
    held |= queries.waiting_for(service_ids=keys).keys()
    return clear - {one.party_id for one in services if one.id in held or one.credit_limit_ore is not None}
