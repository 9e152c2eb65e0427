"""Opening a service again, at any hour of any day."""

from __future__ import annotations

from datetime import date, datetime
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
    """End the restriction for debt, credit what law says is not charged meanwhile, and tell the customer.

    The fee of the restricted days is credited in Norway (ekomloven § 4-11 third paragraph); each day once.
    """
    restrictions.lift(service=agreements.service(service_id=service.id), kind="debt", at=at)
    days = _free_days(service=service, at=at)
    amount = undelivered(prices=agreements.prices(service_id=service.id), days=days)
    credit = amount or None
    journal.write(
        at=at,
        kind=Kind.SERVICE_REOPENED,
        about=service.about,
        actor="system",
        party=account.party_id,
        facts={"credit": str(credit) if credit else None},
    )
    if credit:
        _grant(account=account, service=service, amount=credit, days=days, at=at)
    words.reopened(service=service, party_id=account.party_id, credit=credit, at=at)


def _free_days(*, service: Standing, at: datetime) -> set[date]:
    law = COUNTRIES[service.country]
    assert service.limit
    free = law.fee_free_days(restricted_from=service.limit.first_on, restricted_to=local_day(at, law.ZONE))
    return set(free) - credited.credited_days(service_id=service.id)


def _grant(*, account: Account, service: Standing, amount: Decimal, days: set[date], at: datetime) -> None:
    law = COUNTRIES[service.country]
    credit_id = ledger.grant_credit(
        party_id=account.party_id,
        amount=amount,
        currency=law.CURRENCY,
        about=service.about,
        because="not charged while restricted",
        on=local_day(at, law.ZONE),
        at=at,
        actor="system",
    )
    ledger.credit_days(credit_id=credit_id, service_id=service.id, days=days)
