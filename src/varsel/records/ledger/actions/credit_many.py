"""Money is given back on many accounts at once: for days on which services did not work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from varsel.kit import ids, money
from varsel.kit.copying import copy_in, next_ids
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many
from varsel.records.ledger.actions.request import ask_credit, follows
from varsel.records.ledger.allocation import Money
from varsel.records.ledger.lock import lock_accounts
from varsel.records.ledger.models import Credit
from varsel.records.ledger.settle import place_all

CREDIT = {"id": "int8", "ref": "uuid", "party_id": "int8", "about": "text", "because": "text", "currency": "text"}
CREDIT |= {"amount_ore": "int8", "unplaced_ore": "int8", "granted_at": "timestamptz", "granted_on": "date"}
DAY = {"service_id": "int8", "day": "date", "credit_id": "int8"}


@dataclass(frozen=True, slots=True)
class Grant:
    """What a customer gets back, about what, and the days of each service that it is for: each day once."""

    party_id: int
    about: str
    amount: Decimal
    currency: str
    on: date
    days: Mapping[int, Sequence[date]]


@transaction.atomic
def grant_credits(*, grants: Sequence[Grant], because: str, at: datetime, actor: str) -> list[int]:
    """Credit many customers as `grant_credit` does each, mark the days, and return the credits' ids in their order.

    :raises IntegrityError: where a day of a service was credited before; nothing is credited then.
    """
    if not grants:
        return []
    lock_accounts(party_ids={one.party_id for one in grants})
    keys = next_ids(table="ledger_credit", count=len(grants))
    refs = ids.new_many(at=at, count=len(keys))
    ore = [money.to_ore(amount=one.amount) for one in grants]
    made = list(zip(keys, refs, grants, ore, strict=True))
    rows = (
        (key, ref, one.party_id, one.about, because, one.currency, worth, worth, at, one.on)
        for key, ref, one, worth in made
    )
    copy_in(table="ledger_credit", columns=CREDIT, rows=rows)
    days = ((service, day, key) for key, _, one, _ in made for service, some in one.days.items() for day in some)
    copy_in(table="ledger_credited_day", columns=DAY, rows=days)
    waiting = [Money(key, True, one.party_id, None, one.currency, worth, one.on) for key, _, one, worth in made]
    place_all(money=waiting, at=at)
    entries = (_entry(key, one, because=because) for key, one in zip(keys, grants, strict=True))
    write_many(kind=Kind.CREDIT_GRANTED, entries=entries, at=at, actor=actor)
    if follows(at=at):
        for credit in Credit.objects.filter(id__in=keys).order_by("id"):
            ask_credit(credit=credit, at=at, actor=actor)
    return keys


def _entry(key: int, grant: Grant, *, because: str) -> Untold:
    facts = {"amount": str(grant.amount), "currency": grant.currency, "because": because, "credit": key}
    return Untold(about=grant.about, party=grant.party_id, facts=facts)
