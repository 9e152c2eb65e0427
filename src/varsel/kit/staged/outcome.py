"""What became of rows in bulk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not taken, and why. `values` is the row as text, to be tried again."""

    line: int
    column: str
    reason: str
    key: str = ""
    values: Mapping[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that differs from the stored one, and that this system may not change."""

    line: int
    key: str
    field: str
    stored: str | None
    told: str | None


@dataclass(frozen=True, slots=True)
class Upserted:
    """How many rows were added, changed or found as they were; what was refused and what is in conflict."""

    added: int = 0
    changed: int = 0
    same: int = 0
    refusals: tuple[Refusal, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def __add__(self, other: Upserted) -> Upserted:
        return Upserted(
            added=self.added + other.added,
            changed=self.changed + other.changed,
            same=self.same + other.same,
            refusals=self.refusals + other.refusals,
            conflicts=self.conflicts + other.conflicts,
        )
