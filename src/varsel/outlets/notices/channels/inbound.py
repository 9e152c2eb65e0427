"""What a customer writes to us, whatever the channel brings it by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """A customer's words: from which address, to which of ours, when they came (UTC).

    `key` is the same when the gateway sends the same once more: a reply is stored once.
    """

    channel: str
    address: str
    to: str
    text: str
    at: datetime
    key: str
