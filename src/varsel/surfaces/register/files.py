"""Register files by their names: `customers.csv`, `open_items-2026-11-20.json`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from varsel.surfaces.register.catalogue import ENTITIES
from varsel.surfaces.register.csv_files import open_csv
from varsel.surfaces.register.errors import RegisterFileError
from varsel.surfaces.register.json_files import open_json
from varsel.surfaces.register.opened import Opened
from varsel.surfaces.register.sniffing import sniff

_NAME = re.compile(r"([a-z_]+?)_?(?:[-.0-9 ].*)?\.(csv|json)", re.ASCII)


def found(*, paths: Sequence[Path]) -> list[Path]:
    """Return the register files among these files and in these folders, each after those that it leans on.

    :raises RegisterFileError: a path that is not there, a file that is none of the register, or none at all.
    """
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise RegisterFileError(file=str(path), line=None, message="is not there", remedy="check the path")
        files += _inside(folder=path) if path.is_dir() else [path]
    order = list(ENTITIES)
    return sorted(files, key=lambda path: (order.index(entity_name(path=path)), path.name, str(path)))


def entity_name(*, path: Path) -> str:
    """Return which file of the register a path is, by its name.

    :raises RegisterFileError: when it is none.
    """
    named = _NAME.fullmatch(path.name.lower())
    if named is None or named.group(1) not in ENTITIES:
        message, remedy = "not a file of the register", f"call it {', '.join(ENTITIES)} with .csv or .json"
        raise RegisterFileError(file=path.name, line=None, message=message, remedy=remedy)
    return named.group(1)


def opened(*, path: Path) -> Opened:
    """Open a file and read its head.

    :raises RegisterFileError: it can't be read as rows of the register.
    """
    entity, sniffed = ENTITIES[entity_name(path=path)], sniff(path=path)
    reader = open_json if path.suffix.lower() == ".json" else open_csv
    return reader(path=path, entity=entity, sniffed=sniffed)


def _inside(*, folder: Path) -> list[Path]:
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in {".csv", ".json"}]
    if not files:
        inner = [path.name for path in sorted(folder.iterdir()) if path.is_dir()]
        remedy = (
            f"name a folder in it: {', '.join(inner)}" if inner else f"put in {', '.join(ENTITIES)} as .csv or .json"
        )
        raise RegisterFileError(file=folder.name, line=None, message="no register files in this folder", remedy=remedy)
    return files
