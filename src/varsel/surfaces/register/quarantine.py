"""Rows that wait, and values in conflict: kept while they do, gone when they are settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from varsel.kit.staged import Conflict as Differs
from varsel.kit.staged import Refusal
from varsel.surfaces.register.models import Conflict, File, Quarantined
from varsel.surfaces.register.opened import RawRow


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row in quarantine, for people. `told` is the row as it came: it names people."""

    id: int
    file_id: int
    entity: str
    system: str
    file: str
    line: int
    column: str
    key: str
    reason: str
    since: datetime
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Differing:
    """A value in conflict, for people: ours, theirs, and whose word counts (empty: a value that no file changes)."""

    id: int
    entity: str
    key: str
    field: str
    stored: str | None
    told: str | None
    system: str
    owner: str
    file: str
    at: datetime


def keep(*, file: File, refusals: Iterable[Refusal], at: datetime) -> None:
    """Put refused rows into quarantine."""
    rows = (
        Quarantined(
            file=file,
            entity=file.entity,
            system=file.system,
            line=one.line,
            key=one.key,
            column=one.column,
            reason=one.reason,
            told=one.values or {},
            since=at,
        )
        for one in refusals
    )
    Quarantined.objects.bulk_create(rows, batch_size=5_000)


def note(*, file: File, conflicts: Iterable[Differs], owner_of: dict[str, str], at: datetime) -> None:
    """List values in conflict. `owner_of`: the owner of each field, "" for one that no file changes."""
    rows = (
        Conflict(
            file=file,
            entity=file.entity,
            system=file.system,
            key=one.key,
            field=one.field,
            owner=owner_of.get(one.field, ""),
            stored=one.stored,
            told=one.told,
            at=at,
        )
        for one in conflicts
    )
    Conflict.objects.bulk_create(rows, batch_size=5_000)


def note_retried(*, conflicts: Sequence[Differs], owner_of: dict[str, str], at: datetime) -> None:
    """List values in conflict of rows that waited; their line is their place in the quarantine."""
    files = {
        row.id: row.file
        for row in Quarantined.objects.select_related("file").filter(id__in=[one.line for one in conflicts])
    }
    for one in conflicts:
        note(file=files[one.line], conflicts=[one], owner_of=owner_of, at=at)


def supersede(*, entity: str, system: str, keys: dict[str, int]) -> None:
    """Let go what waits or is in conflict of rows that the same system tells anew."""
    for model in (Quarantined, Conflict):
        rows = model.objects.filter(entity=entity, system=system)
        old = [row_id for row_id, key in rows.values_list("id", "key").iterator() if key in keys]
        model.objects.filter(id__in=old).delete()


def systems_waiting(*, entity: str) -> list[str]:
    """Return the systems of which rows wait."""
    return sorted(set(Quarantined.objects.filter(entity=entity).exclude(told={}).values_list("system", flat=True)))


def rows_waiting(*, entity: str, system: str, columns: tuple[str, ...]) -> Iterator[RawRow]:
    """Yield the rows that can be tried again; `line` is their place in the quarantine."""
    rows = Quarantined.objects.filter(entity=entity, system=system).exclude(told={}).order_by("id")
    for row in rows.iterator():
        values = tuple(row.told.get(column) or "" for column in columns)
        yield RawRow(line=row.id, values=values)


def let_go(*, ids: Iterable[int]) -> int:
    """Take rows out of quarantine, and return how many there were."""
    return Quarantined.objects.filter(id__in=list(ids)).delete()[0]


def count() -> int:
    """Return how many rows wait."""
    return Quarantined.objects.count()


def counts() -> dict[tuple[str, str], int]:
    """Return how many rows wait, by entity and system."""
    return _counted(Quarantined.objects.all())


def conflict_counts() -> dict[tuple[str, str], int]:
    """Return how many values are in conflict, by entity and system."""
    return _counted(Conflict.objects.all())


def waiting(
    *, entity: str = "", system: str = "", file_id: int | None = None, skip: int = 0, limit: int = 1_000
) -> list[Waiting]:
    """Return rows in quarantine, oldest first, of an entity, a system, a file or all."""
    rows = _of(Quarantined.objects.select_related("file").order_by("id"), entity, system, file_id)
    return [_waiting(row) for row in rows[skip : skip + limit]]


def one_waiting(*, row_id: int) -> Waiting | None:
    """Return a row in quarantine."""
    row = Quarantined.objects.select_related("file").filter(id=row_id).first()
    return _waiting(row) if row else None


def differing(
    *, entity: str = "", system: str = "", file_id: int | None = None, skip: int = 0, limit: int = 1_000
) -> list[Differing]:
    """Return values in conflict, by what they are of."""
    rows = _of(
        Conflict.objects.select_related("file").order_by("entity", "key", "field", "system"), entity, system, file_id
    )
    return [_differing(row) for row in rows[skip : skip + limit]]


def one_differing(*, conflict_id: int) -> Differing | None:
    """Return a value in conflict."""
    row = Conflict.objects.select_related("file").filter(id=conflict_id).first()
    return _differing(row) if row else None


def settled(*, conflict_id: int) -> bool:
    """Take a value off the list of conflicts; tell whether it was on it."""
    return bool(Conflict.objects.filter(id=conflict_id).delete()[0])


def _of(rows: Any, entity: str, system: str, file_id: int | None) -> Any:
    rows = rows.filter(entity=entity) if entity else rows
    rows = rows.filter(system=system) if system else rows
    return rows.filter(file_id=file_id) if file_id is not None else rows


def _counted(rows: Any) -> dict[tuple[str, str], int]:
    found = rows.values_list("entity", "system").annotate(count=Count("id")).order_by("entity", "system")
    return {(entity, system): count for entity, system, count in found}


def _waiting(row: Quarantined) -> Waiting:
    return Waiting(
        id=row.id,
        file_id=row.file_id,
        entity=row.entity,
        system=row.system,
        file=row.file.name,
        line=row.line,
        column=row.column,
        key=row.key,
        reason=row.reason,
        since=row.since,
        told=row.told,
    )


def _differing(row: Conflict) -> Differing:
    return Differing(
        id=row.id,
        entity=row.entity,
        key=row.key,
        field=row.field,
        stored=row.stored,
        told=row.told,
        system=row.system,
        owner=row.owner,
        file=row.file.name,
        at=row.at,
    )
