"""What the tests of the SMPP client share: servers that no one here wrote, an ear, messages."""

from __future__ import annotations

import queue
import sys
import threading
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from varsel.outlets.notices.channels import Message, Outcome, Receipt
from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.channels.smpp import smsc
from varsel.outlets.notices.channels.smpp.gateway import SmppGateway
from varsel.outlets.notices.channels.smpp.heard import Note
from varsel.surfaces.bench.smsc import ServerProcess

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TO = "+46700000001"
SOON = 20.0  # seconds; what is waited for comes at once, or never


class Ear:
    """Keeps what is heard; fails as long as it is told to."""

    def __init__(self) -> None:
        self.notes: queue.SimpleQueue[Note] = queue.SimpleQueue()
        self.replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self.fails = 0
        self.count = 0
        self._lock = threading.Lock()

    def receipts(self, *, notes: Sequence[Note]) -> None:
        """Keep receipts."""
        self._fail()
        for note in notes:
            self.notes.put(note)

    def reply(self, *, reply: Reply) -> None:
        """Keep a reply."""
        self._fail()
        self.replies.put(reply)

    def next_receipt(self) -> Receipt:
        """Return the next receipt."""
        return self.notes.get(timeout=SOON).receipt

    def next_reply(self) -> Reply:
        """Return the next reply."""
        return self.replies.get(timeout=SOON)

    def _fail(self) -> None:
        with self._lock:
            if self.fails:
                self.fails -= 1
                raise ConnectionError("the database is away")


def speak(*, port: int, ear: Ear | None = None, password: str = "secret", **settings: Any) -> SmppGateway:
    """Return a client for a server on this machine, not yet started."""
    contract = smsc.read(url=f"smpp://varsel:{password}@127.0.0.1:{port}?sender=FjordSund")
    return SmppGateway(smsc=replace(contract, **settings), listener=ear or Ear(), now=lambda: NOW)


def sms(text: str = "Hej på dig", *, to: str = TO, urgent: bool = False) -> Message:
    """Return a message with a reference of its own."""
    return Message(ref=str(uuid.uuid4()), channel="sms", address=to, content=text.encode(), urgent=urgent)


def handed(gateway: SmppGateway, *messages: Message) -> dict[str, Outcome]:
    """Hand messages over, and return what was answered of each."""
    assert gateway.bound.wait(SOON)
    return dict(gateway.hand_over(messages=messages))


def rust_server(**does: Any) -> ServerProcess:
    """Start the server of the Rust wheel smpp34."""
    return ServerProcess(command=[sys.executable, str(Path(__file__).with_name("rust_server.py"))], **does)
