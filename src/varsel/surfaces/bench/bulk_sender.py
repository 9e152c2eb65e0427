"""A sender of `varsel bench outbox`: production's, in a process and with a bind of its own, as each worker is.

It is told in lines of JSON: first how to begin, then the instant from which it sends; it ends when no more come.
"""

from __future__ import annotations

import gc
import json
import os
import select
import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any

from varsel.kit import clock, templates_database
from varsel.outlets.notices.channels.smpp import smsc as contracts
from varsel.outlets.notices.channels.smpp.gateway import SmppGateway
from varsel.outlets.notices.channels.smpp.smsc import Smsc
from varsel.surfaces.bench import processors
from varsel.surfaces.intake.sms import Listener
from varsel.surfaces.worker import wiring
from varsel.surfaces.worker.senders import Senders

WINDOW = 50
OURS = 0x1501  # the vendor's parameter by which the server writes our reference down
STEP = 0.005  # seconds between two moves of the held clock: it goes on as time does
LONGEST_BIND = 60.0  # seconds
_BEGIN = f"import django; django.setup(); from {__name__} import send; send()"


class Silent(RuntimeError):
    """A sender ended before it was bound."""


class SenderProcess:
    """A sender that is bound, and sends from `go` until the block ends."""

    def __init__(self, *, port: int, database: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BEGIN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._say({"port": port, "database": database})

    def __enter__(self) -> SenderProcess:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    @property
    def used(self) -> float:
        """Return the seconds that it has used of the processors."""
        return processors.used(pid=self._process.pid)

    def wait(self) -> None:
        """Wait until it is bound.

        :raises Silent: when it ended before.
        """
        assert self._process.stdout
        if not self._process.stdout.readline():
            raise Silent(f"a sender ended with {self._process.wait()} before it was bound")

    def go(self, *, at: datetime) -> None:
        """Let it send, and hold its clock at this instant, from where it goes on as time does."""
        self._say({"at": at.isoformat()})

    def _say(self, what: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()


def contract(*, port: int) -> Smsc:
    """Return how we speak to the bench's server."""
    url = f"smpp://varsel:secret@127.0.0.1:{port}?sender=FjordSund&window={WINDOW}"
    return replace(contracts.read(url=url), reference_tlv=OURS)


def send() -> None:
    """Be such a process."""
    told = json.loads(sys.stdin.readline())
    smsc = contract(port=told["port"])
    with (
        templates_database.connected(settings=told["database"]),
        SmppGateway(smsc=smsc, listener=Listener(), now=clock.now) as gateway,
    ):
        wiring.wire()
        if not gateway.bound.wait(LONGEST_BIND):
            sys.exit(gateway.health.because)
        sys.stdout.write("bound\n")
        sys.stdout.flush()
        gc.freeze()  # as a worker does at its start
        if line := sys.stdin.readline():
            _send(gateway, at=datetime.fromisoformat(json.loads(line)["at"]))


def _send(gateway: SmppGateway, *, at: datetime) -> None:
    with clock.held(at=at):
        senders = Senders(gateways=lambda: {"sms": gateway}, owner=f"bench:{os.getpid()}")
        senders.start()
        begun = time.monotonic()
        while not select.select([sys.stdin], [], [], STEP)[0]:
            clock.move(to=at + timedelta(seconds=time.monotonic() - begun))
        senders.stop()
