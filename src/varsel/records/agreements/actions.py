"""Registering contracts, versions and services."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from varsel.kit import ids, money
from varsel.records.agreements.models import Clause, Contract, ContractVersion, Price, Service


@transaction.atomic
def register_contract(
    *,
    external_id: str,
    party_id: int,
    country: str,
    kind: str,
    signed_on: date,
    clauses: Collection[str],
    at: datetime,
) -> int:
    """Register a contract with its first version and return its id."""
    contract = Contract.objects.create(
        ref=ids.new(at=at),
        external_id=external_id,
        party_id=party_id,
        country=country,
        kind=kind,
        signed_on=signed_on,
    )
    version = ContractVersion.objects.create(contract=contract, number=1, valid_from=at)
    Clause.objects.bulk_create(Clause(version=version, code=code) for code in sorted(set(clauses)))
    return contract.id


@transaction.atomic
def register_service(
    *,
    external_id: str,
    contract_id: int,
    line_id: int,
    kind: str,
    monthly: Decimal,
    price_from: date,
    telecare: bool,
    credit_limit: Decimal | None,
    at: datetime,
) -> int:
    """Register a service of a contract on a line, with its monthly price, and return its id."""
    contract = Contract.objects.get(id=contract_id)
    service = Service.objects.create(
        ref=ids.new(at=at),
        external_id=external_id,
        contract=contract,
        party_id=contract.party_id,
        country=contract.country,
        line_id=line_id,
        kind=kind,
        telecare=telecare,
        credit_limit_ore=None if credit_limit is None else money.to_ore(amount=credit_limit),
    )
    Price.objects.create(service=service, valid_from=price_from, monthly_ore=money.to_ore(amount=monthly))
    return service.id
