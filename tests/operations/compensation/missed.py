"""A customer to whom nobody came, and the case of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

import builders
from varsel.operations.compensation import actions, queries
from varsel.operations.compensation.queries import Compensated
from varsel.records.agreements.queries import Having

AT = builders.START
HOUR = timedelta(hours=1)
_visits = count(1)


def a_service(*, country: str = "SE") -> Having:
    """Return the service of a customer; the operator has its defaults."""
    builders.set_policy()
    return builders.service(party_id=builders.customer(country=country), country=country)


def opened(service: Having, *, visit_id: int | None = None, at: datetime = AT, **more: bool) -> int | None:
    """Say that nobody came, and return the case's id."""
    return actions.open_missed_visit(
        visit_id=visit_id or next(_visits),
        party_id=service.party_id,
        service_id=service.id,
        country=service.country,
        begins_at=AT - 4 * HOUR,
        ends_at=AT,
        actor="system",
        at=at,
        **more,
    )


def a_case(*, country: str = "SE") -> Compensated:
    """Return an open case."""
    case_id = opened(a_service(country=country))
    assert case_id
    found = queries.case(case_id=case_id)
    assert found
    return found
