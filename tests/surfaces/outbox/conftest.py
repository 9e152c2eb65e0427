"""Pages of the outbox with a few messages behind them: one in each state that a message can be in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from pytest_django import Settings

from surfaces.outbox import saying
from surfaces.outbox.saying import NOW, Said
from varsel.kit import clock

PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def plain(settings: Settings, db: None) -> Iterator[None]:
    """Hash quickly, find static files where they lie, speak English, an hour after the messages were made."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {**settings.STORAGES, **PLAIN_FILES}
    with clock.held(at=NOW), translation.override("en"):
        yield


@pytest.fixture
def said(plain: None) -> Said:
    """Say something to customers, so that a message is in each state."""
    return saying.said()
