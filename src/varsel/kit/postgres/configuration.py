"""Write the configuration of an embedded server. It is written at each start: ALTER SYSTEM is the place for more."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

# Locale by the built-in provider: the same on every machine. Its sort is by code point (names sort by an own key);
# the character type is UTF-8 because pg_trgm asks it what a letter is, and å must be one.
INITDB_OPTIONS = (
    *("--username=postgres", "--auth-local=peer", "--auth-host=reject", "--encoding=UTF8"),
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--lc-ctype=C.UTF-8"),
)

# Chosen by measurement: compression of the log made writes six times slower, and more than 1 GB of log makes the
# start after a crash slow. The server's log stays free of customers' data: no statements, no parameters, no details.
EVERY_SERVER = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "max_wal_size": "1GB",
    "wal_compression": "off",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "datestyle": "iso, ymd",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
}
# Outbox and clock tables churn at one end: vacuum them early, or their partial indexes fill with dead entries.
LASTING = {
    "shared_buffers": "256MB",
    "autovacuum_naptime": "20s",
    "autovacuum_vacuum_scale_factor": "0.05",
    "autovacuum_analyze_scale_factor": "0.05",
}
# Nothing here must outlive a crash of the machine. Autovacuum would sit in a template that is being cloned.
THROWN_AWAY = {
    "shared_buffers": "128MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


def write_configuration(*, data: Path, socket: Path, lasting: bool, server_user: str) -> None:
    """Write postgresql.conf, pg_hba.conf and pg_ident.conf into `data`."""
    values = EVERY_SERVER | (LASTING if lasting else THROWN_AWAY) | {"unix_socket_directories": str(socket)}
    lines = ["# Written at each start. Use ALTER SYSTEM for settings of your own."]
    lines += [f"{name} = '{value}'" for name, value in values.items()]
    users = sorted({server_user, pwd.getpwuid(os.geteuid()).pw_name})
    (data / "postgresql.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (data / "pg_hba.conf").write_text("local all all peer map=varsel\n", encoding="utf-8")
    (data / "pg_ident.conf").write_text("".join(f'varsel "{user}" all\n' for user in users), encoding="utf-8")
