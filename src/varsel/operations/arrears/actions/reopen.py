"""Opening a service again, at any hour of any day."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from varsel.law.calendar import local_day
from varsel.law.compensation import undelivered
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import words
from varsel.operations.arrears.account import Account, Standing
from varsel.outlets.access.restrictions import actions as restrictions
from varsel.records.agreements import queries as agreements
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import queries as credited


def reopen(*, account: Account, service: Standing, at: datetime) -> None:
    """End the restriction for debt, credit what law says is not charged meanwhile, and tell the customer."""
    restrictions.lift(service=agreements.service(service_id=service.id), kind="debt", at=at)
    credit = _credit_fee(account=account, service=service, at=at)
    journal.write(
        at=at,
        kind=Kind.SERVICE_REOPENED,
        about=service.about,
        actor="system",
        party=account.party_id,
        facts={"credit": str(credit) if credit else None},
    )
    words.reopened(service=service, party_id=account.party_id, credit=credit, at=at)


def _credit_fee(*, account: Account, service: Standing, at: datetime) -> Decimal | None:
    """Credit the recurring fee of the restricted days (NO: ekomloven § 4-11 third paragraph); each day once."""
    law = COUNTRIES[service.country]
    today = local_day(at, law.ZONE)
    assert service.limit
    free = law.fee_free_days(restricted_from=service.limit.first_on, restricted_to=today)
    days = set(free) - credited.credited_days(service_id=service.id)
    amount = undelivered(prices=agreements.prices(service_id=service.id), days=days)
    if amount == 0:
        return None
    credit_id = ledger.grant_credit(
        party_id=account.party_id,
        amount=amount,
        currency=law.CURRENCY,
        about=service.about,
        because="not charged while restricted",
        on=today,
        at=at,
        actor="system",
    )
    ledger.credit_days(credit_id=credit_id, service_id=service.id, days=days)
    return amount
