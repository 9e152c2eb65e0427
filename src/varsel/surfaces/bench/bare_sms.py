"""The limit of `varsel bench outbox`: the same client with the same window against the same server, and no Varsel."""

from __future__ import annotations

import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from varsel.kit import clock
from varsel.outlets.notices.channels import Message
from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.channels.smpp.gateway import SmppGateway
from varsel.outlets.notices.channels.smpp.heard import Note
from varsel.outlets.notices.channels.smpp.smsc import Smsc

TEXT = "Hej! Ditt bredband på Storgatan är åter öppet. Frågor: 020-12 34 56. /Fjord & Sund"
LONGEST = 30.0  # seconds to bind, and to wait for the last receipt


@dataclass(frozen=True, slots=True)
class Bare:
    """What a run came to: messages a second until the last answer, and until the last receipt was heard."""

    answers: Mapping[str, int]
    receipts: int
    answered_a_second: float
    proved_a_second: float
    cpu_microseconds: float  # of this process, a message


class _Counting:
    """Stores nothing; tells when all receipts are there."""

    def __init__(self, *, expected: int) -> None:
        self.count, self._expected = 0, expected
        self.all_there = threading.Event()

    def receipts(self, *, notes: Sequence[Note]) -> None:
        self.count += len(notes)
        if self.count >= self._expected:
            self.all_there.set()

    def reply(self, *, reply: Reply) -> None:
        del reply


def bare(*, smsc: Smsc, count: int, batch: int = 1000) -> Bare:
    """Hand so many SMS over and wait for their receipts (the server must send one each).

    :raises TimeoutError: when the server does not let us in.
    """
    listener = _Counting(expected=count)
    with SmppGateway(smsc=smsc, listener=listener, now=clock.now) as gateway:
        if not gateway.bound.wait(LONGEST):
            raise TimeoutError(f"{smsc.name}: {gateway.health.because}")
        answers: Counter[str] = Counter()
        begun, cpu = time.perf_counter(), time.process_time()
        for messages in _batches(count=count, batch=batch):
            answers.update(outcome.answer for _, outcome in gateway.hand_over(messages=messages))
        answered = time.perf_counter() - begun
        listener.all_there.wait(LONGEST)
        proved, used = time.perf_counter() - begun, time.process_time() - cpu
    return Bare(
        answers=dict(answers),
        receipts=listener.count,
        answered_a_second=count / answered,
        proved_a_second=count / proved,
        cpu_microseconds=used / count * 1e6,
    )


def _batches(*, count: int, batch: int) -> Iterator[list[Message]]:
    content = TEXT.encode()
    for begin in range(0, count, batch):
        size = min(batch, count - begin)
        yield [Message(str(uuid.uuid4()), "sms", "+46700000001", content) for _ in range(size)]
