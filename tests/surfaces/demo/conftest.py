"""A demo operator in a database of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoDbBlocker, Settings

from varsel.kit import postgres, templates_database
from varsel.surfaces import demo

TODAY = datetime(2026, 11, 18, 9, 37, tzinfo=UTC)


def silent(what: str, done: int, of: int | None) -> None:
    """Hear of progress, and say nothing."""


@pytest.fixture
def demo_operator(
    scratch: tuple[postgres.Server, str],
    django_db_blocker: DjangoDbBlocker,
    worker_name: str,
    settings: Settings,
) -> Callable[..., Iterator[demo.Loaded]]:
    """Return a context manager: so many customers of the demo, in a fresh database that is thrown away after it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow on purpose
    server, template = scratch
    name = f"demo_{worker_name}"

    @contextmanager
    def load(*, size: int) -> Iterator[demo.Loaded]:
        postgres.drop(server=server, name=name)
        postgres.clone(server=server, template=template, name=name)
        try:
            with (
                django_db_blocker.unblock(),
                templates_database.connected(settings=server.settings(dbname=name, role="app")),
                server.connect(dbname=name, role="owner") as owner,
            ):
                yield demo.load(today=TODAY, owner=owner, progress=silent, size=size)
        finally:
            postgres.drop(server=server, name=name)

    return load
