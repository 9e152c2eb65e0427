"""Decide where the embedded server keeps its files, and as whom it runs."""

from __future__ import annotations

import hashlib
import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from varsel.kit.postgres.roles import DatabaseUnavailable

SYSTEM_USER = "varsel"
MEMORY = Path("/dev/shm")  # noqa: S108 - made 0700 and checked by private_folder
ENOUGH_MEMORY = 2 * 1024**3
# A socket's whole address must fit into 107 bytes; PostgreSQL adds "/.s.PGSQL.5432.lock".
LONGEST_SOCKET_FOLDER = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account that the server runs as."""

    name: str
    uid: int
    gid: int


def state_folder() -> Path:
    """Return the folder that all servers of this user share."""
    if given := os.environ.get("VARSEL_STATE"):
        return Path(given).expanduser().absolute()
    return Path("/var/lib/varsel") if os.geteuid() == 0 else Path.home() / ".local/state/varsel"


def scratch_root() -> Path:
    """Return where scratch servers live: in memory where there is room, else in the state folder.

    Measured: a clone of 350 tables takes 17 ms in memory and up to 700 ms on a disk.
    """
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).total >= ENOUGH_MEMORY:
        return MEMORY / f"varsel-{_short_key(state_folder())}"
    return state_folder() / "scratch"


def socket_folder(*, home: Path) -> Path:
    """Return the folder of the socket for the server at `home`: inside it, or a short one where that is too long."""
    inside = home / "socket"
    if re.fullmatch(r"[\w./-]+", str(inside), re.ASCII) and len(str(inside)) <= LONGEST_SOCKET_FOLDER:
        return inside
    root = Path("/run") if os.geteuid() == 0 else Path("/tmp")  # noqa: S108 - made 0700 and checked by private_folder
    return root / f"varsel-{_short_key(home)}"


def account() -> Account:
    """Return the account to run the server as: the caller, or as root the system user, made if missing."""
    if os.geteuid() != 0:
        return _account_of(pwd.getpwuid(os.geteuid()))
    try:
        return _account_of(pwd.getpwnam(SYSTEM_USER))
    except KeyError:
        return _make_system_user()


def private_folder(*, path: Path, owner: Account) -> None:
    """Make `path` a folder that only `owner` may enter; raise DatabaseUnavailable if it is somebody else's."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.geteuid() == 0 and path.lstat().st_uid == 0 and not path.is_symlink():
        os.chown(path, owner.uid, owner.gid, follow_symlinks=False)
    if path.is_symlink() or path.lstat().st_uid != owner.uid:
        raise DatabaseUnavailable(
            f"{path} must be a folder of the user {owner.name} and is not. Remove it or name another VARSEL_STATE."
        )
    path.chmod(0o700)


def shared_folder(*, path: Path) -> None:
    """Make `path`, open for passing through as root (the system user must reach below), else private."""
    as_root = os.geteuid() == 0
    path.mkdir(mode=0o755 if as_root else 0o700, parents=True, exist_ok=True)
    if path.is_symlink() or path.lstat().st_uid not in {0, os.geteuid()}:
        raise DatabaseUnavailable(f"{path} is another user's folder. Remove it or name another VARSEL_STATE.")
    if as_root:
        path.chmod(0o755)


def _make_system_user() -> Account:
    command = [shutil.which("useradd") or "/usr/sbin/useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        # Another process may have made it in the same moment: what counts is that it is there.
        return _account_of(pwd.getpwnam(SYSTEM_USER))
    except KeyError:
        raise DatabaseUnavailable(f"Cannot make the system user {SYSTEM_USER}: {made.stderr.strip()}") from None


def _account_of(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)


def _short_key(path: Path) -> str:
    """Return a short name for `path` and its user: two users, or two states, never share a folder."""
    return hashlib.sha256(f"{os.geteuid()}:{path}".encode()).hexdigest()[:12]
