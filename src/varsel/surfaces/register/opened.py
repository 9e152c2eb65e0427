"""A register file that was opened: what it is, and its rows, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from varsel.surfaces.register.entities import Entity


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as text, in the order of the file's columns; `wrong` says why it can't be read as one."""

    line: int
    values: tuple[str, ...]
    wrong: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with its head read. `rows` is read once; it may raise RegisterFileError at any row."""

    name: str
    entity: Entity
    sha256: str
    encoding: str
    delimiter: str  # "" for JSON
    exported_at: datetime | None
    system: str | None
    columns: tuple[str, ...]
    lines: int
    rows: Iterator[RawRow]
