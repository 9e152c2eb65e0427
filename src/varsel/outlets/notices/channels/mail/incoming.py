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

from varsel.outlets.notices.channels import Arrived, Receipt
from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.channels.mail.addresses import ref_in
from varsel.outlets.notices.channels.mail.answers import blames_address
from varsel.outlets.notices.channels.mail.pages import plain

_STATES: dict[str, Arrived] = {"failed": "failed", "delayed": "accepted", "delivered": "delivered"}
_STATES |= {"relayed": "accepted", "expanded": "accepted"}
_BULK = {"bulk", "list", "junk", "auto_reply"}
_WHERE = ("x-original-to", "delivered-to", "to", "cc", "in-reply-to", "references")
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global")
_STATUS = ("message/delivery-status", "message/global-delivery-status")  # the second: RFC 6533
_SERVERS = ("mailer-daemon", "postmaster")
_BLANK_LINE = re.compile(r"\r?\n[ \t]*\r?\n", re.ASCII)
_BLANK_LINE_OCTETS = re.compile(rb"\r?\n\r?\n\s*\S")
_BROKEN = (AttributeError, LookupError, TypeError, ValueError, OverflowError)  # what Python's reader makes of headers


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
    if not mail.keys() or not (_header(mail, "From") or _BLANK_LINE_OCTETS.search(content)):
        raise NoMail("this is no e-mail: it has no headers; give it whole, as the mail server got it")
    if _tells_of(mail, "delivery-status", *_STATUS):
        return Heard(receipts=_reported(mail, at=at))
    if _tells_of(mail, "feedback-report", "message/feedback-report"):
        return Heard(reply=_reply(mail, text="reported as spam", content=content, at=at), ref=_ours(mail))
    automatic = _is_automatic(mail)
    return Heard(reply=_reply(mail, text=_text(mail), content=content, at=at), ref=_ours(mail), automatic=automatic)


def _tells_of(mail: EmailMessage, report: str, *kinds: str) -> bool:
    """Tell whether a mail is a report of this type: it says so (RFC 6522), or it holds one and forgot to say so."""
    if mail.get_content_type() != "multipart/report":
        return False
    said = str(mail.get_param("report-type", "")).lower()
    held = {part.get_content_type() for part in mail.iter_parts()} if mail.is_multipart() else set()
    return said == report or (not said and not held.isdisjoint(kinds))


def _header(mail: EmailMessage, name: str) -> str:
    """Return a header as it reads; as it was sent where it is too broken to be read; empty where there is none."""
    try:
        return str(mail.get(name, ""))
    except _BROKEN:
        return next((str(value) for key, value in mail.raw_items() if key.lower() == name.lower()), "")


def _reported(mail: EmailMessage, *, at: datetime) -> tuple[Receipt, ...]:
    """Return what a delivery status says (RFC 3464): one receipt for the recipient of ours."""
    ref = _ours(mail)
    for part in mail.walk():
        if part.get_content_type() not in _STATUS:
            continue
        for fields in _blocks(part):
            action = _header(fields, "Action").strip().lower().partition(" ")[0]
            if action in _STATES and ref:
                return (_receipt(fields, state=_STATES[action], ref=ref, at=at),)
    return ()


def _blocks(status: EmailMessage) -> list[EmailMessage]:
    """Return the blocks of a delivery status, each a mail of headers only, however the reader took it apart."""
    payload = status.get_payload()
    whole = payload if isinstance(payload, str) else "\n\n".join(str(one) for one in payload)
    return [email.message_from_string(one.strip(), policy=default) for one in _BLANK_LINE.split(whole)]


def _receipt(fields: EmailMessage, *, state: Arrived, ref: str, at: datetime) -> Receipt:
    """Return a receipt. A failure that does not blame the address is `expired`: it may be right the next time."""
    status, diagnosis = _header(fields, "Status"), _header(fields, "Diagnostic-Code")
    because = " ".join(f"{status} {diagnosis}".split())[:300]
    blamed = blames_address(code=550, text=f"{diagnosis} {status}")  # what the server said tells more
    said: Arrived = "expired" if state == "failed" and not blamed else state
    return Receipt(state=said, at=at, ref=ref, because=because)


def _is_automatic(mail: EmailMessage) -> bool:
    """Tell whether a machine wrote it (RFC 3834, section 2; and what older machines say).

    What a mail server writes that is no report that we can read is for a person: something did not arrive.
    """
    if parseaddr(_header(mail, "From"))[1].partition("@")[0].lower() in _SERVERS:
        return False
    return (
        _header(mail, "Auto-Submitted").split(";")[0].strip().lower() not in ("", "no")
        or _header(mail, "Precedence").strip().lower() in _BULK
        or "X-Autoreply" in mail
        or "List-Id" in mail
        or _header(mail, "Return-Path").strip() == "<>"
    )


def _reply(mail: EmailMessage, *, text: str, content: bytes, at: datetime) -> Reply:
    return Reply(
        channel="email",
        address=parseaddr(_header(mail, "From"))[1].lower(),
        to=parseaddr(_header(mail, "To"))[1].lower(),
        text=f"{_header(mail, 'Subject')}\n\n{text}".strip(),
        at=_dated(mail, at=at),
        key=_header(mail, "Message-ID").strip() or sha256(content).hexdigest(),
    )


def _dated(mail: EmailMessage, *, at: datetime) -> datetime:
    """Return when it says that it was written, but not later than now: a sender's clock proves nothing."""
    try:
        written = parsedate_to_datetime(_header(mail, "Date"))
        return min(written if written.tzinfo else written.replace(tzinfo=UTC), at)
    except (TypeError, ValueError, OverflowError):
        return at


def _ours(mail: EmailMessage) -> str:
    """Return our reference: in the address that it came to, in what it answers, or in the mail that it brings back."""
    for name in _WHERE:
        for header, value in mail.raw_items():  # as sent: a broken one says it as well
            if header.lower() == name and (ref := ref_in(text=str(value))):
                return ref
    returned = [part for part in mail.walk() if part.get_content_type() in _RETURNED]
    return next((ref for part in returned if (ref := ref_in(text=_message_id(part)))), "")


def _message_id(part: EmailMessage) -> str:
    found = re.search(r"^Message-ID:\s*(<[^>]*>)", str(part), re.ASCII | re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""


def _text(mail: EmailMessage) -> str:
    """Return what a person wrote, without what they quoted below it."""
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, ValueError):  # an encoding that nobody knows
        body.del_param("charset")
        text = bytes(body.get_payload(decode=True) or b"").decode("utf-8", "replace")
    if body.get_content_type() == "text/html":
        text = plain(page=text)
    return _own_words(text)


def _own_words(text: str) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    own = []
    for line in lines:
        if line.startswith(">") or line.rstrip() == "-- ":
            break
        own.append(line)
    return "\n".join(own).strip()
