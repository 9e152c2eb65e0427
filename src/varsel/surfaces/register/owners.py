"""Whose word counts for which value: read from a file, and kept version by version."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from varsel.kit.located_yaml import LocatedScalar, read_file
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.surfaces.register.catalogue import ENTITIES
from varsel.surfaces.register.models import OwnersVersion

SHIPPED = Path(__file__).with_name("owners.yaml")


@dataclass(frozen=True, slots=True)
class Owners:
    """The owner of each column ("customers.name"), of each file ("customers"), and of all else."""

    named: dict[str, str]
    default: str
    version: int | None = None  # None: not kept, a rehearsal's or the shipped ones

    def of(self, *, entity: str, column: str) -> str:
        """Return the system whose word counts."""
        return self.named.get(f"{entity}.{column}") or self.named.get(entity) or self.default

    def owned(self, *, entity: str, system: str) -> frozenset[str]:
        """Return the columns of a file that this system owns."""
        columns = ENTITIES[entity].table.columns
        return frozenset(one.name for one in columns if self.of(entity=entity, column=one.name) == system)

    def to_json(self) -> dict[str, str]:
        """Return the owners as the lines of their file."""
        return {"default": self.default, **dict(sorted(self.named.items()))}


def read_owners(*, path: Path | None = None) -> Owners:
    """Read a file of owners (YAML); without one, "register" owns everything.

    :raises InputError: no such file, or a line that names no file or column of the register.
    """
    named: dict[str, str] = {}
    for name, entry in read_file(path=path or SHIPPED).entries.items():
        if name != "default" and name not in _names():
            raise entry.place.error(message=f"'{name}' is no file or column of the register", remedy="correct the name")
        if not isinstance(entry.value, LocatedScalar) or not entry.value.text:
            raise entry.place.error(message=f"'{name}' has no owner", remedy="write the name of a system")
        named[name] = entry.value.text
    return Owners(default=named.pop("default", "register"), named=named)


def owners_in_force() -> Owners:
    """Return the owners that were set last; before any were, those that are shipped."""
    row = OwnersVersion.objects.order_by("-id").first()
    if row is None:
        return read_owners()
    named = dict(row.document)
    return Owners(default=named.pop("default"), named=named, version=row.id)


@transaction.atomic
def set_owners(*, owners: Owners, actor: str, at: datetime) -> Owners:
    """Keep owners as a new version and return them with it; the same as are in force stay that version."""
    before = owners_in_force()
    if before.version is not None and before.to_json() == owners.to_json():
        return before
    digest = hashlib.sha256(json.dumps(owners.to_json(), sort_keys=True).encode()).hexdigest()
    row = OwnersVersion.objects.create(document=owners.to_json(), digest=digest, set_at=at, set_by=actor)
    facts = {"digest": digest, "version": row.id}
    journal.write(at=at, kind=Kind.REGISTER_OWNERS_SET, about=f"owners:{row.id}", actor=actor, facts=facts)
    return Owners(default=owners.default, named=owners.named, version=row.id)


def _names() -> set[str]:
    columns = {f"{name}.{column.name}" for name, entity in ENTITIES.items() for column in entity.table.columns}
    return columns | set(ENTITIES)
