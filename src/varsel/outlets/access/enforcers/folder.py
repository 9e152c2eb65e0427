"""An enforcer into a folder: one file a line, for an operator whose network is not joined on yet. Workers share it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Folder:
    """Keeps each line's profile in `folder/LINE.json`; an older version never replaces a newer one."""

    def __init__(self, *, folder: Path) -> None:
        self._folder = folder

    def install(self, *, line_id: int, version: int, profile: Mapping[str, Any]) -> None:
        """Write the line's profile; the file appears whole or not at all."""
        there = self._read(line_id)
        if there is not None and there["version"] > version:
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self._file(line_id).with_suffix(".part")
        part.write_text(json.dumps({"version": version, "profile": profile}), encoding="utf-8")
        part.rename(self._file(line_id))

    def read_back(self, *, line_id: int) -> Mapping[str, Any] | None:
        """Return the profile that stands in the line's file, or None where there is none."""
        there = self._read(line_id)
        return None if there is None else there["profile"]

    def _file(self, line_id: int) -> Path:
        return self._folder / f"{line_id}.json"

    def _read(self, line_id: int) -> dict[str, Any] | None:
        try:
            return dict(json.loads(self._file(line_id).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
