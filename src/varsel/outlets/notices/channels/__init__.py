"""Ways out: each channel is a gateway with one verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """What is handed over: our reference, where to, and the bytes as they were stored (UTF-8)."""

    ref: str
    channel: str
    address: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gateway answered: accepted with its own reference, or rejected with the reason."""

    accepted: bool
    gateway_ref: str = ""
    because: str = ""


class Gateway(Protocol):
    """Something that takes messages. An exception means that nobody knows whether it did."""

    def hand_over(self, *, message: Message) -> Outcome:
        """Hand one message over and return the answer."""
