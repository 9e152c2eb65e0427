"""An enforcer that only records: stories, rehearsals, and the demo operator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Recorder:
    """Keeps each line's profile in memory; an older version never replaces a newer one."""

    def __init__(self) -> None:
        self._lines: dict[int, tuple[int, Mapping[str, Any]]] = {}

    def install(self, *, line_id: int, version: int, profile: Mapping[str, Any]) -> None:
        """Record the profile."""
        if version >= self._lines.get(line_id, (0, {}))[0]:
            self._lines[line_id] = (version, dict(profile))

    def read_back(self, *, line_id: int) -> Mapping[str, Any] | None:
        """Return what was recorded."""
        return self._lines[line_id][1] if line_id in self._lines else None
