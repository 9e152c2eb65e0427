"""What comes back by e-mail: reports of what was not delivered, complaints, machines' answers, and people's words.

Nothing here answers anybody: an answer to an answer is how a loop begins (RFC 3834).
"""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from hashlib import sha256
from html.parser import HTMLParser
from typing import cast

from varsel.outlets.notices.channels import Arrived, Receipt
from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.channels.mail.addresses import ref_in
from varsel.outlets.notices.channels.mail.answers import blames_address

_STATES: dict[str, Arrived] = {"failed": "failed", "delayed": "accepted", "delivered": "delivered"}
_STATES |= {"relayed": "accepted", "expanded": "accepted"}
_BULK = {"bulk", "list", "junk", "auto_reply"}
_WHERE = ("X-Original-To", "Delivered-To", "To", "Cc", "In-Reply-To", "References")
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global")
_TAGS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3"}


class NoMail(Exception):
    """Bytes that are no e-mail."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What an e-mail to us is: receipts of ours, or somebody's words with our reference where they bear it."""

    receipts: tuple[Receipt, ...] = ()
    reply: Reply | None = None
    ref: str = ""
    automatic: bool = False


def read(*, content: bytes, at: datetime) -> Heard:
    """Say what an e-mail is.

    :raises NoMail: when it has no sender and no text.
    """
    mail = email.message_from_bytes(content, policy=default)
    if not mail.keys() or not (mail.get_payload() or mail.get("From")):
        raise NoMail("this is no e-mail: it has no headers; give it whole, as the mail server got it")
    if _is(mail, "multipart/report", "delivery-status"):
        return Heard(receipts=_reported(mail, at=at))
    if _is(mail, "multipart/report", "feedback-report"):
        return Heard(reply=_reply(mail, text="reported as spam", content=content, at=at), ref=_ours(mail))
    automatic = _is_automatic(mail)
    return Heard(reply=_reply(mail, text=_text(mail), content=content, at=at), ref=_ours(mail), automatic=automatic)


def _is(mail: EmailMessage, kind: str, report: str) -> bool:
    return mail.get_content_type() == kind and str(mail.get_param("report-type", "")).lower() == report


def _reported(mail: EmailMessage, *, at: datetime) -> tuple[Receipt, ...]:
    """Return what a delivery status says (RFC 3464): one receipt for the recipient of ours."""
    ref = _ours(mail)
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in cast("list[EmailMessage]", part.get_payload()):
            action = str(fields.get("Action", "")).strip().lower()
            if action in _STATES and ref:
                return (_receipt(fields, state=_STATES[action], ref=ref, at=at),)
    return ()


def _receipt(fields: EmailMessage, *, state: Arrived, ref: str, at: datetime) -> Receipt:
    """Return a receipt. A failure that does not blame the address is `expired`: it may be right the next time."""
    because = " ".join(f"{fields.get('Status', '')} {fields.get('Diagnostic-Code', '')}".split())[:300]
    blamed = blames_address(code=550, text=because)
    said: Arrived = "expired" if state == "failed" and not blamed else state
    return Receipt(state=said, at=at, ref=ref, because=because)


def _is_automatic(mail: EmailMessage) -> bool:
    """Tell whether a machine wrote it (RFC 3834, section 2; and what older machines say)."""
    return (
        str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower() != "no"
        or str(mail.get("Precedence", "")).strip().lower() in _BULK
        or "X-Autoreply" in mail
        or "List-Id" in mail
        or str(mail.get("Return-Path", "")).strip() == "<>"
    )


def _reply(mail: EmailMessage, *, text: str, content: bytes, at: datetime) -> Reply:
    return Reply(
        channel="email",
        address=parseaddr(str(mail.get("From", "")))[1].lower(),
        to=parseaddr(str(mail.get("To", "")))[1].lower(),
        text=f"{mail.get('Subject', '')}\n\n{text}".strip(),
        at=_dated(mail, at=at),
        key=str(mail.get("Message-ID", "")).strip() or sha256(content).hexdigest(),
    )


def _dated(mail: EmailMessage, *, at: datetime) -> datetime:
    """Return when it says that it was written, but not later than now: a sender's clock proves nothing."""
    try:
        written = parsedate_to_datetime(str(mail.get("Date", "")))
    except ValueError:
        return at
    return min(written if written.tzinfo else written.replace(tzinfo=UTC), at)


def _ours(mail: EmailMessage) -> str:
    """Return our reference: in the address that it came to, in what it answers, or in the mail that it brings back."""
    for header in _WHERE:
        for value in mail.get_all(header, []):
            if ref := ref_in(text=str(value)):
                return ref
    returned = [part for part in mail.walk() if part.get_content_type() in _RETURNED]
    return next((ref for part in returned if (ref := ref_in(text=_message_id(part)))), "")


def _message_id(part: EmailMessage) -> str:
    found = re.search(r"^Message-ID:\s*(<[^>]*>)", part.as_string(), re.ASCII | re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""


def _text(mail: EmailMessage) -> str:
    """Return what a person wrote, without what they quoted below it."""
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, UnicodeError):  # an encoding that nobody knows
        text = bytes(body.get_payload(decode=True) or b"").decode("utf-8", "replace")
    if body.get_content_type() == "text/html":
        text = _plain(text)
    return _own_words(text)


def _own_words(text: str) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    own = []
    for line in lines:
        if line.startswith(">") or line.rstrip() == "-- ":
            break
        own.append(line)
    return "\n".join(own).strip()


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in ("style", "script", "head")
        if tag in _TAGS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in ("style", "script", "head")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.pieces.append(data)


def _plain(text: str) -> str:
    page = _Plain()
    page.feed(text)
    return re.sub(r"\n\s*\n+", "\n\n", "".join(page.pieces)).strip()
