"""Telling webhooks of news (Standard Webhooks 1.0): signed, with the same id each time, until they take it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import requests
from django.db import transaction

from varsel.outlets.notices.feed.models import Post

TIMEOUT_SECONDS = 10
GONE = 410  # the receiver wants no more of it
_AFTER = (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)  # seconds until the next try
_PREFIX = "whsec_"
Poster = Callable[..., int]  # (*, address: str, body: bytes, headers: Mapping[str, str]) → HTTP status


class BadSecret(Exception):
    """A webhook's secret that is none: whsec_ and base64."""


@dataclass(frozen=True, slots=True)
class Due:
    """What one webhook is to be told now."""

    id: int
    ref: str
    hook: str
    body: str
    tries: int


def signature(*, secret: str, ref: str, at: datetime, body: bytes) -> str:
    """Return the signature over id, moment and body, as the header carries it.

    :raises BadSecret: when the secret is none.
    """
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except ValueError as wrong:
        raise BadSecret("the secret of a webhook is whsec_ and base64") from wrong
    told = f"{ref}.{int(at.timestamp())}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()


def post(*, address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send one and return the HTTP status; it follows no redirection."""
    answer = requests.post(address, data=body, headers=dict(headers), timeout=TIMEOUT_SECONDS, allow_redirects=False)
    return answer.status_code


def deliver(*, at: datetime, hooks: Mapping[str, str], send: Poster = post, limit: int = 20) -> int:
    """Tell what is due, and return how many were tried. `hooks`: addresses and their secrets.

    A try is committed before it is made: who dies in it tries again later, so that all of it arrives at least once.
    """
    due = _claim(at=at, hooks=hooks, limit=limit)
    for one in due:
        _tell(one, secret=hooks[one.hook], send=send, at=at)
    return len(due)


@transaction.atomic(durable=True)
def _claim(*, at: datetime, hooks: Mapping[str, str], limit: int) -> list[Due]:
    rows = Post.objects.select_for_update(skip_locked=True).filter(next_at__lte=at, hook__in=list(hooks))
    due = []
    for row in rows.order_by("next_at", "id")[:limit]:
        due.append(Due(row.id, str(row.ref), row.hook, row.body, row.tries))
        row.next_at = at + timedelta(seconds=_AFTER[row.tries]) if row.tries < len(_AFTER) else None
        row.tries += 1
        row.save(update_fields=["tries", "next_at"])
    return due


def _tell(due: Due, *, secret: str, send: Poster, at: datetime) -> None:
    body = due.body.encode()
    headers = {
        "content-type": "application/json",
        "webhook-id": f"msg_{due.ref}",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature(secret=secret, ref=f"msg_{due.ref}", at=at, body=body),
    }
    try:
        status = send(address=due.hook, body=body, headers=headers)
    except requests.RequestException as lost:
        _note(due, said=type(lost).__name__)
        return
    if 200 <= status < 300:
        Post.objects.filter(id=due.id).update(taken_at=at, next_at=None, said=str(status))
    else:
        _note(due, said=str(status), over=status == GONE)


def _note(due: Due, *, said: str, over: bool = False) -> None:
    rows = Post.objects.filter(id=due.id, taken_at__isnull=True)
    rows.update(said=said, **({"next_at": None} if over else {}))
