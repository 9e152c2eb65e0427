"""What dispatch did last to an order, and how it stood before: as long as nobody has gone on from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.queries import Job
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind

LONG = timedelta(minutes=10)
_KINDS = [Kind.ORDER_ASSIGNED, Kind.ORDER_UNASSIGNED]


@dataclass(frozen=True, slots=True)
class Former:
    """Who had an order before, and when; `crew_id` None: nobody had it. `entry_id`: the act that is taken back."""

    order: Job
    entry_id: int
    technician_id: int | None
    crew_id: int | None
    begins_at: datetime | None
    ends_at: datetime | None


def former(*, order_id: int, actor: str, at: datetime) -> Former | None:
    """Return how an order stood before somebody's last act of giving it; None when that can't be taken back.

    It can while it is their own, no older than ten minutes, and whoever has the order now has said nothing yet.
    """
    order = queries.order(order_id=order_id)
    said = journal.entries(about=[f"order:{order_id}"])
    given = [one for one in said if one.kind in _KINDS]
    if order is None or order.ended_at is not None or not given or given[-1] is not _last(said):
        return None
    last = given[-1]
    if last.actor != actor or at - last.at > LONG:
        return None
    before = given[-2] if len(given) > 1 and given[-2].kind == Kind.ORDER_ASSIGNED else None
    return _former(order, last.id, before.facts if before else {})


def _last(said: list[journal.Told]) -> journal.Told | None:
    """Return the last thing that somebody did; what the system noted because of it does not count."""
    return next((one for one in reversed(said) if one.actor != "system"), None)


def _former(order: Job, entry_id: int, facts: Mapping[str, Any]) -> Former:
    return Former(
        order=order,
        entry_id=entry_id,
        technician_id=facts.get("technician"),
        crew_id=facts.get("crew_id"),
        begins_at=_moment(facts.get("begins_at")),
        ends_at=_moment(facts.get("ends_at")),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
