"""The worker as a process: woken by the database, or every two seconds; any number of them, on any hosts."""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import FrameType

from django.conf import settings
from django.db import OperationalError, connection

from varsel.kit import clock
from varsel.outlets.access import reconcile
from varsel.outlets.access.enforcers import Enforcer
from varsel.outlets.access.enforcers.folder import Folder
from varsel.outlets.notices import receipts, resolving
from varsel.outlets.shadow import mode
from varsel.records.journal import sealing
from varsel.surfaces.worker import shadowing, ways, wiring
from varsel.surfaces.worker.clocks import Outlets, Run
from varsel.surfaces.worker.posting import Posting
from varsel.surfaces.worker.publishing import Publishing
from varsel.surfaces.worker.senders import Senders

POLL_SECONDS = 2.0
KEEP_HOUSE_SECONDS = 60.0
HANDS = 2  # of a thousand accounts, the law takes as long as the database
CHANNEL = "varsel_due"
_log = logging.getLogger(__name__)


class Worker:
    """Does what is due until it is told to stop; a step that has begun is finished first.

    `only`: clocks (and lines) or words, where each has a process of its own; empty is both.
    """

    def __init__(self, *, only: str = "") -> None:
        self._only = only
        self._senders: Senders | None = None  # while it runs; a single round of work sends by itself
        self._posting = Posting()
        self._publishing = Publishing()
        self._owner = f"{socket.gethostname()}:{os.getpid()}"
        self._real: Outlets | None = None  # made when they are first needed: in shadow mode there are none
        self._stopping = False
        self._house_kept = 0.0

    def run(self) -> None:
        """Run until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        wiring.wire()
        if self._only != "clocks":
            self._senders = Senders(gateways=ways.real, owner=self._owner)
            self._senders.start()
            self._posting.start()
        if self._only != "words":
            self._publishing.start()
        gc.freeze()  # what is loaded stays: looking through it again and again took a seventh of a sweep
        while not self._stopping:
            self._guarded(self._wait if self._only == "words" else self._turn)  # threads send, clocks keep the house
        if self._senders:
            self._senders.stop()
        self._posting.stop()
        self._publishing.stop()

    def work(self) -> None:
        """Do all that is due now, round by round."""
        run: Run | None = None
        done = 1
        while done and not self._stopping:
            with mode.kept() as in_shadow:  # to the end of a round: nothing begins in one mode and ends in the other
                outlets = self._outlets(in_shadow=in_shadow)
                if not self._sends:
                    outlets = replace(outlets, gateways={})
                run = run or Run(at=clock.now(), outlets=outlets, carry_on=True, hands=HANDS)
                # A long morning has many rounds: what is written is of its own moment.
                run.at, run.outlets = clock.now(), outlets
                done = run.round()

    def _turn(self) -> None:
        self.work()
        sealing.seal(at=clock.now())
        if time.monotonic() - self._house_kept > KEEP_HOUSE_SECONDS:
            self._house_kept = time.monotonic()
            self._keep_house(at=clock.now())
        self._wait()

    @property
    def _sends(self) -> bool:
        """Tell whether a round of work sends words as well: else they have threads, or a process, of their own."""
        return not (self._senders or self._only)

    def _outlets(self, *, in_shadow: bool) -> Outlets:
        """Return recorders in shadow mode, else what really leaves."""
        if in_shadow:
            self._real = None
            return shadowing.recorders(owner=self._owner)
        if self._real is None:
            lines = Folder(folder=settings.SPOOL / "lines")
            _recall_lines(enforcer=lines)
            gateways = ways.real() if self._sends else {}
            self._real = Outlets(gateways=gateways, enforcer=lines, owner=self._owner)
        return self._real

    def _keep_house(self, *, at: datetime) -> None:
        """Once a minute: find what a dead sender left, and lines that are not as intended."""
        resolving.find_lost(at=at)
        resolving.find_silent(at=at)
        receipts.match_waiting(at=at, since=receipts.LATE)
        with mode.kept() as in_shadow:
            if in_shadow:  # recorders hold nothing that could differ
                return
            for line_id in reconcile.compare(enforcer=self._outlets(in_shadow=False).enforcer, at=at):
                _log.warning("line %s was not as intended and is put right", line_id)

    def _wait(self) -> None:
        """Sleep until the database says that something may be due, or the poll does."""
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        if self._stopping:
            return
        for _ in connection.connection.notifies(timeout=POLL_SECONDS, stop_after=1):
            pass

    def _guarded(self, turn: Callable[[], None]) -> None:
        """Outlive whatever a turn meets, a database that is away most of all: nothing is lost, all of it is in rows."""
        try:
            turn()
        except OperationalError as lost:
            _log.warning("the database is away (%s); trying again", lost)
        except Exception:
            _log.exception("a turn failed; what it was about stays open, and the next turn tries again")
        else:
            return
        connection.close()
        time.sleep(POLL_SECONDS)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._stopping = True


def _recall_lines(*, enforcer: Enforcer) -> None:
    """Tell a folder that is new what was installed before it: it stands in for a network that remembers."""
    forgotten = [line for line in reconcile.installed() if enforcer.read_back(line_id=line.line_id) is None]
    for line in forgotten:
        enforcer.install(line_id=line.line_id, version=line.version, profile=line.profile)
