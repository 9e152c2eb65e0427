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
from varsel.surfaces.worker import batches, wiring
from varsel.surfaces.worker.batches import Batch

SLICE = 100
MANY = 1000
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
        return self.clocks() + self._words() + self._lines()

    def clocks(self) -> int:
        """Return how many due clocks were called: a slice where each is called alone, more where many are together."""
        due = [clock for clock in clocks.due(at=self.at, limit=MANY) if clock.id not in self._called]
        done = alone = 0
        for batch in batches.dealt(due=due):
            self._called.update(clock.id for clock in batch.due)
            self._call(batch)
            done, alone = done + len(batch.due), alone + (len(batch.due) == 1)
            if alone >= SLICE:
                break
        return done

    def _call(self, batch: Batch) -> None:
        """Call a batch; one that fails is called clock by clock, so that the one which does not go stops no other."""
        if len(batch.due) > 1:
            try:
                batch.call(at=self.at)
            except Exception:
                _log.warning("%s clocks did not go together; one by one", len(batch.due), exc_info=True)
            else:
                return
        for clock in batch.due:
            self._call_alone(batch, clock)

    def _call_alone(self, batch: Batch, clock: Due) -> None:
        try:
            batch.call_each(clock, at=self.at)
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
