"""Services that did not work, and what is owed for it: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Without:
    """A service that did not work from an instant to another."""

    service_id: int
    party_id: int
    country: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """What a customer gets for it, in the country's currency, and the days of each service that it is for."""

    party_id: int
    country: str
    amount: Decimal
    days: dict[int, list[date]]
