"""Benches that run at the same time, each in a worker of its own, have a database of their own."""

from __future__ import annotations

import os

import pytest

from varsel.surfaces.bench import ground


@pytest.fixture(autouse=True)
def _database_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ground, "DATABASE", f"bench_{os.getpid()}")
