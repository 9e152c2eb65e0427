"""What customers have."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from varsel.kit import money
from varsel.kit.reading import fetch
from varsel.records.agreements.models import Service

_SERVICES_OF = """
    SELECT id, external_id, party_id, country, line_id, kind, telecare, credit_limit_ore
    FROM agreements_service WHERE party_id = ANY(%(ids)s) ORDER BY id"""

_PRICES = """
    SELECT service_id, valid_from, monthly_ore FROM agreements_price
    WHERE service_id = ANY(%(ids)s) ORDER BY service_id, valid_from"""


class Having(NamedTuple):
    """A service, with whose it is and where."""

    id: int
    external_id: str
    party_id: int
    country: str
    line_id: int
    kind: str
    telecare: bool
    credit_limit_ore: int | None

    @property
    def about(self) -> str:
        """Return how the journal speaks of the service."""
        return f"service:{self.id}"


def service(*, service_id: int) -> Having:
    """Return one service."""
    return _having(Service.objects.get(id=service_id))


def services_by_id(*, service_ids: Collection[int]) -> list[Having]:
    """Return those of these services that exist."""
    return [_having(row) for row in Service.objects.filter(id__in=list(service_ids)).order_by("id")]


def service_called(*, external_id: str) -> Having | None:
    """Return the service that other systems call so."""
    row = Service.objects.filter(external_id=external_id).first()
    return _having(row) if row else None


def services_of(*, party_ids: Collection[int]) -> list[Having]:
    """Return all services of these customers, in the order of their registration."""
    return [Having(*row) for row in fetch(statement=_SERVICES_OF, values={"ids": list(party_ids)})]


def services_on(*, line_ids: Collection[int]) -> list[Having]:
    """Return all services on these lines."""
    return [_having(row) for row in Service.objects.filter(line_id__in=list(line_ids)).order_by("line_id", "id")]


def prices_of(*, service_ids: Collection[int]) -> dict[int, list[tuple[date, Decimal]]]:
    """Return these services' monthly prices, each with the day from which it holds."""
    found: dict[int, list[tuple[date, Decimal]]] = {}
    for service_id, day, ore in fetch(statement=_PRICES, values={"ids": list(service_ids)}) if service_ids else ():
        found.setdefault(service_id, []).append((day, money.from_ore(ore=ore)))
    return found


def _having(row: Service) -> Having:
    return Having(
        id=row.id,
        external_id=row.external_id,
        party_id=row.party_id,
        country=row.country,
        line_id=row.line_id,
        kind=row.kind,
        telecare=row.telecare,
        credit_limit_ore=row.credit_limit_ore,
    )
