"""Ways out: each channel is a gateway that takes messages in batches and answers each; some tell later what arrived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

Answer = Literal["accepted", "rejected", "deferred"]
Arrived = Literal["accepted", "delivered", "failed", "expired", "unknown"]


class Message(NamedTuple):
    """What is handed over: our reference (a UUID), where to, and the bytes as they were stored (UTF-8).

    `about` is what it is about ("invoice:5"): e-mails about the same thing belong together. An e-mail's and a letter's
    subject is the content's first line, then an empty one. `unsubscribe` is where an offer is ended.
    """

    ref: str
    channel: str
    address: str
    content: bytes
    urgent: bool = False
    about: str = ""
    language: str = ""
    country: str = ""
    unsubscribe: str = ""


class Outcome(NamedTuple):
    """What the gateway answered.

    accepted: it has the message, and calls it `gateway_refs`, one a part. rejected: it will not send it; `permanent`
    says that the address is to blame. deferred: it certainly does not have it (throttled, not connected, over a cap):
    the notice waits for a later moment.
    """

    answer: Answer
    gateway_refs: tuple[str, ...] = ()
    because: str = ""
    permanent: bool = True


class Receipt(NamedTuple):
    """What a gateway tells later of a message, or of one part of it: by our reference or by its own.

    `at` is when it happened by the gateway's clock, in UTC. expired: not delivered in time; the address may be right.
    """

    state: Arrived
    at: datetime
    ref: str = ""
    gateway_ref: str = ""
    because: str = ""


class Gateway(Protocol):
    """Something that takes messages.

    `receipts`: what it accepts has arrived only once a receipt says so; else accepted counts as received, unless it
    bounces later. A gateway is called from one thread at a time, with no more than three tenths of a second carried
    before: what it can't hand over within a second or two it answers `deferred`, so that a stop stops and urgent words
    get past.
    """

    receipts: bool

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Hand messages over, urgent ones first, and yield each one's reference with the answer as it comes.

        What is not yielded, or comes after an exception, is unknown: nobody knows whether the gateway has it.
        """


class Hearing(Gateway, Protocol):
    """A gateway whose receipts come over the link by which its messages go, some while it is still handed others."""

    def heard(self, *, answers: Iterable[Outcome]) -> AbstractContextManager[Sequence[Receipt]]:
        """Give what came so far of messages that were just accepted.

        It is for the block to store: when the block ends well the gateway is told that it is, else it comes again.
        """


class Asked(Gateway, Protocol):
    """A gateway that can be asked what became of messages whose answer was lost."""

    def ask(self, *, refs: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
        """Yield what the gateway says of each reference it knows for sure: accepted, or rejected if it never came."""
