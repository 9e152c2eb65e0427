"""Rows that wait, and values in conflict: kept while they do, gone when they are settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from varsel.kit.staged import Conflict as Differs
from varsel.kit.staged import Refusal
from varsel.surfaces.register.models import Conflict, File, Quarantined
from varsel.surfaces.register.opened import RawRow


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row in quarantine, for people."""

    id: int
    entity: str
    system: str
    file: str
    line: int
    column: str
    key: str
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Differing:
    """A value in conflict, for people: ours, theirs, and whose word counts (empty: a value that no file changes)."""

    entity: str
    key: str
    field: str
    stored: str | None
    told: str | None
    system: str
    owner: str
    file: str


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


def waiting(*, entity: str = "", limit: int = 1_000) -> list[Waiting]:
    """Return rows in quarantine, oldest first."""
    rows = Quarantined.objects.select_related("file").order_by("id")
    return [
        Waiting(
            id=row.id,
            entity=row.entity,
            system=row.system,
            file=row.file.name,
            line=row.line,
            column=row.column,
            key=row.key,
            reason=row.reason,
            since=row.since,
        )
        for row in (rows.filter(entity=entity) if entity else rows)[:limit]
    ]


def differing(*, entity: str = "", limit: int = 1_000) -> list[Differing]:
    """Return values in conflict, by what they are of."""
    rows = Conflict.objects.select_related("file").order_by("entity", "key", "field", "system")
    return [
        Differing(
            entity=row.entity,
            key=row.key,
            field=row.field,
            stored=row.stored,
            told=row.told,
            system=row.system,
            owner=row.owner,
            file=row.file.name,
        )
        for row in (rows.filter(entity=entity) if entity else rows)[:limit]
    ]
