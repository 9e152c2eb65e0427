"""Choose the server: the embedded one, or the one that DATABASE_URL names."""

from __future__ import annotations

import os
import re
from typing import Literal

from varsel.kit.postgres.elsewhere import Elsewhere, read_address
from varsel.kit.postgres.places import scratch_root, state_folder
from varsel.kit.postgres.roles import DatabaseUnavailable
from varsel.kit.postgres.server import Server

DATABASE = "varsel"


def production() -> Server | Elsewhere:
    """Return the server of the running product. Nothing is started; raise DatabaseUnavailable for a bad address."""
    if url := os.environ.get("DATABASE_URL"):
        app = read_address(url=url, where="DATABASE_URL")
        other = os.environ.get("VARSEL_OWNER_DATABASE_URL")
        return Elsewhere(app=app, owner=read_address(url=other, where="VARSEL_OWNER_DATABASE_URL") if other else app)
    return _embedded()


def scratch(*, name: str = "tests") -> Server:
    """Return an embedded server for tests and stories: fast, unsafe against power cuts, kept between runs.

    It stays up after its caller, for speed; `make stop` stops it. It may be lost with a restart of the machine.
    """
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,19}", name, re.ASCII):
        raise DatabaseUnavailable(f"'{name}' is no name for a scratch server: use up to 20 small letters, digits, '-'.")
    return Server(name=name, home=scratch_root() / name, state=state_folder(), lasting=False)


def database_name() -> str:
    """Return the name of the running product's database."""
    chosen = production()
    return DATABASE if isinstance(chosen, Server) else chosen.app["dbname"]


def settings_for(*, role: Literal["app", "owner"]) -> dict[str, object]:
    """Return the DATABASES entry of the running product. Computed only: safe while settings are imported."""
    return production().settings(dbname=database_name(), role=role)


def stop_all() -> list[str]:
    """Stop every embedded server of this user and state folder; return the names of those that ran."""
    root = scratch_root()
    names = sorted(entry.name for entry in root.iterdir() if (entry / "data").is_dir()) if root.is_dir() else []
    running = [server for server in (_embedded(), *(scratch(name=name) for name in names)) if server.is_running()]
    for server in running:
        server.stop()
    return [server.name for server in running]


def _embedded() -> Server:
    return Server(name="production", home=state_folder() / "production", state=state_folder(), lasting=True)
