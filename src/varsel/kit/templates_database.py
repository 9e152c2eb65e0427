"""A migrated database to clone: stories and tests each play in a copy of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from psycopg.sql import SQL, Identifier

from varsel.kit import postgres

_PACKAGE = Path(__file__).resolve().parent.parent
_FOREIGN = ("django", "django-allauth")
_ONE_MAKER = 7_203_402


@contextmanager
def connected(*, settings: Mapping[str, Any]) -> Iterator[None]:
    """Let Django's default connection be another one (an entry of DATABASES) while the block runs."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(settings)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def template(*, server: postgres.Server, furnish: Callable[[], None], furniture: str) -> str:
    """Return the name of a database with today's migrations, made if it is not there.

    `furnish` runs in it as varsel_app, once, after the migrations; `furniture` names what it brings in, so that another
    furniture is another template.
    """
    name = f"template_{_digest(furniture=furniture)}"
    postgres.ensure_roles(server=server)
    with server.connect(dbname=server.maintenance_database, role="superuser") as maintenance:
        maintenance.execute("SELECT pg_advisory_lock(%s)", [_ONE_MAKER])  # until the connection closes
        if name not in postgres.databases(server=server):
            _make(server=server, name=f"{name}_making", furnish=furnish)
            rename = SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(f"{name}_making"), Identifier(name))
            maintenance.execute(rename)
    return name


def _make(*, server: postgres.Server, name: str, furnish: Callable[[], None]) -> None:
    postgres.drop(server=server, name=name)
    postgres.ensure_database(server=server, name=name)
    with connected(settings=server.settings(dbname=name, role="owner")):
        call_command("migrate", verbosity=0, interactive=False)
    with connected(settings=server.settings(dbname=name, role="app")):
        furnish()


def _digest(*, furniture: str) -> str:
    """Return a name for what the migrations would make: their text, and the versions of those that are not ours."""
    made = hashlib.sha256(" ".join([furniture, *(version(name) for name in _FOREIGN)]).encode())
    for path in sorted(_PACKAGE.rglob("migrations/*")):
        if path.suffix in {".py", ".sql"}:
            made.update(path.relative_to(_PACKAGE).as_posix().encode() + path.read_bytes())
    return made.hexdigest()[:16]
