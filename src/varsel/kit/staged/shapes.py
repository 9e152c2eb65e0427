"""How the rows of a file and the rows of a table belong together. The SQL in here is our own, never a file's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Refers:
    """A column that names a row of another table by what other systems call it: its column `by`.

    `brings` are columns of that row which the check or the insert need, as `r.<column>__<brought>`.
    """

    table: str
    load_first: str  # the file that holds what is missing
    brings: tuple[str, ...] = ()
    by: str = "external_id"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file. `reads` is SQL over the stored row `t`, `writes` SQL over the staged row `r`."""

    name: str
    type: str
    reads: str
    into: str | None = None  # the stored column; None: the package writes it elsewhere
    writes: str = ""  # empty: the value as it stands
    changes: bool = False  # False: what differs is always a conflict
    compared: bool = True
    refers: Refers | None = None

    @property
    def written(self) -> str:
        """Return the SQL of what is stored."""
        return self.writes or (f"r.{self.name}__id" if self.refers else f"r.{self.name}")


@dataclass(frozen=True, slots=True)
class Check:
    """A staged row that meets `wrong` (SQL over `r`) is refused."""

    column: str
    wrong: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """What a file of this kind becomes. `source` is SQL after FROM, with the stored row as `t`."""

    name: str
    table: str
    source: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    made: Mapping[str, str] = field(default_factory=dict)  # stored column to SQL over `r`
    unique: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    together: str = ""  # rows that agree in this column are taken or refused as one

    def column(self, name: str) -> Column:
        """Return the column of that name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def key_text(self) -> str:
        """Return SQL over `r` for what a row is called."""
        return " || ' / ' || ".join(_as_text(self.column(name)) for name in self.key)


@dataclass(frozen=True, slots=True)
class Told:
    """Rows as a system told them: `(line in the file, *values)` in the order of the table's columns.

    `columns` were in the file: what a file does not speak of is left alone. `owned` are those whose word counts.
    """

    rows: Iterable[Sequence[Any]]
    columns: frozenset[str]
    owned: frozenset[str]
    at: datetime
    actor: str


def _as_text(column: Column) -> str:
    if column.type == "timestamptz":
        return f"""to_char(r.{column.name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')"""
    return f"r.{column.name}::text"
