"""Rows of text become rows of values, or say what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from varsel.kit.staged import Refusal
from varsel.surfaces.register.entities import Cell, Entity, Row
from varsel.surfaces.register.errors import Wrong
from varsel.surfaces.register.opened import RawRow
from varsel.surfaces.register.texts import clean

Parsed = tuple[Any, ...]  # line, then the values in the order of the table's columns


@dataclass(slots=True)
class Parser:
    """Parses the rows of one file. What it refuses and which keys it saw is here when the rows have been read."""

    entity: Entity
    columns: Sequence[str]
    refusals: list[Refusal] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)  # what a row is called, to its line
    count: int = 0

    def rows(self, *, raw: Iterator[RawRow]) -> Iterator[Parsed]:
        """Yield the rows that hold; of an entity whose rows form wholes, only those whose whole does."""
        parsed = self._parsed(raw=raw)
        yield from self._wholes(rows=list(parsed)) if self.entity.table.together else parsed

    def _parsed(self, *, raw: Iterator[RawRow]) -> Iterator[Parsed]:
        places = {name: place for place, name in enumerate(self.columns)}
        plan = [(cell, places.get(cell.name)) for cell in self.entity.cells]
        for row in raw:
            self.count += 1
            try:
                yield self._row(row=row, plan=plan)
            except Wrong as wrong:
                self._refuse(row=row, wrong=wrong)

    def _row(self, *, row: RawRow, plan: list[tuple[Cell, int | None]]) -> Parsed:
        if row.wrong:
            raise Wrong(row.wrong, column=row.column)
        values: Row = {}
        for cell, place in plan:
            values[cell.name] = cell.default if place is None else _value(cell=cell, raw=row.values[place])
        if self.entity.finish:
            self.entity.finish(values)
        name = called(entity=self.entity, values=values)
        first = self.keys.setdefault(name, row.line)
        if first != row.line:
            raise Wrong(f"{name!r} stands twice, first on line {first}", column=self.entity.table.key[0], again=False)
        return (row.line, *values.values())

    def _refuse(self, *, row: RawRow, wrong: Wrong) -> None:
        told = dict(zip(self.columns, row.values, strict=False))
        texts = {name: told.get(name, "").strip() for name in self.entity.table.key}
        name = called(entity=self.entity, values=texts) if all(texts.values()) else ""
        if name:
            self.keys.setdefault(name, row.line)
        again = told if wrong.again and not row.wrong else {}
        shown = {column: text.replace("\0", "\ufffd") for column, text in again.items()}
        self.refusals.append(Refusal(line=row.line, column=wrong.column, reason=wrong.reason, key=name, values=shown))

    def _wholes(self, *, rows: list[Parsed]) -> Iterator[Parsed]:
        """Yield the rows of wholes of which no row is refused and whose rows agree in what they must."""
        names = ["line", *(cell.name for cell in self.entity.cells)]
        together = names.index(self.entity.table.together)
        alike = [names.index(name) for name in self.entity.alike]
        refused = {(one.values or {}).get(names[together]) for one in self.refusals}
        first: dict[str, Parsed] = {}
        for row in rows:
            whole = first.setdefault(row[together], row)
            refused |= {row[together]} if any(row[at] != whole[at] for at in alike) else set()
        for row in rows:
            if row[together] not in refused:
                yield row
            else:
                self._refuse_whole(row=row, names=names, column=names[together])

    def _refuse_whole(self, *, row: Parsed, names: list[str], column: str) -> None:
        values = {name: written(value) for name, value in zip(names[1:], row[1:], strict=True)}
        reason = f"another row of the same {column} is refused, or differs in {', '.join(self.entity.alike)}"
        key = called(entity=self.entity, values=dict(zip(names[1:], row[1:], strict=True)))
        self.refusals.append(Refusal(line=row[0], column=column, reason=reason, key=key, values=values))


def called(*, entity: Entity, values: Row) -> str:
    """Return what a row is called: its key's values."""
    key = (values[name] for name in entity.table.key)
    return " / ".join(
        one.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(one, datetime) else written(one)
        for one in key
    )


def written(value: Any) -> str:
    """Return a value as files write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return "" if value is None else str(value)


def _value(*, cell: Cell, raw: str) -> Any:
    try:
        text = clean(raw)
        return cell.read(text) if text or cell.filled else cell.default
    except Wrong as wrong:
        raise Wrong(wrong.reason, column=cell.name) from wrong
