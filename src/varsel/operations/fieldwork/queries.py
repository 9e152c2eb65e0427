"""Which visits were booked, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from varsel.operations.fieldwork.models import Visit


@dataclass(frozen=True, slots=True)
class Booked:
    """A visit: to come while `outcome` is None, else done or missed."""

    id: int
    called: str
    party_id: int
    service_id: int
    begins_at: datetime
    ends_at: datetime
    outcome: str | None

    @property
    def about(self) -> str:
        """Return how the journal speaks of it."""
        return f"visit:{self.id}"


def visit(*, visit_id: int) -> Booked:
    """Return one visit."""
    return _booked(Visit.objects.get(id=visit_id))


def called(*, name: str) -> Booked | None:
    """Return the visit of a name."""
    row = Visit.objects.filter(called=name).first()
    return _booked(row) if row else None


def _booked(row: Visit) -> Booked:
    return Booked(
        id=row.id,
        called=row.called,
        party_id=row.party_id,
        service_id=row.service_id,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        outcome=row.outcome,
    )
