"""JSON: a list of objects, or an object with `exported_at`, `system` and the list as `rows`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from varsel.surfaces.register.entities import Entity
from varsel.surfaces.register.errors import RegisterFileError
from varsel.surfaces.register.headers import Origin, columns, origin
from varsel.surfaces.register.opened import Opened, RawRow
from varsel.surfaces.register.sniffing import Sniffed

_MOST_BYTES = 1 << 30
_BLANK = re.compile(r"[ \t\r\n]*")


class _Twice(ValueError):
    """A key that stands twice in an object."""


def open_json(*, path: Path, entity: Entity, sniffed: Sniffed) -> Opened:
    """Open a JSON file and read it whole.

    :raises RegisterFileError: no JSON, not a list of objects, a key twice, no columns that the register knows.
    """
    if sniffed.codec != "utf-8-sig" or path.stat().st_size > _MOST_BYTES:
        message = "JSON is UTF-8, and no larger than a gigabyte"
        raise RegisterFileError(file=path.name, line=1, message=message, remedy="export it anew, or in parts")
    text = path.read_text(encoding=sniffed.codec)
    said, start = _head(path=path, text=text)
    objects = list(_objects(path=path, text=text, at=start))
    heads = list(dict.fromkeys(name for _, one in objects for name in one))
    named = columns(file=path.name, line=1, heads=heads, entity=entity) if objects else []
    return Opened(
        name=path.name,
        entity=entity,
        sha256=sniffed.sha256,
        encoding=sniffed.encoding,
        delimiter="",
        exported_at=said.exported_at,
        system=said.system,
        columns=tuple(named),
        lines=len(objects),
        rows=(_row(line=line, one=one, heads=heads) for line, one in objects),
    )


def _head(*, path: Path, text: str) -> tuple[Origin, int]:
    """Return what stands before the rows, and where their list begins."""
    start = _skip(text, 0)
    if text[start : start + 1] == "[":
        return Origin(), start + 1
    rows = text.find('"rows"')
    bracket = text.find("[", rows)
    if text[start : start + 1] != "{" or rows < 0 or text[rows + 6 : bracket].strip() != ":":
        message, remedy = "not a list of objects", 'write [{"external_id": …}, …]'
        raise RegisterFileError(file=path.name, line=1, message=message, remedy=remedy)
    return origin(file=path.name, line=1, text=text[start:rows].replace('"', " ")), bracket + 1


def _objects(*, path: Path, text: str, at: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each object with the line on which it begins."""
    decoder = json.JSONDecoder(object_pairs_hook=_once, parse_float=str, parse_int=str, parse_constant=_no_number)
    line, counted, at = 1, 0, _skip(text, at)
    while text[at : at + 1] != "]":
        line, counted = line + text.count("\n", counted, at), at
        try:
            one, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise _broken(path=path, line=text.count("\n", 0, getattr(error, "pos", at)) + 1, error=error) from error
        if not isinstance(one, dict):
            raise RegisterFileError(file=path.name, line=line, message="not an object", remedy="write {…} for each row")
        yield line, one
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            raise RegisterFileError(
                file=path.name, line=line, message="the list breaks off after this row", remedy="export it anew"
            )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice("a key stands twice in an object")
    return found


def _no_number(name: str) -> Any:
    raise _Twice(f"{name} is no number")


def _broken(*, path: Path, line: int, error: Exception) -> RegisterFileError:
    message = f"not JSON ({error.msg})" if isinstance(error, json.JSONDecodeError) else str(error)
    message = "nested too deeply" if isinstance(error, RecursionError) else message
    return RegisterFileError(file=path.name, line=line, message=message, remedy="correct it, or export it anew")


def _row(*, line: int, one: dict[str, Any], heads: list[str]) -> RawRow:
    nested = next((name for name in heads if _is_nested(name, one.get(name))), "")
    lacking = next((name for name in heads if name not in one), "")
    values = tuple("" if _is_nested(name, one.get(name)) else _text(one.get(name)) for name in heads)
    if lacking:
        wrong = f"lacks '{lacking}', which other rows have: write null"
    else:
        wrong = "is no plain value: write text, a number, true, false or null" if nested else ""
    return RawRow(line=line, values=values, wrong=wrong, column=lacking or nested)


def _is_nested(name: str, value: Any) -> bool:
    """Say whether a value is a list or an object; only clauses may come as a list of words."""
    if isinstance(value, list) and name == "clauses":
        return not all(isinstance(one, str) for one in value)
    return isinstance(value, list | dict)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else str(value)


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
