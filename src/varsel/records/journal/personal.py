"""Personal content of the journal: encrypted per person, unreadable once the person's key is destroyed."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import datetime

from cryptography.fernet import Fernet
from django.conf import settings

from varsel.records.journal.models import PersonKey


class Forgotten(Exception):
    """The person's time was out, and the key was destroyed."""


def encrypt(*, party: int | None, text: str) -> bytes:
    """Return the text, readable only with the party's key, which is made at first use.

    :raises ValueError: when no party is given.
    :raises Forgotten: when the party's key was destroyed.
    """
    if party is None:
        raise ValueError("personal content belongs to a party; name it")
    wrapped = _outer().encrypt(base64.urlsafe_b64encode(secrets.token_bytes(32)))
    row, _ = PersonKey.objects.get_or_create(party=party, defaults={"wrapped": wrapped})
    return _inner(row=row).encrypt(text.encode())


def decrypt(*, party: int, sealed: bytes) -> str:
    """Return what was encrypted for the party.

    :raises Forgotten: when the party's key was destroyed.
    """
    return _inner(row=PersonKey.objects.get(party=party)).decrypt(bytes(sealed)).decode()


def forget(*, party: int, at: datetime) -> None:
    """Destroy the party's key: what was written of the person can never be read again."""
    PersonKey.objects.filter(party=party, destroyed_at__isnull=True).update(wrapped=None, destroyed_at=at)


def _outer() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.PERSON_KEY.encode()).digest()))


def _inner(*, row: PersonKey) -> Fernet:
    if row.wrapped is None:
        raise Forgotten(f"what the journal holds of party {row.party} was forgotten on {row.destroyed_at}")
    return Fernet(_outer().decrypt(bytes(row.wrapped)))
