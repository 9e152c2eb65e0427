"""Ask a server the questions that do not depend on who runs it."""

from __future__ import annotations

from abc import ABC, abstractmethod

import psycopg

from varsel.kit.postgres.roles import Role


class Reachable(ABC):
    """A server that can be connected to."""

    __slots__ = ()

    @property
    @abstractmethod
    def maintenance_database(self) -> str:
        """Return the database that exists before any of ours."""

    @abstractmethod
    def connect(self, *, dbname: str, role: Role) -> psycopg.Connection:
        """Open a connection in autocommit mode; raise psycopg.OperationalError if the server does not let us in."""

    def is_running(self) -> bool:
        """Tell whether the server answers."""
        try:
            with self.connect(dbname=self.maintenance_database, role="superuser"):
                return True
        except psycopg.OperationalError:
            return False

    def version(self) -> str:
        """Return the server's version, such as '18.6'."""
        with self.connect(dbname=self.maintenance_database, role="superuser") as connection:
            number = connection.info.server_version
        return f"{number // 10000}.{number % 10000}"
