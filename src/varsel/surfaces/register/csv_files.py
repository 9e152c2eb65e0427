"""CSV, as billing systems and spreadsheets write it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from varsel.surfaces.register.entities import Entity
from varsel.surfaces.register.errors import RegisterFileError
from varsel.surfaces.register.headers import Origin, columns, origin
from varsel.surfaces.register.opened import Opened, RawRow
from varsel.surfaces.register.sniffing import Sniffed
from varsel.surfaces.register.texts import unguarded

_TOLD_TO_SPREADSHEETS = {"sep=;", "sep=,"}  # a first line that only says what the head shows


def open_csv(*, path: Path, entity: Entity, sniffed: Sniffed) -> Opened:
    """Open a CSV file and read its head.

    :raises RegisterFileError: no head that the register knows.
    """
    with path.open(encoding=sniffed.codec, newline="") as file:
        said, line, head = _head(path=path, file=file)
    delimiter = _delimiter(path=path, line=line, head=head)
    heads = next(csv.reader([head], delimiter=delimiter))
    named = columns(file=path.name, line=line, heads=heads, entity=entity)
    return Opened(
        name=path.name,
        entity=entity,
        sha256=sniffed.sha256,
        encoding=sniffed.encoding,
        delimiter=delimiter,
        exported_at=said.exported_at,
        system=said.system,
        columns=tuple(named),
        lines=sniffed.lines,
        rows=_rows(path=path, codec=sniffed.codec, delimiter=delimiter, skip=line, width=len(named)),
    )


def _head(*, path: Path, file: TextIO) -> tuple[Origin, int, str]:
    """Return what the comment says, the line of the column names, and that line."""
    said = Origin()
    for line, text in enumerate(file, start=1):
        plain = text.strip().strip('"')
        if plain.startswith("#"):
            said = origin(file=path.name, line=line, text=plain)
        elif plain.strip(";,") and plain.casefold() not in _TOLD_TO_SPREADSHEETS:
            return said, line, text
    raise RegisterFileError(file=path.name, line=1, message="no line of column names", remedy="export the file anew")


def _delimiter(*, path: Path, line: int, head: str) -> str:
    if "\t" in head and ";" not in head:
        message = "columns are parted by tabs"
        raise RegisterFileError(file=path.name, line=line, message=message, remedy="part them by semicolons")
    return ";" if ";" in head else ","


def _rows(*, path: Path, codec: str, delimiter: str, skip: int, width: int) -> Iterator[RawRow]:
    with path.open(encoding=codec, newline="") as file:
        for _ in range(skip):
            file.readline()
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        line = skip + 1
        try:
            for fields in reader:
                if any(fields):
                    yield _row(line=line, end=skip + reader.line_num, fields=fields, width=width)
                line = skip + reader.line_num + 1
        except csv.Error as error:
            raise _broken(path=path, line=line, error=error) from error


def _row(*, line: int, end: int, fields: list[str], width: int) -> RawRow:
    if len(fields) == width:
        return RawRow(line=line, values=tuple(map(unguarded, fields)))
    wrong = f"{len(fields)} columns, where the head has {width}"
    if end > line:
        wrong += f"; the row goes on to line {end}: a quote may not be closed"
    return RawRow(line=line, values=tuple(fields), wrong=wrong)


def _broken(*, path: Path, line: int, error: csv.Error) -> RegisterFileError:
    if "end of data" in str(error) or "field limit" in str(error):
        message, remedy = "a quote that opens in this row is never closed", "close it, and double quotes inside a text"
    else:
        message, remedy = f"the row can't be read ({error})", "double quotes inside a text, and quote the text"
    return RegisterFileError(file=path.name, line=line, message=message, remedy=remedy)
