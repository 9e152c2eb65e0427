"""An embedded server of these tests' own, in a state folder of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from varsel.kit import postgres


@pytest.fixture(scope="session")
def state_of_these_tests() -> Iterator[Path]:
    # pytest's own temporary folders are closed to the system user that the server runs as when root starts it.
    folder = Path(tempfile.mkdtemp(prefix="varsel-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def state(state_of_these_tests: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VARSEL_STATE", str(state_of_these_tests))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("VARSEL_OWNER_DATABASE_URL", raising=False)
    return state_of_these_tests


@pytest.fixture
def server(state: Path) -> Iterator[postgres.Server]:
    """A scratch server that has never been started."""
    made = postgres.scratch(name="trial")
    yield made
    made.stop()
    shutil.rmtree(made.home.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def running(state_of_these_tests: Path) -> Iterator[postgres.Server]:
    """A running server with our roles, for all tests that leave it as they found it."""
    made = postgres.Server(
        name="shared", home=state_of_these_tests / "shared", state=state_of_these_tests, lasting=False
    )
    made.start()
    postgres.ensure_roles(server=made)
    yield made
    made.stop()


@pytest.fixture
def furnished(running: postgres.Server) -> Iterator[postgres.Server]:
    """The running server with one fresh database of ours, `shop`."""
    before = postgres.databases(server=running)
    postgres.ensure_database(server=running, name="shop")
    yield running
    for name in set(postgres.databases(server=running)) - set(before):
        postgres.drop(server=running, name=name)
