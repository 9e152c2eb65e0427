"""E-mail by SMTP to a relay, on a connection that is kept. The relay signs (DKIM) and finds the way."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from varsel.outlets.notices.channels import Message, Outcome
from varsel.outlets.notices.channels.mail.addresses import BadAddress, Ours, recipient, tagged
from varsel.outlets.notices.channels.mail.answers import answer
from varsel.outlets.notices.channels.mail.composing import POLICY, compose

TIMEOUT_SECONDS = 30
_TAKEN = 250


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
        try:
            code, text = server.data(mail.as_bytes(policy=POLICY))
        except smtplib.SMTPDataError as no:
            code, text = no.smtp_code, no.smtp_error if isinstance(no.smtp_error, bytes) else no.smtp_error.encode()
        if code == _TAKEN:
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
    for code, text in (server.mail(bounces), server.rcpt(to)):
        if code == 421:  # it is closing: as if it were away
            raise smtplib.SMTPServerDisconnected(text.decode("utf-8", "replace"))
        if code not in (250, 251):
            return answer(code=code, text=text.decode("utf-8", "replace"))
    return None
