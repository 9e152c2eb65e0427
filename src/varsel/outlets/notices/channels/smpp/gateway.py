"""SMS through one SMPP gateway: bound again whenever the link is lost, from a thread of its own."""

from __future__ import annotations

import asyncio
import logging
import queue
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from varsel.outlets.notices.channels import Message, Outcome, Receipt
from varsel.outlets.notices.channels.smpp import statuses
from varsel.outlets.notices.channels.smpp.ears import Ears, Listener
from varsel.outlets.notices.channels.smpp.heard import Note
from varsel.outlets.notices.channels.smpp.holding import Arrival
from varsel.outlets.notices.channels.smpp.joining import Token
from varsel.outlets.notices.channels.smpp.link import Link
from varsel.outlets.notices.channels.smpp.pace import Pace
from varsel.outlets.notices.channels.smpp.parts import Unsendable, bodies
from varsel.outlets.notices.channels.smpp.smsc import Smsc
from varsel.outlets.notices.channels.smpp.window import Batch, Errand, Window

MOMENT = 0.2  # seconds: of what was handed over now, a gateway that tells at once has told by then
LONGEST_WAIT = 60.0  # seconds between two attempts to bind
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Health:
    """How the channel is: `because` says why it is down, or what the gateway last complained of."""

    name: str
    state: Literal["up", "down", "throttled"]
    because: str
    flying: int


class SmppGateway:
    """A gateway for the channel "sms". Call `start` once, `close` at the end; or use it as a context."""

    receipts = True

    def __init__(self, *, smsc: Smsc, listener: Listener, now: Callable[[], datetime]) -> None:
        self._smsc, self._now = smsc, now
        self._ears = Ears(smsc=smsc, listener=listener, acknowledge=self._acknowledge, now=now)
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="smpp", daemon=True)
        self._pace = Pace(rate=smsc.rate)
        self._window: Window | None = None
        self._early: list[tuple[Batch, list[Errand]]] = []  # handed over before the first bind was through
        self._because = "not bound yet"
        self._down = False
        self.bound = threading.Event()

    def __enter__(self) -> SmppGateway:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Bind, and stay bound, from now on; returns at once."""
        self._ears.start()
        self._thread.start()

    def close(self) -> None:
        """Wait for what is on its way, say goodbye and end. Closing once more does nothing."""
        if self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()
        self._ears.stop()

    @property
    def health(self) -> Health:
        """Return how the channel is at this moment."""
        window = self._window
        if window is None:
            return Health(self._smsc.name, "down", self._because, 0)
        paused = self._pace.is_paused(now=time.monotonic())
        return Health(self._smsc.name, "throttled" if paused else "up", "", window.flying)

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Hand SMS over, urgent ones first, and yield each one's reference with the answer as it comes.

        What is not yielded is unknown: its answer may still come as a receipt "accepted". What could not be sent in
        two seconds is deferred: the gateway certainly does not have it.
        """
        errands: list[tuple[str, list[bytes]]] = []
        for message in sorted(messages, key=lambda one: not one.urgent):
            try:
                errands.append((message.ref, bodies(message=message, smsc=self._smsc)))
            except Unsendable as error:
                yield message.ref, Outcome("rejected", because=str(error), permanent=error.permanent)
        if not errands:
            return
        batch = Batch(count=len(errands), expect=self._ears.expect)
        whole = [Errand(ref=ref, bodies=parts, batch=batch) for ref, parts in errands]
        self._loop.call_soon_threadsafe(self._take, batch, whole)
        yield from self._told(batch)

    def heard(self, *, answers: Iterable[Outcome]) -> AbstractContextManager[Sequence[Receipt]]:
        """Give the receipts of these messages that came meanwhile, to be stored before the block ends."""
        names = {name for one in answers for name in one.gateway_refs}
        return self._ears.heard(names=names, within=MOMENT)

    def _told(self, batch: Batch) -> Iterator[tuple[str, Outcome]]:
        longest = self._smsc.patience + 2 * self._smsc.answer_within + 10
        try:
            while (told := batch.told.get(timeout=longest)) is not None:
                yield from told
        except queue.Empty:
            _log.error("%s: the thread of the link does not answer", self._smsc.name)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._stay_bound())
        finally:
            self._loop.close()

    async def _stay_bound(self) -> None:
        wait = self._smsc.first_wait
        while not self._stopping.is_set():
            try:
                link = await self._bind()
            except (OSError, TimeoutError) as error:
                self._is_down(because=str(error) or type(error).__name__)
            else:
                wait = self._smsc.first_wait
                self._is_down(because=await self._until_lost(link))
            if not self._stopping.is_set():
                await _first_of(self._stopping.wait(), asyncio.sleep(wait))
                wait = min(2 * wait, LONGEST_WAIT)
        self._is_down(because="closed by us")

    async def _bind(self) -> Link:
        """Connect and bind.

        :raises OSError: when it does not work (TimeoutError and Refused are such).
        """
        smsc = self._smsc
        context = ssl.create_default_context(cafile=smsc.ca or None) if smsc.tls else None
        async with asyncio.timeout(smsc.answer_within):
            _, link = await self._loop.create_connection(
                lambda: Link(smsc=smsc, owner=self), smsc.host, smsc.port, ssl=context
            )
        try:
            await link.bind()
        except OSError:
            link.abort(because="not bound")
            raise
        return link

    async def _until_lost(self, link: Link) -> str:
        """Serve a bound link; return why it ended."""
        window = Window(link=link, smsc=self._smsc, pace=self._pace, late=self._late)
        self._window, self._down = window, False
        self.bound.set()
        early, self._early = self._early, []
        for batch, errands in early:
            window.take(batch=batch, errands=errands)
        await _first_of(self._stopping.wait(), asyncio.shield(link.closed))
        if not link.closed.done():
            await self._say_goodbye(link, window)
        self.bound.clear()
        self._window = None
        return link.closed.result()

    async def _say_goodbye(self, link: Link, window: Window) -> None:
        link.leaving = True  # nothing new is sent, and what waits is deferred
        window.refill()
        for _ in range(100):
            if link.closed.done() or not (window.flying or link.unacknowledged):
                break
            await asyncio.sleep(self._smsc.answer_within / 100)
        await link.unbind()

    def _is_down(self, *, because: str) -> None:
        self._because, self._down = because, True
        _log.log(logging.INFO if self._stopping.is_set() else logging.WARNING, "%s: %s", self._smsc.name, because)
        self._early_no_longer()

    def _early_no_longer(self) -> None:
        early, self._early = self._early, []
        for batch, errands in early:
            self._defer(batch, errands)

    def _take(self, batch: Batch, errands: list[Errand]) -> None:
        if self._window:
            self._window.take(batch=batch, errands=errands)
        elif self._down:
            self._defer(batch, errands)
        else:
            self._early.append((batch, errands))
            self._loop.call_later(self._smsc.patience, self._early_no_longer)

    def _defer(self, batch: Batch, errands: list[Errand]) -> None:
        for errand in errands:
            batch.say(errand.ref, Outcome("deferred", because=f"not connected: {self._because}"))
        batch.flush()

    def delivered(self, *, link: Link, sequence: int, body: bytes) -> None:
        """Pass on what the gateway sent (in the link's thread)."""
        self._ears.hear(Arrival(link, sequence, body))

    def _acknowledge(self, tokens: list[Token], status: int) -> None:
        """Answer what was stored (in the thread of the ears)."""

        def answer() -> None:
            for link, some in groupby(tokens, key=lambda token: token[0]):
                assert isinstance(link, Link)
                link.acknowledge(sequences=[sequence for _, sequence in some], status=status)

        if tokens and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(answer)

    def _late(self, ref: str, status: int, gateway_ref: str) -> None:
        """Hear an answer that nobody waits for any more (in the link's thread): it tells what became of an unknown."""
        name = statuses.status(code=status).name
        taken = status == statuses.OK
        receipt = Receipt(
            state="accepted" if taken else "failed",
            at=self._now(),
            ref=ref,
            gateway_ref=gateway_ref if taken else "",
            because="" if taken else name,
        )
        self._ears.hear(Arrival(None, note=Note(receipt, address="")))


async def _first_of(*waits: object) -> None:
    """Wait until one of these is done, and leave the others."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]  # type: ignore[call-overload]
    _, left = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in left:
        task.cancel()
