"""A second database of the test's own: what one exports, another takes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from pytest_django import DjangoDbBlocker

from varsel.kit import postgres, templates_database


@pytest.fixture
def fresh(
    scratch: tuple[postgres.Server, str], django_db_blocker: DjangoDbBlocker, worker_name: str
) -> Callable[[], AbstractContextManager[None]]:
    """Return a context manager that connects to an empty database, thrown away after it."""
    server, template = scratch
    name = f"register_{worker_name}"

    @contextmanager
    def empty() -> Iterator[None]:
        postgres.drop(server=server, name=name)
        postgres.clone(server=server, template=template, name=name)
        try:
            with (
                django_db_blocker.unblock(),
                templates_database.connected(settings=server.settings(dbname=name, role="app")),
            ):
                yield
        finally:
            postgres.drop(server=server, name=name)

    return empty
