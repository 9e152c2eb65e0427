"""E-mail by SMTP to a relay, on a connection that is kept. The relay signs (DKIM) and finds the way."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from varsel.outlets.notices.channels import Message, Outcome
from varsel.outlets.notices.channels.mail.addresses import BadAddress, Ours, recipient, tagged
from varsel.outlets.notices.channels.mail.answers import answer
from varsel.outlets.notices.channels.mail.composing import POLICY, compose

TIMEOUT_SECONDS = 30
_TAKEN, _GO_ON = 250, 354
_DOT = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class To:
    """Which relay, and how it is spoken to. `tls`: at once, by STARTTLS, or none (for a relay on this host)."""

    host: str
    port: int
    tls: Literal["none", "starttls", "implicit"]
    user: str = ""
    password: str = ""


class BadRelay(Exception):
    """No address of a relay; says how one is written."""


def read(*, url: str) -> To:
    """Return the relay at an address: `smtp://host:25`, `smtp+starttls://user:password@host:587`, `smtps://…:465`.

    :raises BadRelay: for anything else.
    """
    parts = urlsplit(url)
    kinds: dict[str, tuple[Literal["none", "starttls", "implicit"], int]] = {
        "smtp": ("none", 25),
        "smtp+starttls": ("starttls", 587),
        "smtps": ("implicit", 465),
    }
    if parts.scheme not in kinds or not parts.hostname:
        raise BadRelay(f"write a mail relay as {', '.join(kinds)} and ://user:password@host:port")
    tls, port = kinds[parts.scheme]
    return To(
        host=parts.hostname,
        port=parts.port or port,
        tls=tls,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


class Relay:
    """A gateway for e-mail. What the relay takes counts as received unless it bounces."""

    receipts = False

    def __init__(self, *, to: To, ours: Ours) -> None:
        self._to, self._ours = to, ours
        self._server: smtplib.SMTP | None = None

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Hand over one after the other. What was being told when the connection broke is not answered: unknown."""
        for message in messages:
            try:
                outcome = self._hand_over(message)
            except (OSError, smtplib.SMTPException):  # after the text was begun: nobody knows who has it
                self.close()
            else:
                yield message.ref, outcome

    def close(self) -> None:
        """Leave the relay."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _hand_over(self, message: Message) -> Outcome:
        try:
            mail = compose(message=message, ours=self._ours)
            to = recipient(address=message.address).addr_spec
        except BadAddress as wrong:
            return Outcome(answer="rejected", because=str(wrong))
        try:
            server, refused = self._begun(to=to, bounces=tagged(address=self._ours.bounces, ref=message.ref))
            if refused:
                server.rset()
                return refused
        except (OSError, smtplib.SMTPException) as away:  # before the text: certainly not handed over
            self.close()
            return Outcome(answer="deferred", because=f"{self._to.host}: {away}")
        code, text = _told(server, mail.as_bytes(policy=POLICY))
        if code < 300:
            return Outcome(answer="accepted", gateway_refs=(self._ours.message_id(ref=message.ref),))
        return answer(code=code, text=text.decode("utf-8", "replace"))

    def _begun(self, *, to: str, bounces: str) -> tuple[smtplib.SMTP, Outcome | None]:
        """Say from whom and to whom; a connection that the relay closed meanwhile is made anew, once."""
        if self._server is not None:
            try:
                return self._server, _envelope(self._server, to, bounces)
            except (OSError, smtplib.SMTPException):
                self.close()
        self._server = self._connected()
        return self._server, _envelope(self._server, to, bounces)

    def _connected(self) -> smtplib.SMTP:
        to, context = self._to, ssl.create_default_context()
        if to.tls == "implicit":
            server: smtplib.SMTP = smtplib.SMTP_SSL(to.host, to.port, timeout=TIMEOUT_SECONDS, context=context)
        else:
            server = smtplib.SMTP(to.host, to.port, timeout=TIMEOUT_SECONDS)
        try:
            if to.tls == "starttls":
                server.starttls(context=context)
            if to.user:
                server.login(to.user, to.password)
            server.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server


def _envelope(server: smtplib.SMTP, to: str, bounces: str) -> Outcome | None:
    """Say all that comes before the text. The server that has not yet asked for the text can't have it."""
    steps: tuple[tuple[Callable[[], tuple[int, bytes]], tuple[int, ...]], ...] = (
        (lambda: server.mail(bounces), (_TAKEN,)),
        (lambda: server.rcpt(to), (_TAKEN, 251)),
        (lambda: server.docmd("data"), (_GO_ON,)),
    )
    for say, goes_on in steps:
        code, text = say()
        if code in (421, -1):  # it is closing, or talks nonsense: as if it were away
            raise smtplib.SMTPServerDisconnected(text.decode("utf-8", "replace"))
        if code not in goes_on:
            return answer(code=code, text=text.decode("utf-8", "replace"))
    return None


def _told(server: smtplib.SMTP, mail: bytes) -> tuple[int, bytes]:
    """Say the text, with lines that begin with a dot told apart from the end (RFC 5321, 4.5.2); return the answer."""
    server.send(_DOT.sub(b"..", mail).removesuffix(b"\r\n") + b"\r\n.\r\n")
    code, answered = server.getreply()
    if not 200 <= code < 300 and not 400 <= code < 600:
        raise smtplib.SMTPServerDisconnected("what it says of the text is no answer")
    return code, answered
