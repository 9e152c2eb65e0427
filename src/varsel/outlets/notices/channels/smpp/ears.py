"""A thread that has what the gateway sends stored, and only then answers: what was not stored comes again."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from varsel.outlets.notices.channels import Receipt
from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.channels.smpp import pdu, statuses
from varsel.outlets.notices.channels.smpp.heard import Note, Piece, read
from varsel.outlets.notices.channels.smpp.holding import MANY, Arrival, Holding
from varsel.outlets.notices.channels.smpp.joining import Joiner, Token
from varsel.outlets.notices.channels.smpp.smsc import Smsc

MOST_AT_ONCE = 1000
MOMENT = 0.03  # where many come at once, so many seconds bring more of them, stored at the cost of one
_log = logging.getLogger(__name__)


class Listener(Protocol):
    """Who stores what is heard. Called in a thread of the channel's own; when it raises, the gateway sends again."""

    def receipts(self, *, notes: Sequence[Note]) -> None:
        """Store receipts, whatever their order and however often they come."""

    def reply(self, *, reply: Reply) -> None:
        """Store a customer's words, once."""


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
        self._holding = Holding()
        self._thread = threading.Thread(target=self._run, name="smpp-ears", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def hear(self, arrival: Arrival) -> None:
        """Take in what came; returns at once."""
        self._arrived.put(arrival)

    def expect(self, names: Iterable[str]) -> None:
        """Know how the gateway calls what it just took."""
        self._holding.expect(names=names, now=time.monotonic())

    @contextmanager
    def heard(self, *, names: Set[str], within: float) -> Iterator[list[Receipt]]:
        """Yield the receipts of what was just handed over, and answer them when the block has stored them."""
        arrivals = self._holding.take(names=names, within=within)
        try:
            yield [one.note.receipt for one in arrivals if one.note]
        except BaseException:
            for one in arrivals:
                self.hear(one)
            raise
        self._acknowledge(_tokens(arrivals), statuses.OK)

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
            now = time.monotonic()
            self._keep(self._holding.overdue(now=now) if going else self._holding.overdue(now=now, longest=0.0))
            for whole in self._joiner.overdue(now=now, at=self._now()):
                self._reply(whole.reply, whole.tokens)

    def _next(self) -> list[Arrival | None]:
        """Wait for the next arrival, and return it with those behind it; nothing when something is overdue."""
        batch: list[Arrival | None] = []
        try:
            batch.append(self._arrived.get(timeout=self._longest(now=time.monotonic())))
            if self._many:  # a gateway that sends few at a time waits for our answer before it sends more
                time.sleep(MOMENT)
            while len(batch) < MOST_AT_ONCE:
                batch.append(self._arrived.get_nowait())
        except queue.Empty:
            pass
        self._many = len(batch) >= MANY
        return batch

    def _longest(self, *, now: float) -> float | None:
        """Return the seconds until something is overdue, or None."""
        waits = (self._joiner.wait(now=now), self._holding.wait(now=now))
        return min((one for one in waits if one is not None), default=None)

    def _store(self, batch: list[Arrival]) -> None:
        arrivals: list[Arrival] = []
        at = self._now()
        for one in batch:
            heard = one.note or self._read(one, at=at)
            if isinstance(heard, Note):
                arrivals.append(one._replace(note=heard))
            elif heard:
                token = (one.link, one.sequence)
                if whole := self._joiner.take(piece=heard, token=token, now=time.monotonic(), at=at):
                    self._reply(whole.reply, whole.tokens)
        self._keep(self._holding.hold(arrivals=arrivals, now=time.monotonic()))

    def _keep(self, arrivals: list[Arrival]) -> None:
        notes = [one.note for one in arrivals if one.note]
        if notes:
            self._guarded(lambda: self._listener.receipts(notes=notes), _tokens(arrivals))

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


def _tokens(arrivals: Sequence[Arrival]) -> list[Token]:
    return [(one.link, one.sequence) for one in arrivals if one.link]
