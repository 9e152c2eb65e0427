"""What the present system did: a CSV file, read whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from varsel.kit.staged import Table, Told, Upserted
from varsel.surfaces.register.csv_files import open_csv
from varsel.surfaces.register.entities import Cell, Entity, may, must
from varsel.surfaces.register.errors import RegisterFileError, Wrong
from varsel.surfaces.register.opened import RawRow
from varsel.surfaces.register.sniffing import sniff
from varsel.surfaces.register.texts import clean
from varsel.surfaces.register.values import amount, choice, day, key

ACTIONS = ("demand", "warning", "limit", "close", "reopen")
CELLS: tuple[Cell, ...] = (
    must("day", day),
    may("customer", key),
    may("service", key),
    must("action", choice(*ACTIONS)),
    may("amount", amount),
)
_AS_TO = "correct it, or export it anew: day;customer;service;action;amount"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that the present system did, with the line of its file. It names a customer, a service or both."""

    line: int
    day: date
    action: str
    customer: str
    service: str
    amount: Decimal | None


def read_deeds(*, path: Path) -> list[Deed]:
    """Read a file of what the present system did, in its order.

    :raises RegisterFileError: it can't be read as rows, or a row does not hold: which line and column, and why.
    """
    opened = open_csv(path=path, entity=_ENTITY, sniffed=sniff(path=path))
    found: list[Deed] = []
    wrong: list[tuple[int, Wrong]] = []
    for row in opened.rows:
        try:
            found.append(_deed(row=row, columns=opened.columns))
        except Wrong as fault:
            wrong.append((row.line, fault))
    if wrong:
        line, first = wrong[0]
        place = f"column {first.column} " if first.column else ""
        more = f" ({len(wrong) - 1} more rows are wrong)" if len(wrong) > 1 else ""
        raise RegisterFileError(file=path.name, line=line, message=f"{place}{first.reason}{more}", remedy=_AS_TO)
    return found


def _deed(*, row: RawRow, columns: tuple[str, ...]) -> Deed:
    if row.wrong:
        raise Wrong(row.wrong, column=row.column)
    told = dict(zip(columns, row.values, strict=True))
    values = dict(_values(told))
    if not values["customer"] and not values["service"]:
        raise Wrong("and service are both empty: name one of them", column="customer")
    return Deed(line=row.line, **values)


def _values(told: dict[str, str]) -> Iterator[tuple[str, Any]]:
    for cell in CELLS:
        yield cell.name, _value(cell, told.get(cell.name, ""))


def _value(cell: Cell, raw: str) -> Any:
    try:
        text = clean(raw)
        if text or cell.filled:
            return cell.read(text)
    except Wrong as wrong:
        raise Wrong(wrong.reason, column=cell.name) from wrong
    return None if cell.name == "amount" else ""


def _nowhere(*, told: Told) -> Upserted:
    raise NotImplementedError("what the present system did is held against ours, and never stored")


_ENTITY = Entity(table=Table(name="deeds", table="", source="", key=(), columns=()), cells=CELLS, take=_nowhere)
