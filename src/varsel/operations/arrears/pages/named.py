"""What subjects are called, and how open services are."""

from __future__ import annotations

from collections.abc import Collection

from varsel.operations.compensation import queries as compensation
from varsel.operations.complaints import queries as complaints
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.records.agreements import queries as agreements
from varsel.records.ledger import queries as ledger


def levels(*, service_ids: Collection[int]) -> dict[int, str]:
    """Return the access level of each of these services."""
    return restrictions.levels(service_ids=service_ids)


def names(*, party_ids: Collection[int]) -> dict[str, str]:
    """Return what the subjects of these customers are called: "invoice:5" → "F-2041", "service:7" → "anna-fiber"."""
    services = {one.id: one for one in agreements.services_of(party_ids=party_ids)}
    called = {one.about: one.external_id for one in services.values()}
    called |= {one.about: services[one.service_id].external_id for one in compensation.cases_of(party_ids=party_ids)}
    called |= {one.about: one.called for one in complaints.of_parties(party_ids=party_ids)}
    return called | {one.about: one.number for one in ledger.invoices_of(party_ids=party_ids)}
