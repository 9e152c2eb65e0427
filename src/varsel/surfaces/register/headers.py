"""The first lines of a file: when and by whom it was exported, and which columns it has."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from varsel.surfaces.register.entities import Entity
from varsel.surfaces.register.errors import RegisterFileError, Wrong
from varsel.surfaces.register.values import moment

_PAIR = re.compile(r"(exported_at|system)\s*[=:]\s*([^\s;,\"]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Origin:
    """When the file was exported, and which system tells it; None where the file does not say."""

    exported_at: datetime | None = None
    system: str | None = None


def origin(*, file: str, line: int, text: str) -> Origin:
    """Read a comment line: `# exported_at=2026-11-20T08:00:00+01:00 system=crm`.

    :raises RegisterFileError: when the instant is none.
    """
    told = dict(_PAIR.findall(text))
    return Origin(exported_at=_moment(file=file, line=line, text=told.get("exported_at")), system=told.get("system"))


def _moment(*, file: str, line: int, text: str | None) -> datetime | None:
    try:
        return moment(text) if text else None
    except Wrong as wrong:
        message = f"exported_at {wrong.reason}"
        raise RegisterFileError(file=file, line=line, message=message, remedy="correct it") from wrong


def columns(*, file: str, line: int, heads: Sequence[str], entity: Entity) -> list[str]:
    """Return the file's columns by the names of the register, in the order of the file.

    :raises RegisterFileError: a column twice, one that nobody knows, or one that is needed and not there.
    """
    found = [head.strip().strip("\ufeff\u00a0").casefold().replace(" ", "_") for head in heads]
    known = [cell.name for cell in entity.cells]
    twice = next((name for name in found if found.count(name) > 1), None)
    unknown = next((name for name in found if name not in known), None)
    missing = [cell.name for cell in entity.cells if cell.needed and cell.name not in found]
    if not set(found) & set(known):
        message, remedy = "no line of column names", f"begin with {';'.join(known)}"
    elif twice is not None:
        message, remedy = f"the column '{twice}' stands twice", "keep one"
    elif unknown is not None:
        near = difflib.get_close_matches(unknown, known, n=1)
        meant = f"did you mean '{near[0]}'? " if near else ""
        message, remedy = f"the column '{unknown}' is not known", f"{meant}known are {', '.join(known)}"
    elif missing:
        message, remedy = f"the column '{missing[0]}' is missing", f"needed are {', '.join(_needed(entity))}"
    else:
        return found
    raise RegisterFileError(file=file, line=line, message=message, remedy=remedy)


def _needed(entity: Entity) -> list[str]:
    return [cell.name for cell in entity.cells if cell.needed]
