"""What is due, done: clocks, words, lines, seals, until nothing is left for this moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from varsel.outlets.access import reconcile
from varsel.outlets.access.enforcers import Enforcer
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices import sending
from varsel.outlets.notices.channels import Gateway
from varsel.records.clocks import queries as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal import queries as journal
from varsel.surfaces.worker import wiring

SLICE = 100


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where this worker's words and lines go out. `owner` names the worker in what it begins."""

    gateways: Mapping[str, Gateway]
    enforcer: Enforcer
    owner: str


def run(*, at: datetime, outlets: Outlets) -> int:
    """Do everything that is due at this instant, with what follows from it; return how many steps that took."""
    steps = 0
    while done := _round(at=at, outlets=outlets):
        steps += done
    return steps


def next_moment(*, after: datetime) -> datetime | None:
    """Return the next instant at which anything is due, after one at which all that was due is done."""
    moments = [moment for moment in (clocks.next_due_at(), notices.next_due_at()) if moment and moment > after]
    return min(moments, default=None)


def _round(*, at: datetime, outlets: Outlets) -> int:
    due = clocks.due(at=at, limit=SLICE)
    for clock in due[:1]:
        call(due=clock, at=at)
    sent = sending.send_next(
        at=at, owner=outlets.owner, gateways=outlets.gateways, still_true=wiring.STILL_TRUE
    )
    installed = reconcile.install_next(enforcer=outlets.enforcer, at=at)
    return len(due[:1]) + sent + installed


def call(*, due: Due, at: datetime) -> None:
    """Call what one clock is for."""
    entry = journal.entry(entry_id=int(due.about.removeprefix("entry:"))) if due.kind == "hear" else None
    wiring.call(due=due, entry=entry, at=at)
