"""Use a PostgreSQL that somebody else runs, named by DATABASE_URL."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import psycopg
from psycopg.conninfo import conninfo_to_dict

from varsel.kit.postgres.reachable import Reachable
from varsel.kit.postgres.roles import ROLE_NAMES, DatabaseUnavailable, Role

OLDEST = 18  # temporal keys (WITHOUT OVERLAPS) came with it
FORM = "postgres://USER:PASSWORD@HOST:PORT/NAME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere(Reachable):
    """A server that is not ours to start: connection parameters for the app and for the owner.

    Sessions take on varsel_app or varsel_owner whatever role they sign in as, so grants bind here as well.
    """

    app: dict[str, str] = field(repr=False)
    owner: dict[str, str] = field(repr=False)

    @property
    def maintenance_database(self) -> str:
        """Return the database that exists before any of ours: the one that the address names."""
        return self.owner["dbname"]

    def start(self) -> None:
        """Check that the server answers and is new enough; raise DatabaseUnavailable if not."""
        try:
            with self.connect(dbname=self.maintenance_database, role="superuser") as connection:
                number = connection.info.server_version
        except psycopg.OperationalError as error:
            raise DatabaseUnavailable(
                f"The database of DATABASE_URL does not let us in: {' '.join(str(error).split())}"
                " Check the address and that the server runs, or unset DATABASE_URL to use the embedded server."
            ) from None
        refuse_older(number=number)

    def stop(self) -> None:
        """Leave the server running: it is not ours."""

    def connect(self, *, dbname: str, role: Role) -> psycopg.Connection:
        """Open a connection in autocommit mode; 'superuser' is the owner's sign-in without a role taken on."""
        return psycopg.connect(**self._parameters(dbname=dbname, role=role), autocommit=True)  # type: ignore[arg-type]

    def settings(self, *, dbname: str, role: Role) -> dict[str, object]:
        """Return the entry for Django's DATABASES. Nothing is asked."""
        rest = self._parameters(dbname=dbname, role=role)
        entry: dict[str, object] = {"ENGINE": "django.db.backends.postgresql", "NAME": rest.pop("dbname")}
        for theirs, ours in (("USER", "user"), ("PASSWORD", "password"), ("HOST", "host"), ("PORT", "port")):
            entry[theirs] = rest.pop(ours, "")
        return entry | {"OPTIONS": rest}

    def _parameters(self, *, dbname: str, role: Role) -> dict[str, str]:
        given = (self.app if role == "app" else self.owner) | {"dbname": dbname}
        if role == "superuser" or given["user"] == ROLE_NAMES[role]:
            return given
        return given | {"options": f"{given.get('options', '')} -c role={ROLE_NAMES[role]}".strip()}


def read_address(*, url: str, where: str) -> dict[str, str]:
    """Return the connection parameters in `url`; raise DatabaseUnavailable naming the variable `where`.

    The address is never repeated in the error: it holds a password.
    """
    try:
        parts = conninfo_to_dict(url) if re.match(r"postgres(ql)?://", url, re.ASCII) else {}
    except psycopg.ProgrammingError:
        parts = {}
    if missing := [name for name in ("user", "dbname") if not parts.get(name)]:
        raise DatabaseUnavailable(f"{where} is not an address with {' and '.join(missing)}: write {FORM}.")
    return {name: str(value) for name, value in parts.items()}


def refuse_older(*, number: int) -> None:
    """Raise DatabaseUnavailable for a server version (PostgreSQL's integer, 180006 for 18.6) that lacks what we use."""
    if number < OLDEST * 10000:
        raise DatabaseUnavailable(
            f"The server of DATABASE_URL is PostgreSQL {number // 10000}.{number % 10000}; Varsel needs {OLDEST} or"
            " later. Name a newer one, or unset DATABASE_URL to use the embedded server."
        )
