"""Messages on their way over one link: so many without an answer at any time, refilled at every reading."""

from __future__ import annotations

import asyncio
import queue
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from varsel.outlets.notices.channels import Answer as Answered
from varsel.outlets.notices.channels import Outcome
from varsel.outlets.notices.channels.smpp import pdu, statuses
from varsel.outlets.notices.channels.smpp.heard import canonical_id
from varsel.outlets.notices.channels.smpp.link import Answer, Link
from varsel.outlets.notices.channels.smpp.pace import Pace
from varsel.outlets.notices.channels.smpp.pdu import Command
from varsel.outlets.notices.channels.smpp.smsc import Smsc

MOST_TRIES = 6  # for a part that is throttled when its siblings are already there

Told = list[tuple[str, Outcome]]
Expect = Callable[[list[str]], None]  # (how the gateway calls what it took)
Late = Callable[[str, int, str], None]  # (our reference, status, the gateway's reference)


class Batch:
    """What was handed over together; told in lists as the answers come, and None when there is no more to tell."""

    def __init__(self, *, count: int, expect: Expect) -> None:
        self._expect = expect
        self.told: queue.SimpleQueue[Told | None] = queue.SimpleQueue()
        self._open = count
        self._fresh: Told = []

    def say(self, ref: str, outcome: Outcome | None) -> None:
        """Note the outcome of one message; None is told by not being told: nobody knows."""
        if outcome:
            self._fresh.append((ref, outcome))
        self._open -= 1

    def flush(self) -> None:
        """Tell what was noted since the last time."""
        if self._fresh:
            self._expect([name for _, outcome in self._fresh for name in outcome.gateway_refs])
            self.told.put(self._fresh)
            self._fresh = []
        if self._open == 0:
            self._open = -1
            self.told.put(None)


@dataclass(slots=True, eq=False)
class Errand:
    """One message on its way."""

    ref: str
    bodies: list[bytes]
    batch: Batch
    refs: dict[int, str] = field(default_factory=dict)  # the gateway's, by part
    begun: bool = False
    unknown: bool = False
    refused: str = ""
    blamed: bool = False
    may_work_later: bool = True
    left: int = 0
    tries: int = 0


class Window:
    """Sends errands over a link and tells each one's outcome. Belongs to the link's loop."""

    def __init__(self, *, link: Link, smsc: Smsc, pace: Pace, late: Late) -> None:
        self._link, self._smsc, self._pace, self._late = link, smsc, pace, late
        self._waiting: deque[tuple[Errand, int]] = deque()
        self._batches: set[Batch] = set()
        self._timer: asyncio.TimerHandle | None = None
        self.flying = 0
        link.after_reading = self.refill

    def take(self, *, batch: Batch, errands: list[Errand]) -> None:
        """Take errands on. Those that have not begun when the patience is over are deferred."""
        for errand in errands:
            errand.left = len(errand.bodies)
            self._waiting.extend((errand, part) for part in range(errand.left))
        asyncio.get_running_loop().call_later(self._smsc.patience, self._too_late, batch)
        self.refill()

    def refill(self) -> None:
        """Send as much as the window and the pace allow, and tell what was answered."""
        now, octets = time.monotonic(), []
        while self._waiting and self.flying < self._smsc.window and self._link.is_open:
            wait = self._pace.wait(now=now)
            if wait > 0:
                self._later(wait)
                break
            octets.append(self._submit(*self._waiting.popleft()))
            self._pace.went(now=now)
        if octets:
            self._link.write(b"".join(octets))
        if not self._link.is_open:
            self.defer_waiting(because="not connected")
        for batch in self._batches:
            batch.flush()
        self._batches.clear()

    def defer_waiting(self, *, because: str, batch: Batch | None = None) -> None:
        """Defer what has not begun: the gateway certainly has nothing of it. What has begun is left to its answers."""
        kept: deque[tuple[Errand, int]] = deque()
        for errand, part in self._waiting:
            if (errand.begun and self._link.is_open) or (batch and errand.batch is not batch):
                kept.append((errand, part))
            elif errand.begun:
                self._part_done(errand, unknown=True)
            elif part == 0:
                self._say(errand, Outcome("deferred", because=because))
        self._waiting = kept

    def _too_late(self, batch: Batch) -> None:
        because = "throttled" if self._pace.is_paused(now=time.monotonic()) else "the gateway is slow"
        self.defer_waiting(because=because, batch=batch)
        self.refill()

    def _later(self, wait: float) -> None:
        if self._timer is None or self._timer.when() < asyncio.get_running_loop().time():
            self._timer = asyncio.get_running_loop().call_later(wait, self.refill)

    def _submit(self, errand: Errand, part: int) -> bytes:
        self.flying += 1
        errand.begun = True

        def heard(answer: Answer) -> None:
            self._answered(errand, part, answer)

        return self._link.ask(command=Command.SUBMIT_SM, body=errand.bodies[part], heard=heard)

    def _answered(self, errand: Errand, part: int, answer: Answer) -> None:
        if answer.late:
            assert answer.status is not None
            self._late(errand.ref, answer.status, self._id(answer))
            return
        self.flying -= 1
        if answer.status is None:
            self._part_done(errand, unknown=True)
        elif answer.status == statuses.OK:
            self._pace.accepted()
            errand.refs[part] = self._id(answer)
            self._part_done(errand)
        else:
            self._not_taken(errand, part, statuses.status(code=answer.status))

    def _not_taken(self, errand: Errand, part: int, status: statuses.Status) -> None:
        errand.tries += 1
        if status.means == "throttled":
            self._pace.throttled(now=time.monotonic())
        if status.means in {"throttled", "later"}:
            if len(errand.bodies) == 1:
                self._say(errand, Outcome("deferred", because=status.name))
                return
            if status.means == "throttled" and errand.tries < MOST_TRIES:
                self._waiting.appendleft((errand, part))  # its siblings may be there: only this part goes again
                return
        errand.refused, errand.blamed = status.name, errand.blamed or status.means == "address"
        errand.may_work_later = errand.may_work_later and status.means in {"throttled", "later"}
        self._part_done(errand)

    def _part_done(self, errand: Errand, *, unknown: bool = False) -> None:
        """Conclude a message when its last part is: a refused part is a refused message, whatever its siblings are."""
        errand.left -= 1
        errand.unknown = errand.unknown or unknown
        if errand.left:
            return
        if errand.refused:
            nothing_there = errand.may_work_later and not errand.refs and not errand.unknown
            answer: Answered = "deferred" if nothing_there else "rejected"
            self._say(errand, Outcome(answer, because=errand.refused, permanent=errand.blamed))
        elif errand.unknown:
            self._say(errand, None)
        else:
            self._say(errand, Outcome("accepted", gateway_refs=tuple(errand.refs[at] for at in sorted(errand.refs))))

    def _say(self, errand: Errand, outcome: Outcome | None) -> None:
        errand.batch.say(errand.ref, outcome)
        self._batches.add(errand.batch)

    def _id(self, answer: Answer) -> str:
        return canonical_id(given=pdu.read_message_id(body=answer.body), smsc=self._smsc)
