"""`varsel intake`: bank files, looked at or booked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from varsel.kit import clock
from varsel.kit.located_yaml import InputError
from varsel.surfaces.cli import exits, given
from varsel.surfaces.intake import bank_files, checking

app = typer.Typer(no_args_is_help=True)
FILES = Annotated[list[Path], typer.Argument(help="bank files, of any format that is known", show_default=False)]


@app.command("check")
def check(
    files: FILES,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object per file on its own line")] = False,
) -> None:
    """Say what each file holds, booking nothing. Exits 2 if any is not a whole bank file.

    Example: varsel intake check --json bank/*.txt
    """
    all_ok = True
    for path in files:
        found = _checked(path)
        all_ok = all_ok and found["ok"]
        typer.echo(json.dumps(found, ensure_ascii=False) if as_json else _in_words(found))
    raise typer.Exit(exits.OK if all_ok else exits.USAGE)


@app.command("book")
def book(files: FILES) -> None:
    """Book bank files, each whole or not at all. Exits 2 if any was refused; the others are booked.

    Example: varsel intake book bank/2026-11-20.txt
    """
    refused = False
    for path in files:
        try:
            booked = bank_files.book(name=path.name, content=given.content(path=path), at=clock.now(), actor="cli")
            typer.echo(bank_files.in_words(booked=booked))
        except InputError as wrong:
            refused = True
            typer.echo(f"not booked: {wrong}", err=True)
    raise typer.Exit(exits.USAGE if refused else exits.OK)


def _checked(path: Path) -> dict[str, Any]:
    """Return what a file holds; of one that can't be read, that."""
    try:
        return checking.check(name=str(path), content=given.content(path=path))
    except InputError as unreadable:
        return {"file": str(path), "format": None, **checking.nothing(error=str(unreadable))}


def _in_words(found: dict[str, object]) -> str:
    if not found["ok"]:
        return "\n".join(map(str, found["errors"]))  # type: ignore[call-overload]
    kind = f"{found['format']}{' TEST FILE' if found['test'] else ''}"
    return f"{found['file']}: {kind} of {found['created']}, {found['payments']} payments, {found['sums']}"
