"""Three kinds of tests: pure; rolled back (`db`); in a cloned database of their own (`transactional_db`)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

os.environ.setdefault("VARSEL_SECRET_KEY", "only for tests")
os.environ.setdefault("VARSEL_PERSON_KEY", "only for tests")
os.environ["VARSEL_DEMO"] = "false"
os.environ.setdefault("VARSEL_SPOOL", tempfile.mkdtemp(prefix="varsel-spool-"))
os.environ.pop("DATABASE_URL", None)

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from varsel.kit import clock, postgres, templates_database
from varsel.surfaces.worker import wiring

# How long a machine takes says nothing of what is true: a busy one fails no property. Our fixtures serve all examples.
_UNASKED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("varsel", deadline=None, suppress_health_check=_UNASKED)
settings.load_profile("varsel")

MONDAY_MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def scratch(django_db_blocker: DjangoDbBlocker) -> tuple[postgres.Server, str]:
    """Start the scratch server, and return it with the name of a migrated database to clone."""
    server = postgres.scratch(name="tests")
    server.start()
    with django_db_blocker.unblock():
        return server, templates_database.template(server=server, furnish=wiring.wire, furniture=wiring.FURNITURE)


@pytest.fixture(scope="session")
def django_db_setup(
    scratch: tuple[postgres.Server, str], django_db_blocker: DjangoDbBlocker, worker_name: str
) -> Iterator[None]:
    """Give the rolled-back tests of this process one clone."""
    with django_db_blocker.unblock(), _clone(scratch, f"rolled_back_{worker_name}"):
        yield


@pytest.fixture(scope="session")
def worker_name() -> str:
    """Return a name for this test process."""
    return f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"


@pytest.fixture
def transactional_db(
    scratch: tuple[postgres.Server, str], django_db_blocker: DjangoDbBlocker, worker_name: str
) -> Iterator[None]:
    """Give the test a database of its own, in which it commits."""
    with django_db_blocker.unblock(), _clone(scratch, f"own_{worker_name}"):
        yield


@pytest.fixture
def superuser(transactional_db: None, scratch: tuple[postgres.Server, str]) -> object:
    """Return a connection that no grant binds, to the test's own database: for planting what must be found."""
    return scratch[0].connect(dbname=connection.settings_dict["NAME"], role="superuser")


@pytest.fixture
def held_clock() -> Iterator[datetime]:
    """Hold the clock on a Monday morning, Monday 2 March 2026 09:00 in Sweden and Norway."""
    with clock.held(at=MONDAY_MORNING):
        yield MONDAY_MORNING


@contextmanager
def _clone(scratch: tuple[postgres.Server, str], name: str) -> Iterator[None]:
    server, template = scratch
    postgres.drop(server=server, name=name)
    postgres.clone(server=server, template=template, name=name)
    try:
        with templates_database.connected(settings=server.settings(dbname=name, role="app")):
            yield
    finally:
        postgres.drop(server=server, name=name)
