"""What is due, done: clocks, words, lines, until nothing is left for this moment."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, islice
from operator import attrgetter

from django.db import connection

from varsel.outlets.access import reconcile
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices import receipts, sending
from varsel.records.clocks import queries as clocks
from varsel.records.clocks.queries import Due
from varsel.surfaces.worker import batches, shadowing, wiring
from varsel.surfaces.worker.batches import Batch
from varsel.surfaces.worker.outlets import Outlets as Outlets

SLICE = 100
MANY = 10_000
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Run:
    """Doing everything that is due at one instant, with what follows from it.

    A clock is called once a run: who finds it taken leaves it to the worker that took it. `carry_on`: one that fails
    is logged and stays open for the next run, and the others are done; else the failure is raised. `hands`: how many
    batches are in work at once, each with a connection of its own.
    """

    at: datetime
    outlets: Outlets
    carry_on: bool = False
    hands: int = 1
    _called: set[int] = field(default_factory=set)

    def to_the_end(self) -> int:
        """Return how many steps were taken until nothing was left."""
        steps = 0
        while done := self.round():
            steps += done
        return steps

    def round(self) -> int:
        """Return how many steps were taken in one round: at most a slice of clocks, of words and of lines."""
        approved = shadowing.approve(at=self.at) if self.outlets.shadow else 0
        return self.clocks() + approved + self._words() + self._lines()

    def clocks(self) -> int:
        """Return how many due clocks were called: a slice where each is called alone, more where many are together."""
        due = [clock for clock in clocks.due(at=self.at, limit=MANY) if clock.id not in self._called]
        done = alone = 0
        for together, dealt in groupby(batches.dealt(due=due), key=attrgetter("together")):
            some = list(islice(dealt, MANY if together else SLICE - alone))
            self._called.update(clock.id for batch in some for clock in batch.due)
            self._call_all(some)
            done, alone = done + sum(len(batch.due) for batch in some), alone + sum(len(one.due) == 1 for one in some)
            if alone >= SLICE:
                break
        return done

    def _call_all(self, some: Sequence[Batch]) -> None:
        """Call batches of one kind: with several hands, one decides while another waits for the database."""
        coming = iter(some)

        def hand() -> None:
            for batch in coming:
                self._call(batch)

        def hand_of_its_own() -> None:
            try:
                hand()
            finally:
                connection.close()

        if self.hands == 1 or len(some) == 1:
            hand()
            return
        with ThreadPoolExecutor(self.hands) as pool:
            for working in [pool.submit(hand_of_its_own) for _ in range(self.hands)]:
                working.result()

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
        out = self.outlets
        if not out.gateways:  # somebody else sends
            return 0
        receipts.match_waiting(at=self.at)
        return sending.send(at=self.at, owner=out.owner, gateways=out.gateways, asks=wiring.ASKS).claimed

    def _lines(self) -> int:
        return reconcile.install_waiting(enforcer=self.outlets.enforcer, at=self.at, most=SLICE)


def next_moment(*, after: datetime) -> datetime | None:
    """Return the next instant at which anything is due, after one at which all that was due is done."""
    moments = (clocks.next_due_at(after=after), notices.next_due_at(after=after))
    return min((moment for moment in moments if moment), default=None)
