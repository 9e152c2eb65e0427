"""One connection to the gateway: framing, requests with their answers and time limits, the life sign."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from varsel.outlets.notices.channels.smpp import pdu, statuses
from varsel.outlets.notices.channels.smpp.pdu import Broken, Command, Pdu
from varsel.outlets.notices.channels.smpp.smsc import Smsc

_log = logging.getLogger(__name__)


class Refused(OSError):
    """The gateway did not let us in."""


class Answer(NamedTuple):
    """What came of a request: a status, or None when nobody knows; late after its time limit was up."""

    status: int | None
    body: bytes = b""
    late: bool = False


Heard = Callable[[Answer], None]


class _Asked(NamedTuple):
    """A request on its way: what was asked, until when an answer is waited for, and who hears it."""

    command: int
    limit: float
    heard: Heard


class Owner(Protocol):
    """Who is told what the gateway sends."""

    def delivered(self, *, link: Link, sequence: int, body: bytes) -> None:
        """Hear a deliver_sm; it is answered by `acknowledge` once it is stored."""


class Link(asyncio.Protocol):
    """A bound connection. Belongs to one event loop and its thread."""

    def __init__(self, *, smsc: Smsc, owner: Owner) -> None:
        self._smsc, self._owner = smsc, owner
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._sequence = 0
        self._asked: dict[int, _Asked] = {}  # in the order of their limits
        self._overdue: dict[int, _Asked] = {}
        self._last_heard = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self.closed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.leaving = False  # one side has said goodbye: nothing more is sent
        self.unacknowledged = 0
        self.after_reading: Callable[[], None] = lambda: None  # all answers of one reading are told: time to send on

    @property
    def is_open(self) -> bool:
        """Tell whether something may be sent."""
        return not (self.closed.done() or self.leaving)

    async def bind(self) -> None:
        """Bind as a transceiver.

        :raises Refused: when the gateway does not let us in, or does not answer in time.
        """
        smsc = self._smsc
        body = pdu.bind(system_id=smsc.system_id, password=smsc.password, system_type=smsc.system_type)
        answer = await self._ask_and_wait(Command.BIND_TRANSCEIVER, body)
        if answer.status is None:
            raise Refused("no answer to the bind")
        if answer.status:
            raise Refused(f"bind refused: {statuses.status(code=answer.status).name}")

    async def unbind(self) -> None:
        """Say goodbye and close, whether or not the gateway answers."""
        if not self.closed.done():
            await self._ask_and_wait(Command.UNBIND)
        self.abort(because="closed by us")

    def ask(self, *, command: int, body: bytes = b"", heard: Heard) -> bytes:
        """Register a request and return its octets, which the caller writes. `heard` is called once or, late, twice."""
        self._sequence = 1 if self._sequence >= pdu.LAST_SEQUENCE else self._sequence + 1
        self._asked[self._sequence] = _Asked(command, time.monotonic() + self._smsc.answer_within, heard)
        return pdu.pack(command=command, sequence=self._sequence, body=body)

    def write(self, octets: bytes) -> None:
        """Send."""
        if self._transport and not self._transport.is_closing():
            self._transport.write(octets)

    def acknowledge(self, *, sequences: Sequence[int], status: int) -> None:
        """Answer deliver_sm that came, all in one writing: each of its own would be a reading of its own over there."""
        self.unacknowledged -= len(sequences)
        self.write(b"".join(self._answer(Command.DELIVER_SM, one, status=status, body=b"\0") for one in sequences))

    def abort(self, *, because: str) -> None:
        """Close at once, and tell everyone who waits that nobody knows."""
        if self.closed.done():
            return
        self.closed.set_result(because)
        if self._timer:
            self._timer.cancel()
        if self._transport:
            self._transport.abort()
        waiting, self._asked, self._overdue = self._asked, {}, {}
        for one in waiting.values():
            one.heard(Answer(None))
        self.after_reading()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to look after the limits."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._last_heard = time.monotonic()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Hear that the connection is gone."""
        self.abort(because=f"connection lost: {exc}" if exc else "the gateway closed the connection")

    def data_received(self, data: bytes) -> None:
        """Take what came apart, tell each answer, and then let the owner send on: in one go, for speed."""
        self._last_heard = time.monotonic()
        self._have_read()
        self._buffer += data
        try:
            for one in pdu.unpack(buffer=self._buffer):
                self._take(one)
        except Broken as broken:
            self.abort(because=f"not SMPP: {broken}")
            return
        self.after_reading()

    def _have_read(self) -> None:
        """Acknowledge at once what TCP brought: a peer that collects small packets (Nagle) waits for it, 40 ms each."""
        connected = self._transport.get_extra_info("socket") if self._transport else None
        if connected is not None and hasattr(socket, "TCP_QUICKACK"):  # Linux; it holds until the next reading
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

    def _take(self, one: Pdu) -> None:
        if one.command & pdu.ANSWER:
            self._answered(one)
        elif one.command == Command.DELIVER_SM:
            self.unacknowledged += 1
            self._owner.delivered(link=self, sequence=one.sequence, body=one.body)
        elif one.command == Command.ENQUIRE_LINK:
            self.write(self._answer(Command.ENQUIRE_LINK, one.sequence))
        elif one.command == Command.UNBIND:
            self.leaving = True
            self.write(self._answer(Command.UNBIND, one.sequence))
            limit = self._smsc.answer_within  # for the answers that are still to come
            asyncio.get_running_loop().call_later(limit, lambda: self.abort(because="the gateway said goodbye"))
        elif one.command != Command.ALERT_NOTIFICATION:
            octets = pdu.pack(command=Command.GENERIC_NACK, sequence=one.sequence, status=statuses.INVALID_COMMAND)
            self.write(octets)

    def _answered(self, one: Pdu) -> None:
        """Tell who asked. An answer to another request than the one of its number says nothing of it: nobody knows."""
        is_late = one.sequence in self._overdue
        waiting = self._overdue if is_late else self._asked
        asked = waiting.get(one.sequence)
        if asked is None or one.command not in (asked.command | pdu.ANSWER, Command.GENERIC_NACK):
            return
        del waiting[one.sequence]
        status = one.status
        if one.command == Command.GENERIC_NACK:  # whatever its status says: nothing was taken
            status = status or statuses.UNKNOWN_ERROR
        asked.heard(Answer(status, one.body, late=is_late))

    def _answer(self, command: Command, sequence: int, status: int = 0, body: bytes = b"") -> bytes:
        return pdu.pack(command=command | pdu.ANSWER, sequence=sequence, status=status, body=body)

    async def _ask_and_wait(self, command: Command, body: bytes = b"") -> Answer:
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

        def heard(answer: Answer) -> None:
            if not answered.done():
                answered.set_result(answer)

        self.write(self.ask(command=command, body=body, heard=heard))
        return await answered

    def _look(self) -> None:
        """Give up waiting for what is overdue, and ask for a life sign when it has been quiet for long."""
        now, smsc = time.monotonic(), self._smsc
        self._give_up(now=now)
        if self.closed.done():  # there was no life sign
            return
        if now - self._last_heard >= smsc.enquire_every:
            self._last_heard = now  # the next life sign is asked for a whole time later
            self.write(self.ask(command=Command.ENQUIRE_LINK, heard=self._alive))
        often = min(smsc.answer_within, smsc.enquire_every) / 10
        self._timer = asyncio.get_running_loop().call_later(often, self._look)

    def _give_up(self, *, now: float) -> None:
        given_up = False
        while self._asked and (first := next(iter(self._asked.items())))[1].limit <= now:
            sequence, asked = first
            del self._asked[sequence]
            self._overdue[sequence] = asked
            asked.heard(Answer(None))
            given_up = True
        if given_up:
            self.after_reading()

    def _alive(self, answer: Answer) -> None:
        if answer.status is None:
            self.abort(because="no life sign")
