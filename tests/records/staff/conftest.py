"""Staff for tests: one way to add a person, one way to sign in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from varsel.kit import clock
from varsel.records.journal.models import Entry
from varsel.records.staff import actions, codes

ADDED = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
PASSWORD = "seven sleepy otters"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def a_demo_operator(settings: Settings, db: None) -> None:
    """Show codes, count attempts from nothing, and let a code live on while a slow test writes it."""
    settings.DEMO = True
    settings.MFA_TOTP_TOLERANCE = 1
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow on purpose
    settings.STORAGES = {**settings.STORAGES, **PLAIN_FILES}
    cache.clear()
    translation.activate("en")  # a request leaves its language behind in the thread


@pytest.fixture
def somebody() -> Callable[..., int]:
    """Return a function that adds a person with roles and, as a rule, an authenticator app."""

    def add(*roles: str, email: str = "asa@example.test", second_factor: bool = True, language: str = "en") -> int:
        at = clock.now() if Entry.objects.exists() else ADDED  # the journal takes nothing of the past
        key = actions.add_user(
            email=email, name="Åsa Öberg", roles=roles, password=PASSWORD, language=language, actor="test", at=at
        )
        if second_factor:
            actions.enrol_totp(user_id=key, secret=SECRET, at=ADDED)
        return key

    return add


@pytest.fixture
def signed_in(client: Client, somebody: Callable[..., int]) -> Callable[..., Client]:
    """Return a function that adds a person with these roles and gives a client that is signed in as them."""

    def enter(*roles: str, language: str = "en") -> Client:
        key = somebody(*roles, language=language)
        client.post("/sign-in/", {"login": "asa@example.test", "password": PASSWORD})
        client.post("/sign-in/second/code/", {"code": codes.current_code(user_id=key, at=clock.now())})
        return client

    return enter
