"""News leave for webhooks by a thread of their own: a receiver that is slow holds up no clock and no word."""

from __future__ import annotations

import logging
import threading

from django.conf import settings
from django.db import DatabaseError, connection

from varsel.kit import clock
from varsel.outlets.notices.feed import hooks
from varsel.outlets.shadow import mode

POLL_SECONDS = 2.0
_log = logging.getLogger(__name__)


class Posting:
    """Tells webhooks what is due, until it is told to stop. In shadow mode nothing leaves."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="news", daemon=True)

    def start(self) -> None:
        """Start, where there is somebody to tell."""
        if settings.NEWS_HOOKS:
            self._thread.start()

    def stop(self) -> None:
        """Stop after what is in hand."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def turn(self) -> int:
        """Tell what is due now, and return how many were tried."""
        with mode.kept() as in_shadow:
            return 0 if in_shadow else hooks.deliver(at=clock.now(), hooks=settings.NEWS_HOOKS, limit=1)

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._guarded()
        finally:
            connection.close()

    def _guarded(self) -> None:
        done = 0
        try:
            done = self.turn()
        except (DatabaseError, hooks.BadSecret):
            _log.exception("news were not told; what waits stays in rows")
            connection.close()
        if not done:
            self._stopping.wait(POLL_SECONDS)
