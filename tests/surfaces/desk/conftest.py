"""Pages with a small operator behind them, on the morning when the first proposals are made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from pytest_django import Settings

from surfaces.desk import world as worlds
from surfaces.desk.world import World
from varsel.kit import clock

PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def plain(settings: Settings, db: None) -> None:
    """Hash quickly, find static files where they lie, speak English."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {**settings.STORAGES, **PLAIN_FILES}
    translation.activate("en")


@pytest.fixture
def world() -> Iterator[World]:
    """Begin a world on Monday 2 March 2026 and hold the clock."""
    with clock.held(at=worlds.BEGIN):
        yield worlds.begin()
