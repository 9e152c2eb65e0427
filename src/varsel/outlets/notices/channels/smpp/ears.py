"""A thread that has what the gateway sends stored, and only then answers: what was not stored comes again."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.channels.smpp import pdu, statuses
from varsel.outlets.notices.channels.smpp.heard import Note, Piece, read
from varsel.outlets.notices.channels.smpp.joining import Joiner, Token
from varsel.outlets.notices.channels.smpp.link import Link
from varsel.outlets.notices.channels.smpp.smsc import Smsc

MOST_AT_ONCE = 1000
MANY, MOMENT = 50, 0.03  # where many come at once, so many seconds bring more of them, stored at the cost of one
_log = logging.getLogger(__name__)


class Listener(Protocol):
    """Who stores what is heard. Called in a thread of the channel's own; when it raises, the gateway sends again."""

    def receipts(self, *, notes: Sequence[Note]) -> None:
        """Store receipts, whatever their order and however often they come."""

    def reply(self, *, reply: Reply) -> None:
        """Store a customer's words, once."""


class Arrival(NamedTuple):
    """A deliver_sm as it came in; without a link it is a note of our own, about an answer that came late."""

    link: Link | None
    sequence: int = 0
    body: bytes = b""
    note: Note | None = None


Acknowledge = Callable[[list[Token], int], None]


class Ears:
    """Reads, stores and answers, in the order of arrival and in batches."""

    def __init__(
        self, *, smsc: Smsc, listener: Listener, acknowledge: Acknowledge, now: Callable[[], datetime]
    ) -> None:
        self._smsc, self._listener, self._acknowledge, self._now = smsc, listener, acknowledge, now
        self._arrived: queue.SimpleQueue[Arrival | None] = queue.SimpleQueue()
        self._many = False
        self._joiner = Joiner(patience=smsc.joined_within)
        self._thread = threading.Thread(target=self._run, name="smpp-ears", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def hear(self, arrival: Arrival) -> None:
        """Take in what came; returns at once."""
        self._arrived.put(arrival)

    def stop(self) -> None:
        """Store what is there, and end."""
        self._arrived.put(None)
        self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            batch = self._next()
            going = None not in batch
            self._store([one for one in batch if one])
            for whole in self._joiner.overdue(now=time.monotonic(), at=self._now()):
                self._reply(whole.reply, whole.tokens)

    def _next(self) -> list[Arrival | None]:
        """Wait for the next arrival, and return it with those behind it; nothing when a reply is overdue."""
        batch: list[Arrival | None] = []
        try:
            batch.append(self._arrived.get(timeout=self._joiner.wait(now=time.monotonic())))
            if self._many:  # a gateway that sends few at a time waits for our answer before it sends more
                time.sleep(MOMENT)
            while len(batch) < MOST_AT_ONCE:
                batch.append(self._arrived.get_nowait())
        except queue.Empty:
            pass
        self._many = len(batch) >= MANY
        return batch

    def _store(self, batch: list[Arrival]) -> None:
        notes: list[Note] = []
        tokens: list[Token] = []
        at = self._now()
        for one in batch:
            heard = one.note or self._read(one, at=at)
            if isinstance(heard, Note):
                notes.append(heard)
                tokens += [(one.link, one.sequence)] if one.link else []
            elif heard:
                token = (one.link, one.sequence)
                if whole := self._joiner.take(piece=heard, token=token, now=time.monotonic(), at=at):
                    self._reply(whole.reply, whole.tokens)
        if notes:
            self._guarded(lambda: self._listener.receipts(notes=notes), tokens)

    def _read(self, one: Arrival, *, at: datetime) -> Note | Piece | None:
        try:
            return read(delivered=pdu.read_delivered(body=one.body), smsc=self._smsc, at=at)
        except ValueError as broken:
            _log.warning("%s sent a deliver_sm that can't be read: %s", self._smsc.name, broken)
            self._acknowledge([(one.link, one.sequence)], statuses.NEVER)
            return None

    def _reply(self, reply: Reply, tokens: list[Token]) -> None:
        self._guarded(lambda: self._listener.reply(reply=reply), tokens)

    def _guarded(self, store: Callable[[], None], tokens: list[Token]) -> None:
        try:
            store()
        except Exception:  # whatever broke, the database most of all: the gateway keeps it and sends it again
            _log.exception("what %s sent could not be stored; it will come again", self._smsc.name)
            self._acknowledge(tokens, statuses.NOT_NOW)
        else:
            self._acknowledge(tokens, statuses.OK)
