"""The worker as a process: woken by the database, or every two seconds; any number of them, on any hosts."""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from datetime import datetime
from types import FrameType

from django.conf import settings
from django.db import OperationalError, connection

from varsel.kit import clock
from varsel.outlets.access import reconcile
from varsel.outlets.access.enforcers import Enforcer
from varsel.outlets.access.enforcers.folder import Folder
from varsel.outlets.notices import sending
from varsel.outlets.notices.channels.spool import Spool
from varsel.records.journal import sealing
from varsel.surfaces.worker import wiring
from varsel.surfaces.worker.clocks import Outlets, Run

POLL_SECONDS = 2.0
KEEP_HOUSE_SECONDS = 60.0
CHANNEL = "varsel_due"
_log = logging.getLogger(__name__)


class Worker:
    """Does what is due until it is told to stop; a step that has begun is finished first."""

    def __init__(self) -> None:
        spool = Spool(folder=settings.SPOOL)
        gateways = dict.fromkeys(("sms", "email", "letter"), spool)
        owner = f"{socket.gethostname()}:{os.getpid()}"
        lines = Folder(folder=settings.SPOOL / "lines")
        self.outlets = Outlets(gateways=gateways, enforcer=lines, owner=owner)
        self._stopping = False
        self._house_kept = 0.0

    def run(self) -> None:
        """Run until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        wiring.wire()
        _recall_lines(enforcer=self.outlets.enforcer)
        gc.freeze()  # what is loaded stays: looking through it again and again took a seventh of a sweep
        while not self._stopping:
            self._guarded(self._turn)

    def _turn(self) -> None:
        run = Run(at=clock.now(), outlets=self.outlets, carry_on=True)
        while run.round() and not self._stopping:
            run.at = clock.now()  # a long morning has many rounds: what is written is of its own moment
        now = clock.now()
        sealing.seal(at=now)
        if time.monotonic() - self._house_kept > KEEP_HOUSE_SECONDS:
            self._house_kept = time.monotonic()
            self._keep_house(at=now)
        self._wait()

    def _keep_house(self, *, at: datetime) -> None:
        """Once a minute: find what a dead sender left, and lines that are not as intended."""
        sending.find_lost(at=at)
        for line_id in reconcile.compare(enforcer=self.outlets.enforcer, at=at):
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
