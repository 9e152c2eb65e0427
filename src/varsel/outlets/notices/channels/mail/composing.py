"""From words to an e-mail: plain text and HTML of the same text, the same bytes for the same hand-over."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from uuid import UUID

from django.template.loader import render_to_string

from varsel.outlets.notices.channels import Message
from varsel.outlets.notices.channels.mail.addresses import Ours, recipient, tagged
from varsel.outlets.notices.wording.blocks import FactList, Heading, blocks

_ONE_LINE = frozenset({"list-unsubscribe", "list-unsubscribe-post"})


class _Policy(EmailPolicy):
    """Folds long headers, but not those that mail services read as one line: folded ones broke signatures."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in _ONE_LINE:
            return f"{name}: {value}\r\n".encode("ascii")
        return super().fold_binary(name, value)


POLICY: EmailPolicy = _Policy(**{**vars(SMTP), "max_line_length": 76})
_LINE = re.compile(r"[\r\n]+")


def compose(*, message: Message, ours: Ours) -> EmailMessage:
    """Return the e-mail of a hand-over.

    It says that no person wrote it (RFC 3834, section 5), so that no machine answers; e-mails about one thing hang
    together in the reader's thread (RFC 5322, section 3.6.4); an answer comes back with our reference.

    :raises BadAddress: when it can't be sent there.
    """
    subject, _, body = message.content.decode().partition("\n\n")
    mail = EmailMessage(policy=POLICY)
    mail["From"] = Address(display_name=ours.name, addr_spec=_sender(message, ours))
    mail["To"] = recipient(address=message.address)
    mail["Subject"] = _LINE.sub(" ", subject)
    mail["Date"] = _made_at(message.ref)
    mail["Message-ID"] = ours.message_id(ref=message.ref)
    mail["References"] = _thread(message, ours)
    mail["Reply-To"] = tagged(address=ours.replies, ref=message.ref)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    if message.unsubscribe:  # one click ends it (RFC 8058); a notice has no such header: it can't be left
        mail["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(body + "\n", cte="quoted-printable")
    mail.add_alternative(html(subject=subject, body=body, language=message.language), "html", cte="quoted-printable")
    mail["Content-Language"] = message.language  # last: set_content drops what was said of the content
    mail.set_boundary(f"=_{UUID(message.ref).hex}")
    return mail


def html(*, subject: str, body: str, language: str) -> str:
    """Return the text as a page that loads nothing and tracks nobody."""
    parts = [{"kind": _KINDS.get(type(one), "paragraph"), "block": one} for one in blocks(body=body)]
    return render_to_string("mail/message.html", {"subject": subject, "parts": parts, "language": language})


_KINDS: dict[type, str] = {Heading: "heading", FactList: "facts"}


def _made_at(ref: str) -> datetime:
    """Return the moment of the hand-over: a UUIDv7 begins with its milliseconds (RFC 9562, section 5.7)."""
    return datetime.fromtimestamp((UUID(ref).int >> 80) // 1000, tz=UTC)


def _sender(message: Message, ours: Ours) -> str:
    return ours.offers or ours.sender if message.unsubscribe else ours.sender


def _thread(message: Message, ours: Ours) -> str:
    """Return the id that all e-mails to this address about one thing refer to. Nothing of it can be read from it."""
    told = f"{message.about}\n{message.address}".encode()
    return f"<thread.{hashlib.sha256(told).hexdigest()[:32]}@{ours.domain}>"
