"""The files of the register that came, and what became of their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from varsel.surfaces.register.models import Conflict, File, Quarantined


@dataclass(frozen=True, slots=True)
class Load:
    """A file that was loaded: how many rows came in, and what became of them; what of it waits still."""

    id: int
    name: str
    entity: str
    system: str
    exported_at: datetime | None
    loaded_at: datetime
    loaded_by: str
    sha256: str
    counts: Mapping[str, int]  # rows, added, changed, same, refused, conflicts
    waiting: int
    differing: int


def counts() -> dict[tuple[str, str], int]:
    """Return how many files were loaded, by entity and system."""
    rows = File.objects.values_list("entity", "system").annotate(count=Count("id")).order_by("entity", "system")
    return {(entity, system): count for entity, system, count in rows}


def loads(*, entity: str, system: str, skip: int, limit: int) -> list[Load]:
    """Return the files that were loaded, the latest first, of an entity, a system or all."""
    rows = File.objects.order_by("-loaded_at", "-id")
    rows = rows.filter(entity=entity) if entity else rows
    return _loads(list((rows.filter(system=system) if system else rows)[skip : skip + limit]))


def load(*, file_id: int) -> Load | None:
    """Return a file that was loaded."""
    return next(iter(_loads(list(File.objects.filter(id=file_id)))), None)


def _loads(rows: list[File]) -> list[Load]:
    waiting, differing = (_of_files(model, rows) for model in (Quarantined, Conflict))
    return [
        Load(
            id=row.id,
            name=row.name,
            entity=row.entity,
            system=row.system,
            exported_at=row.exported_at,
            loaded_at=row.loaded_at,
            loaded_by=row.loaded_by,
            sha256=row.sha256,
            counts=row.counts,
            waiting=waiting.get(row.id, 0),
            differing=differing.get(row.id, 0),
        )
        for row in rows
    ]


def _of_files(model: type[Quarantined] | type[Conflict], rows: list[File]) -> dict[int, int]:
    found = model._default_manager.filter(file__in=rows).values_list("file").annotate(count=Count("id"))
    return dict(found.order_by("file"))
