"""What makes a line be as intended: each enforcer installs a profile and reads it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Enforcer(Protocol):
    """Something that holds the profiles of lines."""

    def install(self, *, line_id: int, version: int, profile: Mapping[str, Any]) -> None:
        """Make the line be so, in place. An exception means that it may or may not be."""

    def read_back(self, *, line_id: int) -> Mapping[str, Any] | None:
        """Return the profile that the line really has, or None where it has never had one (which is open)."""
