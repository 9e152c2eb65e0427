"""A mail server that somebody else wrote, set to answer as a test wants; and messages for it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from varsel.kit import ids
from varsel.outlets.notices.channels import Message
from varsel.outlets.notices.channels.mail.addresses import Ours
from varsel.outlets.notices.channels.mail.relay import Relay, To

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
OURS = Ours(
    name="Fjord & Sund", sender="kund@fjord.example", replies="svar@fjord.example", bounces="studs@fjord.example"
)
WORDS = "Din tjänst är öppen igen\n\nDu behöver inte göra något.\n\nKund: K-1\n\nFjord & Sund\nTelefon: 1"


def message(*, words: str = WORDS, address: str = "anna@example.test", **changes: Any) -> Message:
    """Return a message in Swedish, but for the changes."""
    given: dict[str, Any] = {"ref": str(ids.new(at=AT)), "language": "sv", "country": "SE", "about": "service:9"}
    return Message(channel="email", address=address, content=words.encode(), **(given | changes))


@dataclass(slots=True)
class Mailbox:
    """What came, and how to answer: by command, a line or something to do first."""

    came: list[tuple[str, EmailMessage]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    at_data: Callable[[SMTP], None] | None = None

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        """Take who sends."""
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 ok")

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        """Take to whom."""
        answer = self.answers.get(address, self.answers.get("RCPT", "250 ok"))
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the text."""
        if self.at_data:
            self.at_data(server)
        mail = message_from_bytes(envelope.content or b"", policy=policy.default)
        self.came.append((envelope.mail_from or "", mail))
        return self.answers.get("DATA", "250 ok")


@contextmanager
def relayed(*, box: Mailbox, **more: Any) -> Iterator[Relay]:
    """Run the server on loopback, and give the relay that leads there."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, **more)
    controller.start()
    relay = Relay(to=To(host="127.0.0.1", port=port, tls="none"), ours=OURS)
    try:
        yield relay
    finally:
        relay.close()
        controller.stop()
