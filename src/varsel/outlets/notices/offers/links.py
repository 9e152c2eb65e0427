"""The link that ends offers: signed, so that nobody can make one for another; it names nobody and never runs out."""

from __future__ import annotations

import base64
import binascii
import hmac
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

_SALT = "varsel.offers.stop"
_KEY, _MARK = 16, 16  # bytes


def url(*, party_ref: UUID) -> str:
    """Return the address at which a customer says no to offers."""
    return f"{settings.PUBLIC_ORIGIN}/offers/stop/{token(party_ref=party_ref)}/"


def token(*, party_ref: UUID) -> str:
    """Return what stands for a customer in the link."""
    return base64.urlsafe_b64encode(party_ref.bytes + _mark(party_ref.bytes)).decode().rstrip("=")


def party_ref(*, token: str) -> UUID | None:
    """Return whose link it is; None when we did not make it."""
    try:
        given = base64.b64decode(token.encode("ascii") + b"=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    whose, mark = given[:_KEY], given[_KEY:]
    return UUID(bytes=whose) if len(whose) == _KEY and hmac.compare_digest(mark, _mark(whose)) else None


def _mark(whose: bytes) -> bytes:
    return salted_hmac(_SALT, whose, algorithm="sha256").digest()[:_MARK]
