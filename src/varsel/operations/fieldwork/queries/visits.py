"""Which visits were booked, and what became of them."""

from __future__ import annotations

from collections.abc import Collection

from varsel.operations.fieldwork.account import Booked
from varsel.operations.fieldwork.models import Visit


def visit(*, visit_id: int) -> Booked:
    """Return one visit."""
    return _booked(Visit.objects.get(id=visit_id))


def called(*, name: str) -> Booked | None:
    """Return the visit of a name."""
    row = Visit.objects.filter(called=name).first()
    return _booked(row) if row else None


def visits_of(*, party_id: int) -> list[Booked]:
    """Return a customer's visits, the last to begin first."""
    return [_booked(row) for row in Visit.objects.filter(party_id=party_id).order_by("-begins_at", "-id")]


def visit_to_come(*, order_id: int) -> Booked | None:
    """Return the visit of an order that is still to come, if there is one."""
    row = Visit.objects.filter(order=order_id, outcome__isnull=True).first()
    return _booked(row) if row else None


def visits_of_orders(*, order_ids: Collection[int]) -> dict[int, Booked]:
    """Return by order its latest visit that was not called off; an order without one is left out."""
    rows = Visit.objects.filter(order__in=list(order_ids)).exclude(outcome="cancelled").order_by("id")
    return {row.order_id: _booked(row) for row in rows if row.order_id is not None}


def _booked(row: Visit) -> Booked:
    return Booked(
        id=row.id,
        called=row.called,
        party_id=row.party_id,
        service_id=row.service_id,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        outcome=row.outcome,
        order_id=row.order_id,
        checked_in_at=row.checked_in_at,
        moved_to=row.moved_to_id,
    )
