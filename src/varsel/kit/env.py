"""Typed readers of the environment. A bad value is refused loudly, with its name."""

from __future__ import annotations

import os
from pathlib import Path


def text(name: str, default: str = "") -> str:
    """Return the variable as it stands."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """Return a yes-or-no variable.

    :raises ValueError: when the value is not one of true, false, 1, 0.
    """
    value = os.environ.get(name, "true" if default else "false").lower()
    if value not in {"true", "false", "1", "0"}:
        raise ValueError(f"{name}={value!r}: write true or false")
    return value in {"true", "1"}


def folder(name: str, default: Path) -> Path:
    """Return a folder's path."""
    return Path(os.environ.get(name, str(default)))
