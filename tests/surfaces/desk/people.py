"""Staff for tests of pages, signed in without the detour over the sign-in pages."""

from __future__ import annotations

from django.test import Client

from varsel.kit import clock
from varsel.records.staff import actions
from varsel.records.staff.models import User

PASSWORD = "seven sleepy otters"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def staff(*roles: str, name: str = "Maria Ek", language: str = "en") -> int:
    """Add a person with these roles and an authenticator app; return the key."""
    email = f"{name.split()[0].lower()}@example.test"
    at = clock.now()
    key = actions.add_user(
        email=email, name=name, roles=roles, password=PASSWORD, language=language, actor="test", at=at
    )
    actions.enrol_totp(user_id=key, secret=SECRET, at=at)
    return key


def inside(key: int) -> Client:
    """Return a client in which the person is signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=key), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
