"""The files of the register: which columns they have, what must hold in a row, and who takes the rows in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from varsel.kit.staged import Table, Told, Upserted
from varsel.surfaces.register.errors import Wrong
from varsel.surfaces.register.values import Reader

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a file. `needed`: the file must have it; `filled`: no row leaves it empty."""

    name: str
    read: Reader
    needed: bool = False
    filled: bool = False
    default: Any = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of file. `finish` looks at a whole row and may complete it; `alike`: what rows of one whole agree in."""

    table: Table
    cells: tuple[Cell, ...]
    take: Callable[..., Upserted]
    finish: Callable[[Row], None] | None = None
    alike: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return what its files are called."""
        return self.table.name

    def load(self, *, told: Told) -> Upserted:
        """Hand the rows to the records that keep them."""
        return self.take(told=told)


def must(name: str, read: Reader) -> Cell:
    """Return a column that every file has and every row fills."""

    def filled(value: str) -> Any:
        if not value:
            raise Wrong("is empty")
        return read(value)

    return Cell(name=name, read=filled, needed=True, filled=True)


def may(name: str, read: Reader, default: Any = None) -> Cell:
    """Return a column that a file may leave out and a row may leave empty."""
    return Cell(name=name, read=read, default=default)
