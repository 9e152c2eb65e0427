"""E-mail addresses: checked before they reach a header, and those of our own that tell what an answer answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from uuid import UUID

_REF = re.compile(r"[<+]([0-9a-f]{32})@", re.ASCII)


class BadAddress(Exception):
    """No address that mail can be sent to."""


@dataclass(frozen=True, slots=True)
class Ours:
    """The operator's addresses. Answers and bounces come to `local+REFERENCE@domain`.

    `sender` is shown as the sender; `replies` and `bounces` are without the reference: `svar@example.se`. `offers` is
    the sender of offers, so that who blocks them still gets notices.
    """

    name: str
    sender: str
    replies: str
    bounces: str
    offers: str = ""

    @property
    def domain(self) -> str:
        """Return the domain of our message ids."""
        return self.sender.rpartition("@")[2]

    def message_id(self, *, ref: str) -> str:
        """Return the Message-ID of a hand-over (RFC 5322, section 3.6.4)."""
        return f"<{UUID(ref).hex}@{self.domain}>"


def recipient(*, address: str) -> Address:
    """Return an address with its domain in ASCII (IDNA).

    :raises BadAddress: when it is none, holds more than one, or has a local part outside ASCII, which few take.
    """
    local, _, domain = address.strip().rpartition("@")
    if not local or not domain:
        raise BadAddress(f"'{address}' is no e-mail address: it has no name and place on both sides of an @")
    if not local.isascii():
        raise BadAddress(f"'{address}' has a name outside ASCII, which most mail servers do not take")
    try:
        return Address(addr_spec=f"{local}@{domain.encode('idna').decode('ascii').lower()}")
    except (ValueError, MessageError, IndexError) as wrong:
        raise BadAddress(f"'{address}' is no e-mail address: {wrong}") from wrong


def tagged(*, address: str, ref: str) -> str:
    """Return one of our addresses with a reference in it: `svar+0192f3….@example.se`."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{UUID(ref).hex}@{domain}"


def ref_in(*, text: str) -> str | None:
    """Return the reference in one of our addresses or message ids, wherever it stands in a text; None without one."""
    found = _REF.search(text.lower())
    return str(UUID(found[1])) if found else None
