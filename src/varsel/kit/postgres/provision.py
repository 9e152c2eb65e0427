"""Make roles and databases, and copies of databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.sql import SQL, Identifier

from varsel.kit.postgres.reachable import Reachable
from varsel.kit.postgres.roles import APP_ROLE, OWNER_ROLE, DatabaseUnavailable
from varsel.kit.postgres.server import Server

EXTENSIONS = ("btree_gist", "pg_trgm")
LIMITS = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
BY_HAND = (
    f"Have a superuser run: CREATE ROLE {OWNER_ROLE} LOGIN; CREATE ROLE {APP_ROLE} LOGIN; and grant each to the role"
    " that signs in for it; or name a sign-in that may do so in VARSEL_OWNER_DATABASE_URL."
)


def ensure_roles(*, server: Reachable) -> None:
    """Make varsel_owner and varsel_app if missing; raise DatabaseUnavailable if they can't be, or may too much."""
    with _one_at_a_time(server) as connection:
        found = connection.execute("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles")
        mighty_by_name = dict(found.fetchall())
        for name in (OWNER_ROLE, APP_ROLE):
            if name not in mighty_by_name:
                _create_role(connection, name)
            elif mighty_by_name[name]:
                raise DatabaseUnavailable(f"The role {name} may bypass grants. Run: ALTER ROLE {name} {LIMITS};")


def ensure_database(*, server: Reachable, name: str) -> None:
    """Make the database `name`, owned by varsel_owner, with our extensions; repeat safely on one that is there."""
    with _one_at_a_time(server) as connection:
        if name not in databases(server=server):
            connection.execute(
                SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(Identifier(name), Identifier(OWNER_ROLE))
            )
        _let_in(connection, name)
        with server.connect(dbname=name, role="superuser") as inside:
            _furnish(inside)


def clone(*, server: Server, template: str, name: str) -> None:
    """Copy the database `template` (nobody may be connected to it) as `name`, owned by varsel_owner.

    By FILE_COPY: 17 ms for 350 tables in memory where WAL_LOG took 46 ms; on a disk both wait for the disk.
    """
    with server.connect(dbname=server.maintenance_database, role="superuser") as connection:
        connection.execute(
            SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY").format(
                Identifier(name), Identifier(OWNER_ROLE), Identifier(template)
            )
        )
        _let_in(connection, name)


def drop(*, server: Server, name: str) -> None:
    """Drop the database `name` if it is there, ending the sessions in it."""
    with server.connect(dbname=server.maintenance_database, role="superuser") as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def databases(*, server: Reachable) -> tuple[str, ...]:
    """Return the names of all databases that can be connected to, in order."""
    with server.connect(dbname=server.maintenance_database, role="superuser") as connection:
        rows = connection.execute('SELECT datname FROM pg_database WHERE datallowconn ORDER BY datname COLLATE "C"')
        return tuple(name for (name,) in rows)


@contextmanager
def _one_at_a_time(server: Reachable) -> Iterator[psycopg.Connection]:
    """Let one process at a time provision, and turn a refusal by the server into words."""
    try:
        with server.connect(dbname=server.maintenance_database, role="superuser") as connection:
            connection.execute("SELECT pg_advisory_lock(hashtext('varsel provision'))")
            yield connection
    except psycopg.errors.InsufficientPrivilege as error:
        raise DatabaseUnavailable(f"The database refuses to be prepared: {str(error).strip()}. {BY_HAND}") from None


def _create_role(connection: psycopg.Connection, name: str) -> None:
    connection.execute(SQL("CREATE ROLE {} LOGIN {}").format(Identifier(name), SQL(LIMITS)))
    if connection.info.parameter_status("is_superuser") != "on":
        connection.execute(SQL("GRANT {} TO CURRENT_USER WITH SET TRUE").format(Identifier(name)))


def _let_in(connection: psycopg.Connection, name: str) -> None:
    """Let only our roles in. Sweeps copy their outcome into temporary tables, so the app needs TEMPORARY."""
    database = Identifier(name)
    connection.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute(SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(database, Identifier(APP_ROLE)))


def _furnish(connection: psycopg.Connection) -> None:
    for extension in EXTENSIONS:
        connection.execute(SQL("CREATE EXTENSION IF NOT EXISTS {}").format(Identifier(extension)))
    connection.execute(SQL("ALTER SCHEMA public OWNER TO {}").format(Identifier(OWNER_ROLE)))
    connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    connection.execute(SQL("GRANT USAGE ON SCHEMA public TO {}").format(Identifier(APP_ROLE)))
