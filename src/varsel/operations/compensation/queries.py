"""Which cases there are, and how they stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from varsel.operations.compensation.models import Case

STATES = ("open", "granted", "partly", "rejected")


@dataclass(frozen=True, slots=True)
class Compensated:
    """A case: open while `outcome` is None. Amounts are in öre."""

    id: int
    visit: str  # "visit:5"
    party_id: int
    service_id: int
    country: str
    begins_at: datetime
    ends_at: datetime
    opened_at: datetime
    entry_id: int
    outcome: str | None
    amount_ore: int | None
    claimed_ore: int | None
    because: str
    decided_at: datetime | None

    @property
    def about(self) -> str:
        """Return how the journal speaks of the case."""
        return f"compensation:{self.id}"

    @property
    def state(self) -> str:
        """Return how it stands: one of STATES."""
        return self.outcome or "open"


def case(*, case_id: int) -> Compensated | None:
    """Return one case, if there is one."""
    row = Case.objects.filter(id=case_id).first()
    return _case(row) if row else None


def case_of(*, visit: str) -> Compensated | None:
    """Return the case of a visit, if nobody came to it."""
    row = Case.objects.filter(about=visit).first()
    return _case(row) if row else None


def cases_of_visits(*, visit_ids: Collection[int]) -> dict[int, Compensated]:
    """Return by visit the case of each that nobody came to; a visit without a case is left out."""
    keys = {f"visit:{key}": key for key in visit_ids}
    return {keys[row.about]: _case(row) for row in Case.objects.filter(about__in=list(keys))} if keys else {}


def cases_of(*, party_ids: Collection[int]) -> list[Compensated]:
    """Return these customers' cases, newest first."""
    return [_case(row) for row in Case.objects.filter(party_id__in=list(party_ids)).order_by("-id")]


def listed(*, state: str, skip: int, limit: int) -> list[Compensated]:
    """Return cases of a state (all, when empty): the open ones oldest first, the others newest first."""
    rows = _rows(state).order_by("id" if state == "open" else "-id")[skip : skip + limit]
    return [_case(row) for row in rows]


def count(*, state: str) -> int:
    """Return how many cases are in a state (all, when empty)."""
    return _rows(state).count()


def _rows(state: str) -> QuerySet[Case]:
    if not state:
        return Case.objects.all()
    return Case.objects.filter(outcome__isnull=True) if state == "open" else Case.objects.filter(outcome=state)


def _case(row: Case) -> Compensated:
    return Compensated(
        id=row.id,
        visit=row.about,
        party_id=row.party_id,
        service_id=row.service_id,
        country=row.country,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        opened_at=row.opened_at,
        entry_id=row.entry_id,
        outcome=row.outcome,
        amount_ore=row.amount_ore,
        claimed_ore=row.claimed_ore,
        because=row.because,
        decided_at=row.decided_at,
    )
