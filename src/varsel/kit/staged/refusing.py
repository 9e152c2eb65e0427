"""Staged rows that can't be taken: they name what is not there, clash with others, or break a check."""

from __future__ import annotations

import json
from typing import Any

from psycopg.sql import SQL, Identifier

from varsel.kit.staged.outcome import Refusal
from varsel.kit.staged.shapes import Check, Column, Table
from varsel.kit.staged.statements import fetch, run

_Found = list[tuple[int, str, str]]  # line, column, reason


def refuse(*, table: Table) -> tuple[Refusal, ...]:
    """Take rows that are refused out of `told`, and return them, each once, in the order of the file."""
    found: _Found = []
    for column in table.columns:
        found += _unknown(column=column) if column.refers else []
    for name in table.unique:
        found += _taken(table=table, column=table.column(name))
    for check in table.checks:
        found += _broken(check=check)
    found += _along(table=table, lines=[line for line, *_ in found]) if found and table.together else []
    return _taken_out(table=table, found=found) if found else ()


def _unknown(*, column: Column) -> _Found:
    assert column.refers is not None
    rows = fetch(
        "SELECT place, {name}::text FROM told r WHERE {name} IS NOT NULL AND {id} IS NULL",
        name=Identifier(column.name),
        id=Identifier(f"{column.name}__id"),
    )
    remedy = f"load {column.refers.load_first} first, or in the same folder"
    return [(line, column.name, f"{column.name} {value!r} is not known: {remedy}") for line, value in rows]


def _taken(*, table: Table, column: Column) -> _Found:
    """Find new rows whose value is a stored row's, or that of an earlier new row."""
    rows = fetch(
        "SELECT place, value FROM (SELECT r.place, r.{name}::text AS value,"
        " row_number() OVER (PARTITION BY r.{name} ORDER BY r.place) > 1"
        " OR EXISTS (SELECT FROM {source} WHERE {reads} = r.{name}) AS taken"
        " FROM told r WHERE r.known_id IS NULL AND r.{name} IS NOT NULL) found WHERE taken",
        name=Identifier(column.name),
        source=SQL(table.source),
        reads=SQL(column.reads),
    )
    return [(line, column.name, f"{column.name} {value!r} belongs to another row") for line, value in rows]


def _broken(*, check: Check) -> _Found:
    rows = fetch("SELECT place FROM told r WHERE {wrong}", wrong=SQL(check.wrong))
    return [(line, check.column, check.reason) for (line,) in rows]


def _along(*, table: Table, lines: list[int]) -> _Found:
    """Find the rows that are refused because another row of their whole is."""
    rows = fetch(
        "SELECT place FROM told r WHERE {together} IN (SELECT {together} FROM told WHERE place = ANY(%s))",
        [lines],
        together=Identifier(table.together),
    )
    reason = f"another row of the same {table.together} is refused"
    return [(line, table.together, reason) for (line,) in rows if line not in set(lines)]


def _taken_out(*, table: Table, found: _Found) -> tuple[Refusal, ...]:
    first: dict[int, tuple[str, str]] = {}
    for line, column, reason in found:
        first.setdefault(line, (column, reason))
    rows = fetch(
        "SELECT place, {key}, row_to_json(r)::text FROM told r WHERE place = ANY(%s) ORDER BY place",
        [list(first)],
        key=SQL(table.key_text),
    )
    run("DELETE FROM told WHERE place = ANY(%s)", [list(first)])
    wanted = [column.name for column in table.columns]
    return tuple(
        Refusal(line=line, column=first[line][0], reason=first[line][1], key=key, values=_as_text(row, wanted))
        for line, key, row in rows
    )


def _as_text(row: str, wanted: list[str]) -> dict[str, str | None]:
    values: dict[str, Any] = json.loads(row, parse_float=str, parse_int=str)
    written = {True: "true", False: "false", None: None}
    return {
        name: written[value] if isinstance(value, bool | None) else str(value)
        for name, value in values.items()
        if name in wanted
    }
