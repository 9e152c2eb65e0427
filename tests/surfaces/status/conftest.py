from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from surfaces.status import town as towns
from surfaces.status.town import Town
from varsel.kit import clock


@pytest.fixture(autouse=True)
def public(settings: Settings, tmp_path: Path, db: None) -> Path:
    """Write the public files into a folder of the test's own, and speak English."""
    settings.PUBLIC = tmp_path / "public"
    translation.activate("en")
    return settings.PUBLIC


@pytest.fixture
def town() -> Iterator[Town]:
    """Build a town and hold the clock on a Monday morning."""
    with clock.held(at=towns.MORNING):
        yield towns.build()
