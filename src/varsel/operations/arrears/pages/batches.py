"""A batch as it was looked at, and what became of it since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from varsel.operations.arrears.models import Batch, Proposal
from varsel.operations.arrears.pages.whys import Why, proposals
from varsel.records.agreements import queries as agreements
from varsel.records.parties import queries as parties


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one proposal of a batch: `code` is done, later, or a key of sentences.REFUSED."""

    ref: str
    number: str
    name: str
    service: str
    action: str
    code: str
    act_at: datetime | None
    may_be_taken_back: bool

    @property
    def refused(self) -> bool:
        """Tell whether nothing was changed."""
        return self.code not in ("done", "later")


@dataclass(frozen=True, slots=True)
class Shown:
    """A batch. `settled`: what was shown and waits no longer, as (what, by whom) to how many."""

    ref: UUID
    looked_by: str
    looked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    is_done: bool
    total: int
    rows: tuple[Why, ...]
    settled: Mapping[tuple[str, str], int]
    outcomes: tuple[Outcome, ...]


def batch(*, ref: UUID, at: datetime) -> Shown | None:
    """Return a batch: while undecided with what still waits of it; afterwards with what came of each."""
    row = Batch.objects.filter(ref=ref).first()
    if row is None:
        return None
    found = {one.id: one for one in Proposal.objects.filter(id__in=row.shown)}
    shown = [found[key] for key in row.shown]
    waits = [str(one.ref) for one in shown if one.state == "open"] if row.decided_at is None else []
    return Shown(
        ref=row.ref,
        looked_by=row.looked_by,
        looked_at=row.looked_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        is_done=row.answers is not None,
        total=len(shown),
        rows=tuple(proposals(refs=waits, at=at)),
        settled=Counter((one.state, one.approved_by or "") for one in shown if one.state != "open"),
        outcomes=tuple(_outcomes(shown, row.answers or {})),
    )


def _outcomes(shown: list[Proposal], answers: Mapping[str, Mapping[str, Any]]) -> list[Outcome]:
    """Return the outcomes, those that were refused first: they are what is left to do."""
    asked = [one for one in shown if str(one.id) in answers]
    services = {one.id: one for one in agreements.services_by_id(service_ids=[one.service_id for one in asked])}
    people = parties.customers(party_ids={one.party_id for one in asked})
    outcomes = []
    for one in asked:
        answer, customer = answers[str(one.id)], people[one.party_id]
        outcomes.append(
            Outcome(
                ref=str(one.ref),
                number=customer.number,
                name=customer.shown_name,
                service=services[one.service_id].external_id,
                action=one.action,
                code=answer["code"],
                act_at=datetime.fromisoformat(answer["act_at"]) if answer["act_at"] else None,
                may_be_taken_back=one.state == "approved",
            )
        )
    return sorted(outcomes, key=lambda one: not one.refused)
