"""The public pages are renewed by a thread of their own, every half minute: they hold up no clock and no word."""

from __future__ import annotations

import logging
import threading

from django.conf import settings
from django.db import DatabaseError, connection

from varsel.kit import clock
from varsel.surfaces.status.publishing import EVERY, Publisher, publish

_log = logging.getLogger(__name__)


class Publishing:
    """Writes the public pages until it is told to stop. While the database is away, the last ones stand."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._publisher = Publisher()
        self._thread = threading.Thread(target=self._run, name="public pages", daemon=True)

    def start(self) -> None:
        """Start; the first pages are made at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after what is in hand."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def turn(self) -> int:
        """Write the pages of now, and return how many files there are."""
        return publish(publisher=self._publisher, folder=settings.PUBLIC, at=clock.now())

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._guarded()
                self._stopping.wait(EVERY.total_seconds())
        finally:
            connection.close()

    def _guarded(self) -> None:
        try:
            self.turn()
        except DatabaseError as away:
            _log.warning("the public pages stay as they are: %s", away)
            connection.close()
        except Exception:  # a page that can't be made must not keep the next ones from being tried
            _log.exception("the public pages were not renewed")
