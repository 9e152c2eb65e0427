"""What is due, done: clocks, words, lines, until nothing is left for this moment."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
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
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where this worker's words and lines go out. `owner` names the worker in what it begins."""

    gateways: Mapping[str, Gateway]
    enforcer: Enforcer
    owner: str


@dataclass(slots=True)
class Run:
    """Doing everything that is due at one instant, with what follows from it.

    A clock is called once a run: who finds it taken leaves it to the worker that took it. `carry_on`: one that fails
    is logged and stays open for the next run, and the others are done; else the failure is raised.
    """

    at: datetime
    outlets: Outlets
    carry_on: bool = False
    _called: set[int] = field(default_factory=set)

    def to_the_end(self) -> int:
        """Return how many steps were taken until nothing was left."""
        steps = 0
        while done := self.round():
            steps += done
        return steps

    def round(self) -> int:
        """Return how many steps were taken in one round: at most a slice of clocks, of words and of lines."""
        return self._clocks() + self._words() + self._lines()

    def _clocks(self) -> int:
        due = [clock for clock in clocks.due(at=self.at, limit=SLICE) if clock.id not in self._called]
        for clock in due:
            self._called.add(clock.id)
            self._call(clock)
        return len(due)

    def _call(self, clock: Due) -> None:
        try:
            call(due=clock, at=self.at)
        except Exception:
            if not self.carry_on:
                raise
            _log.exception("clock %s (%s, %s) failed and stays open", clock.id, clock.kind, clock.about)

    def _words(self) -> int:
        out, at, true = self.outlets, self.at, wiring.STILL_TRUE
        sent = 0
        while sent < SLICE and sending.send_next(at=at, owner=out.owner, gateways=out.gateways, still_true=true):
            sent += 1
        return sent

    def _lines(self) -> int:
        installed = 0
        while installed < SLICE and reconcile.install_next(enforcer=self.outlets.enforcer, at=self.at):
            installed += 1
        return installed


def next_moment(*, after: datetime) -> datetime | None:
    """Return the next instant at which anything is due, after one at which all that was due is done."""
    moments = (clocks.next_due_at(after=after), notices.next_due_at(after=after))
    return min((moment for moment in moments if moment), default=None)


def call(*, due: Due, at: datetime) -> None:
    """Call what one clock is for."""
    entry = journal.entry(entry_id=int(due.about.removeprefix("entry:"))) if due.kind == "hear" else None
    wiring.call(due=due, entry=entry, at=at)
