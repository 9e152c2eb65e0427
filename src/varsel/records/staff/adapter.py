"""What we ask of allauth: nobody signs up, and secrets do not lie open in the database."""

from __future__ import annotations

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from varsel.kit import clock
from varsel.records.staff import actions, queries


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """People are added by whoever manages staff; there is no way in from outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no."""
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Let the person in, who has taken every step, and tell the journal."""
        super().login(request, user)
        actions.note_sign_in(user_id=user.pk, at=clock.now())


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticator secrets and recovery codes are encrypted with a key that is made from the installation's."""

    def encrypt(self, text: str) -> str:
        """Return the text sealed."""
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text that was sealed.

        :raises cryptography.fernet.InvalidToken: when it was sealed with another installation's key.
        """
        return _box().decrypt(encrypted_text.encode("ascii")).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Say no to the last one: a person always keeps a second factor."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=queries.FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())


def _box() -> Fernet:
    """Return the box for second factors: a key of its own, derived from the installation's."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"varsel.staff.second-factor")
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.PERSON_KEY.encode())))
