"""Run the server's programs, and see which processes are in a data folder."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

from varsel.kit.postgres.places import Account
from varsel.kit.postgres.roles import DatabaseUnavailable


def run_as(*, user: Account, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run `command` as `user`, with none of the caller's environment, and return its output.

    Raise DatabaseUnavailable if that user can't reach the program.
    """
    # PGDATA, PGOPTIONS and the like must not reach the server, and it must not hold the caller's folder.
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"}
    other: dict[str, Any] = {"user": user.uid, "group": user.gid, "extra_groups": []} if os.geteuid() == 0 else {}
    try:
        return subprocess.run(
            command, env=environment, cwd="/", umask=0o077, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False, **other,
        )  # fmt: skip
    except PermissionError:
        raise DatabaseUnavailable(
            f"The user {user.name} cannot reach {command[0]}. Every folder above it must let others pass through:"
            " open them, or name another folder in VARSEL_STATE."
        ) from None


def holders(*, data: Path) -> list[int]:
    """Return the processes that have `data` as their working folder, as every process of a server has."""
    try:
        folder = data.stat()
    except FileNotFoundError:
        return []
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal() and _is_in(entry, folder)]


def tail(*, log: Path) -> str:
    """Return the last lines of a log, for an error message."""
    if not log.exists():
        return ""
    return " / ".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-3:])


def _is_in(process: Path, folder: os.stat_result) -> bool:
    try:
        return os.path.samestat((process / "cwd").stat(), folder)
    except OSError:
        # It has ended in the meantime, or is another user's and so can't be in a folder that is closed to them.
        return False
