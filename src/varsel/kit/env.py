"""Typed readers of the environment. A bad value is refused loudly, with its name."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


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


def values(name: str) -> dict[str, Any]:
    """Return a variable that holds a JSON object; empty when it is not set.

    :raises ValueError: when it holds something else.
    """
    given = os.environ.get(name, "{}")
    try:
        found = json.loads(given)
    except ValueError as wrong:
        raise ValueError(f"{name}: write a JSON object ({wrong})") from wrong
    if not isinstance(found, dict):
        raise ValueError(f"{name}: write a JSON object, {{…}}")  # noqa: TRY004  a wrong value of the variable
    return found
