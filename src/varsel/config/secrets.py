"""Secrets of this installation: made at first use, kept in files that only the owner can read."""

from __future__ import annotations

import os
import secrets as chance
from pathlib import Path

from varsel.kit import env


def key(*, folder: Path, name: str) -> str:
    """Return the secret `name`: from the environment, else from its file.

    VARSEL_SECRET_KEY stands for "secret-key", VARSEL_PERSON_KEY for "person-key". The file is made, readable by its
    owner only, when it is not there.
    """
    given = env.text("VARSEL_" + name.upper().replace("-", "_"))
    if given:
        return given
    path = folder / name
    if not path.exists():
        _make(path=path)
    return path.read_text(encoding="ascii").strip()


def _make(*, path: Path) -> None:
    """Write a new secret beside the path and link it into place, so that two starters agree on one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(chance.token_urlsafe(48))
    try:
        os.link(own, path)
    except FileExistsError:
        pass
    finally:
        own.unlink()
