"""Who may tell alarms: a source that signs (Standard Webhooks 1.0), or that knows its secret (bearer, basic)."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from varsel.outlets.notices.feed.hooks import BadSecret, signature

WINDOW = timedelta(minutes=5)  # Standard Webhooks: what is older, or newer, is a replay
PREFIX = "whsec_"


def is_from(*, headers: Mapping[str, str], body: bytes, secrets: Collection[str], at: datetime) -> bool:
    """Tell whether a request comes from who knows one of these secrets: several, while one is exchanged.

    A secret that begins with whsec_ signs, and is accepted in no other way; any other is a bearer's or a basic
    password.
    """
    signing = [one for one in secrets if one.startswith(PREFIX)]
    plain = [one for one in secrets if not one.startswith(PREFIX)]
    said = _said(headers.get("Authorization", ""))
    knows = sum(hmac.compare_digest(said.encode(), one.encode()) for one in plain)  # all of them: no time tells
    return (bool(said) and knows > 0) or sum(_is_signed(headers, body, one, at) for one in signing) > 0


def can_sign(*, secret: str) -> bool:
    """Tell whether a secret is one: a plain word is, and of one that signs what follows the prefix is base64."""
    try:
        signature(secret=secret, ref="", at=datetime(2000, 1, 1, tzinfo=UTC), body=b"")
    except BadSecret:
        return not secret.startswith(PREFIX)
    return True


def _said(header: str) -> str:
    """Return the secret that an Authorization header brings; empty where it brings none."""
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _is_signed(headers: Mapping[str, str], body: bytes, secret: str, at: datetime) -> bool:
    ref, moment = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not ref or not moment.isascii() or not moment.isdigit() or len(moment) > 11:
        return False
    signed_at = datetime.fromtimestamp(int(moment), UTC)
    if abs(at - signed_at) > WINDOW:
        return False
    try:
        ours = signature(secret=secret, ref=ref, at=signed_at, body=body)
    except BadSecret:
        return False
    given = headers.get("webhook-signature", "").split()
    return sum(hmac.compare_digest(one.encode(), ours.encode()) for one in given) > 0
