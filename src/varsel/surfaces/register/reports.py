"""What a load did, or would do, in figures and places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from varsel.kit.staged import Conflict, Refusal


@dataclass(slots=True)
class FileReport:
    """One file: how many rows came in, what became of them, and what was wrong."""

    file: str
    entity: str
    system: str = ""
    encoding: str = ""
    delimiter: str = ""
    exported_at: str | None = None
    duplicate: bool = False  # loaded before: nothing to do
    rows: int = 0
    added: int = 0
    changed: int = 0
    same: int = 0
    refused: list[Refusal] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    error: str = ""  # why the whole file is refused

    @property
    def ok(self) -> bool:
        """Return whether every row was, or would be, taken in."""
        return not self.error and not self.refused

    def counts(self) -> dict[str, int]:
        """Return the figures that the journal keeps."""
        return {
            "rows": self.rows,
            "added": self.added,
            "changed": self.changed,
            "same": self.same,
            "refused": len(self.refused),
            "conflicts": len(self.conflicts),
        }

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {
            "file": self.file,
            "entity": self.entity,
            "ok": self.ok,
            "system": self.system,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "exported_at": self.exported_at,
            "duplicate": self.duplicate,
            **self.counts(),
            "refused": [{"line": one.line, "column": one.column, "reason": one.reason} for one in self.refused],
            "conflicts": [
                {"line": one.line, "key": one.key, "field": one.field, "stored": one.stored, "told": one.told}
                for one in self.conflicts
            ],
            "error": self.error,
        }


@dataclass(slots=True)
class LoadReport:
    """All files of a load, and how many rows wait in quarantine after it."""

    files: list[FileReport] = field(default_factory=list)
    waiting: int = 0

    @property
    def refused(self) -> int:
        """Return how many rows of these files were refused."""
        return sum(len(file.refused) for file in self.files)

    @property
    def conflicts(self) -> int:
        """Return how many values of these files are in conflict."""
        return sum(len(file.conflicts) for file in self.files)
