"""The whole register out, in the formats that go in: `csv/` for spreadsheets, `json/` for machines."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from django.db import connection, transaction

from varsel.kit.staged import stored_rows
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.surfaces.register.catalogue import ENTITIES
from varsel.surfaces.register.entities import Entity
from varsel.surfaces.register.parsing import written
from varsel.surfaces.register.texts import guarded


@transaction.atomic(durable=True)
def export(*, folder: Path, at: datetime, actor: str, progress: Callable[[str, int], None]) -> dict[str, int]:
    """Write every file twice, as CSV and as JSON, all of one moment; return the rows of each.

    Only the owner of the files may read them: they name people.

    :raises OSError: when they can't be written.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    counts = {}
    for name, entity in ENTITIES.items():
        counts[name] = _write(entity=entity, folder=folder, at=at)
        progress(name, counts[name])
    journal.write(at=at, kind=Kind.REGISTER_EXPORTED, about="register", actor=actor, facts=dict(counts))
    return counts


def _write(*, entity: Entity, folder: Path, at: datetime) -> int:
    with (
        _opened(folder / "csv" / f"{entity.name}.csv", bom=True) as sheet,
        _opened(folder / "json" / f"{entity.name}.json", bom=False) as machine,
    ):
        names = [cell.name for cell in entity.cells]
        made = at.astimezone(UTC).isoformat(timespec="seconds")
        sheet.write(f"# exported_at={made}\r\n")
        rows = csv.writer(sheet, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        rows.writerow(names)
        machine.write(f'{{"exported_at": "{made}", "rows": [')
        count = 0
        for count, row in enumerate(_rows(entity=entity), start=1):
            rows.writerow([guarded(_for_sheets(value)) for value in row])
            one = json.dumps(dict(zip(names, map(_for_machines, row), strict=True)), ensure_ascii=False)
            machine.write(("," if count > 1 else "") + "\n" + one)
        machine.write("\n]}\n")
    return count


def _rows(*, entity: Entity) -> Iterable[tuple[Any, ...]]:
    """Yield the stored rows with their columns in the order of the file's cells."""
    places = {column.name: place for place, column in enumerate(entity.table.columns)}
    order = [places[cell.name] for cell in entity.cells]
    for row in stored_rows(table=entity.table):
        yield tuple(row[place] for place in order)


def _opened(path: Path, *, bom: bool) -> TextIO:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.chmod(0o600)
    return path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="")


def _for_sheets(value: Any) -> str:
    text = written(value)
    return text.replace(".", ",") if isinstance(value, Decimal) else text


def _for_machines(value: Any) -> Any:
    return value if value is None or isinstance(value, bool) else written(value)
