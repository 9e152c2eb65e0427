"""Words leave by threads of their own: a long bulk or a slow channel holds up neither clocks nor other channels.

Urgent words overtake within a channel as well: a batch is no longer than what three tenths of a second carry, and
begins with what is urgent then. A channel has three hands: while one hands over, another has the next batch ready,
and the others write down what came of those before. A gateway is never in two of them.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import cast

from django.db import OperationalError, connection

from varsel.kit import clock
from varsel.outlets.notices import brakes, receipts, resolving, sending
from varsel.outlets.notices.channels import Gateway, Hearing, Receipt
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.outlets.notices.sending import NOTHING_SENT, Batch, Handed, Sent
from varsel.outlets.shadow import mode
from varsel.surfaces.worker import wiring
from varsel.surfaces.worker.gates import Gates

CHANNEL = "varsel_words"
POLL_SECONDS = 0.5
BATCH_SECONDS = 0.3
MATCH_SECONDS, ASK_SECONDS = 0.4, 60.0
LEAST, MOST = 20, 500
HANDS = 3
MANY = 100
LONGEST_PAUSE = 10.0
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Pace:
    """How much one sender takes at a time, and how long it leaves a gateway alone that takes nothing."""

    size: int = field(default_factory=lambda: LEAST)  # at first: a start that fails leaves little unknown
    pause: float = 0.0

    def learn(self, *, sent: Sent, seconds: float) -> None:
        """Take as much as three tenths of a second carry; step back from a gateway that defers all it gets."""
        if sent.handed and sent.answers.get("deferred", 0) == sent.handed:
            self.size, self.pause = LEAST, min(max(self.pause * 2, 1.0), LONGEST_PAUSE)
            return
        self.pause = 0.0
        if sent.handed:
            carried = int(sent.handed * BATCH_SECONDS / max(seconds, 0.001))
            self.size = max(LEAST, min(MOST, carried, self.size * 2))


@dataclass(slots=True)
class Sender:
    """One channel's hands. They obey a stop before each batch; a batch that has begun is finished."""

    channel: str
    gates: Gates
    owner: str
    stopping: threading.Event
    pace: Pace = field(default_factory=Pace)
    _busy: threading.Event = field(default_factory=threading.Event)
    _ahead: threading.Lock = field(default_factory=threading.Lock)
    _recording: threading.Lock = field(default_factory=threading.Lock)
    _matched: float = 0.0
    _asked: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        """Send until told to stop, and outlive whatever comes: all that waits is in rows."""
        self._until_stopped(self._guarded)

    def help(self) -> None:
        """Send while there is much, beside who runs."""
        self._until_stopped(self._helping)

    def _until_stopped(self, act: Callable[[], None]) -> None:
        try:
            while not self.stopping.is_set():
                act()
        finally:
            connection.close()

    def _helping(self) -> None:
        if self._busy.wait(POLL_SECONDS):
            self._guarded()

    def turn(self) -> Sent:
        """Send one batch, in the mode that holds now."""
        with mode.kept() as in_shadow:
            if in_shadow:
                self.gates.close()
                return self._send(Recorder(), alone=self._recording)
            gateway = self.gates.real().get(self.channel)
            if gateway is None:
                return NOTHING_SENT
            sent = self._send(gateway, alone=self.gates.alone(gateway))
            self._ask(gateway)
            return sent

    def _send(self, gateway: Gateway, *, alone: threading.Lock) -> Sent:
        batch = self._intend(gateway, alone=alone)
        try:
            began = time.monotonic()
            handed = sending.hand_over(batch=batch, gateways={self.channel: gateway})
            seconds = time.monotonic() - began
        finally:
            alone.release()
        if handed.claimed >= MANY:
            self._busy.set()
        with self._heard(gateway, handed) as receipts:
            sent = sending.conclude(handed=handed, heard={self.channel: receipts})
        self.pace.learn(sent=sent, seconds=seconds)
        return sent

    def _intend(self, gateway: Gateway, *, alone: threading.Lock) -> Batch:
        """Claim a batch while the gateway has another, and come back when it is free: never more than one ahead."""
        ways = {self.channel: gateway}
        with self._ahead:
            batch = sending.intend(
                at=clock.now(), owner=self.owner, gateways=ways, asks=wiring.ASKS, limit=self.pace.size
            )
            alone.acquire()
        return batch

    @staticmethod
    def _heard(gateway: Gateway, handed: Handed) -> AbstractContextManager[Sequence[Receipt]]:
        """What arrives so soon, of so many, is told with its hand-over: one write for two."""
        if len(handed.concluded) < MANY or not hasattr(gateway, "heard"):
            return nullcontext(())
        return cast("Hearing", gateway).heard(answers=handed.accepted())

    def _ask(self, gateway: Gateway) -> None:
        """Once a minute: ask a gateway that can be asked what became of what nobody knows."""
        if time.monotonic() - self._asked > ASK_SECONDS:
            self._asked = time.monotonic()
            with self.gates.alone(gateway):
                resolving.ask(gateways={self.channel: gateway}, at=clock.now())

    def _guarded(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
            sent = self.turn()
            self._match()
            if not sent.claimed or self.pace.pause:
                self._busy.clear()
                self._wait()
        except OperationalError as lost:
            _log.warning("the database is away (%s); trying again", lost)
            connection.close()
            self.stopping.wait(POLL_SECONDS)
        except Exception:
            _log.exception("a batch failed; what nobody knows of it is found by the clock")
            connection.close()
            self.stopping.wait(POLL_SECONDS)

    def _match(self) -> None:
        """Find whose the receipts are that came between an answer and its commit."""
        if time.monotonic() - self._matched > MATCH_SECONDS:
            self._matched = time.monotonic()
            receipts.match_waiting(channels=[self.channel], at=clock.now())

    def _wait(self) -> None:
        """Sleep until a word is queued, or the poll; a gateway that takes nothing is left alone for a while."""
        if self.pace.pause:
            self.stopping.wait(self.pace.pause)
            return
        for _ in connection.connection.notifies(timeout=POLL_SECONDS, stop_after=1):
            pass


class Senders:
    """All senders of a process."""

    def __init__(self, *, gateways: Callable[[], Mapping[str, Gateway]], owner: str) -> None:
        self._stopping = threading.Event()
        self._gates = Gates(make=gateways)
        senders = [Sender(channel, self._gates, owner, self._stopping) for channel in brakes.CHANNELS]
        self._threads = [
            threading.Thread(target=hand, name=sender.channel, daemon=True)
            for sender in senders
            for hand in (sender.run, *[sender.help] * (HANDS - 1))
        ]

    def start(self) -> None:
        """Start them."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Tell them to stop, wait until what they have in their hands is handed over, and say goodbye."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        self._gates.close()
