from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

import builders
from varsel.records.agreements import actions, queries
from varsel.records.agreements.models import Clause, ContractVersion

AT = builders.START


def test_a_contract_begins_with_its_first_version_and_each_clause_once(db: None) -> None:
    contract_id = actions.register_contract(
        external_id="K-1",
        party_id=builders.customer(),
        country="SE",
        kind="connection",
        signed_on=date(2024, 5, 1),
        clauses=["notice", "price", "notice"],
        at=AT,
    )

    version = ContractVersion.objects.get(contract_id=contract_id)
    assert (version.number, version.valid_from) == (1, AT)
    assert sorted(Clause.objects.values_list("code", flat=True)) == ["notice", "price"]


def test_a_service_is_its_contracts_owners_in_its_contracts_country(db: None) -> None:
    party_id = builders.customer(country="NO")

    service = builders.service(party_id=party_id, country="NO", monthly=Decimal("349.50"))

    assert (service.party_id, service.country, service.about) == (party_id, "NO", f"service:{service.id}")
    assert queries.prices_of(service_ids=[service.id]) == {service.id: [(date(2025, 1, 1), Decimal("349.50"))]}


def test_services_are_found_by_owner_line_id_and_name(db: None) -> None:
    party_id, other = builders.customer(), builders.customer()
    line_id = builders.line()
    first, second = (builders.service(party_id=party_id, line_id=line_id) for _ in range(2))
    theirs = builders.service(party_id=other, line_id=line_id)

    assert queries.services_of(party_ids=[party_id]) == [first, second]
    assert queries.services_on(line_ids=[line_id]) == [first, second, theirs]
    assert queries.services_by_id(service_ids=[theirs.id, 999_999]) == [theirs]
    assert queries.service_called(external_id=second.external_id) == second
    assert queries.service_called(external_id="none") is None


@pytest.mark.parametrize(
    ("wrong", "by"),
    [
        ({"kind": "fax"}, "service_kind"),
        ({"kind": "internet", "credit_limit": Decimal(500)}, "service_credit_limit_is_for_calls"),
        ({"kind": "mobile", "credit_limit": Decimal(0)}, "service_credit_limit_is_for_calls"),
        ({"monthly": Decimal(-1)}, "price_not_negative"),
        ({"line_id": 999_999}, "service_line"),
        ({"party_id": 999_999}, "contract_party"),
        ({"country": "DK"}, "contract_country"),
    ],
)
def test_a_service_that_makes_no_sense_is_not_registered(db: None, wrong: dict[str, object], by: str) -> None:
    given: dict[str, object] = {"party_id": builders.customer()} | wrong

    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        builders.service(**given)


def test_a_credit_limit_is_kept_in_ore(db: None) -> None:
    service = builders.service(party_id=builders.customer(), kind="mobile", credit_limit=Decimal("500.50"))

    assert service.credit_limit_ore == 50_050
