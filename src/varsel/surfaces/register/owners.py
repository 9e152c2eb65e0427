"""Whose word counts for which value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from varsel.kit.located_yaml import LocatedScalar, read_file
from varsel.surfaces.register.catalogue import ENTITIES

SHIPPED = Path(__file__).with_name("owners.yaml")


@dataclass(frozen=True, slots=True)
class Owners:
    """The owner of each column ("customers.name"), of each file ("customers"), and of all else."""

    named: dict[str, str]
    default: str

    def of(self, *, entity: str, column: str) -> str:
        """Return the system whose word counts."""
        return self.named.get(f"{entity}.{column}") or self.named.get(entity) or self.default

    def owned(self, *, entity: str, system: str) -> frozenset[str]:
        """Return the columns of a file that this system owns."""
        columns = ENTITIES[entity].table.columns
        return frozenset(one.name for one in columns if self.of(entity=entity, column=one.name) == system)


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


def _names() -> set[str]:
    columns = {f"{name}.{column.name}" for name, entity in ENTITIES.items() for column in entity.table.columns}
    return columns | set(ENTITIES)
