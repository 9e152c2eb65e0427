"""`varsel register`: the operator's register in from other systems, looked at, loaded, and out again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from varsel.kit import clock
from varsel.kit.located_yaml import InputError
from varsel.surfaces.cli import exits
from varsel.surfaces.register import exporting, quarantine
from varsel.surfaces.register.catalogue import ENTITIES
from varsel.surfaces.register.errors import LoadRefused, Wrong
from varsel.surfaces.register.loading import FirstLoadIncomplete, Loader
from varsel.surfaces.register.loading import Progress as Told
from varsel.surfaces.register.owners import read_owners
from varsel.surfaces.register.reports import FileReport
from varsel.surfaces.register.values import moment

app = typer.Typer(no_args_is_help=True)
SHOWN = 20  # refused rows that are shown of a file; --json has all
PATHS = Annotated[list[Path], typer.Argument(help="register files, or folders of them", show_default=False)]
AS_JSON = Annotated[bool, typer.Option("--json", help="one JSON object per file on its own line")]
OWNERS = Annotated[Path | None, typer.Option("--owners", help="whose word counts for what (YAML)")]
SYSTEM = Annotated[str, typer.Option("--system", help="who tells files that do not say it themselves")]
EXPORTED = Annotated[str, typer.Option("--exported-at", help="when files were exported that do not say it themselves")]


@app.command("check")
def check(
    paths: PATHS,
    as_json: AS_JSON = False,
    owners: OWNERS = None,
    system: SYSTEM = "register",
    exported_at: EXPORTED = "",
) -> None:
    """Rehearse a load: say what would be taken, and each refused row with its line. Nothing is changed.

    Example: varsel register check export/
    """
    with _bars() as progress:
        loader = _loader(owners=owners, system=system, exported_at=exported_at, progress=progress)
        report = loader.rehearse(paths=paths)
    _show(reports=report.files, as_json=as_json)
    raise typer.Exit(exits.OK if all(file.ok for file in report.files) else exits.USAGE)


@app.command("load")
def load(
    paths: PATHS,
    first: Annotated[bool, typer.Option("--first", help="refuse unless nothing was loaded before")] = False,
    as_json: AS_JSON = False,
    owners: OWNERS = None,
    system: SYSTEM = "register",
    exported_at: EXPORTED = "",
) -> None:
    """Load register files. The first load is taken whole or not at all; later ones put bad rows into quarantine.

    Exits 2 for files that can't be read or a first load with a refused row, 5 for an older file, 6 if rows wait.

    Example: varsel register load export/ --system crm
    """
    try:
        with _bars() as progress:
            loader = _loader(owners=owners, system=system, exported_at=exported_at, progress=progress)
            report = loader.load(paths=paths, first=first)
    except FirstLoadIncomplete as incomplete:
        _show(reports=incomplete.report.files, as_json=as_json)
        _end(f"nothing was loaded: {incomplete}", exits.USAGE)
    except LoadRefused as refused:
        _end(str(refused), exits.REFUSED)
    _show(reports=report.files, as_json=as_json)
    if report.waiting:
        typer.echo(f"{report.waiting} rows wait: see `varsel register quarantine`", err=True)
    if report.conflicts:
        typer.echo(f"{report.conflicts} values are in conflict: see `varsel register conflicts`", err=True)
    raise typer.Exit(exits.PARTIAL if report.waiting or report.conflicts else exits.OK)


@app.command("export")
def export(folder: Annotated[Path, typer.Argument(help="a folder for the files")]) -> None:
    """Write the whole register as csv/ and json/, in the formats that `load` takes.

    Example: varsel register export backup/
    """
    try:
        counts = exporting.export(folder=folder, at=clock.now(), actor="cli", progress=lambda name, count: None)
    except OSError as error:
        _end(f"{folder}: can't be written: {error.strerror}", exits.USAGE)
    for name, count in counts.items():
        typer.echo(f"{name}: {count} rows")


@app.command("columns")
def columns(entity: Annotated[str, typer.Argument(help="only this file: customers")] = "") -> None:
    """Print the columns of each file; those that it must have are marked with a star.

    Example: varsel register columns services
    """
    for name, one in ENTITIES.items():
        if entity in {"", name}:
            heads = ";".join(f"{cell.name}*" if cell.needed else cell.name for cell in one.cells)
            typer.echo(f"{name}: {heads}")


@app.command("quarantine")
def waiting(
    entity: Annotated[str, typer.Argument(help="only rows of this file: customers, services")] = "",
    dismiss: Annotated[list[int] | None, typer.Option("--dismiss", help="let this row go, by its number")] = None,
) -> None:
    """List the rows that wait. The next load tries them again; a newer file replaces them.

    Example: varsel register quarantine services
    """
    if dismiss:
        typer.echo(f"{quarantine.let_go(ids=dismiss)} rows let go")
    for row in quarantine.waiting(entity=entity):
        place = f"{row.file}, line {row.line}" + (f", column {row.column}" if row.column else "")
        typer.echo(f"{row.id}  {place}: {row.reason}")


@app.command("conflicts")
def conflicts(entity: Annotated[str, typer.Argument(help="only values of this file: customers")] = "") -> None:
    """List the values that a system told and does not own. Nothing of them was overwritten.

    Example: varsel register conflicts customers
    """
    for row in quarantine.differing(entity=entity):
        owner = f"{row.owner} owns it" if row.owner else "no file changes it"
        told = f"{row.system} tells {row.told!r}, here it is {row.stored!r}"
        typer.echo(f"{row.entity} {row.key}, {row.field}: {told}; {owner}")


def _loader(*, owners: Path | None, system: str, exported_at: str, progress: Told) -> Loader:
    try:
        told = moment(exported_at) if exported_at else None
    except Wrong as wrong:
        raise InputError(file="--exported-at", line=None, message=wrong.reason) from wrong
    return Loader(
        owners=read_owners(path=owners),
        at=clock.now(),
        actor="cli",
        progress=progress,
        system=system,
        exported_at=told,
    )


@contextmanager
def _bars() -> Iterator[Told]:
    """Show a bar for each file on stderr, where somebody looks at it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True), disable=not Console(stderr=True).is_terminal) as bars:

        def tell(file: str, done: int, of: int) -> None:
            if file not in tasks:
                tasks[file] = bars.add_task(file, total=of)
            bars.update(tasks[file], completed=done, total=of)

        yield tell


def _show(*, reports: list[FileReport], as_json: bool) -> None:
    for report in reports:
        if as_json:
            typer.echo(json.dumps(report.to_json(), ensure_ascii=False))
        else:
            typer.echo("\n".join(_in_words(report)))


def _in_words(report: FileReport) -> Iterator[str]:
    if report.error:
        yield report.error
    elif report.duplicate:
        yield f"{report.file}: loaded before; nothing to do"
    else:
        taken = f"{report.added} new, {report.changed} changed, {report.same} as they were"
        bad = f"{len(report.refused)} refused, {len(report.conflicts)} values in conflict"
        yield f"{report.file} ({report.encoding}): {report.rows} rows, {taken}, {bad}"
    for one in report.refused[:SHOWN]:
        yield f"  line {one.line}" + (f", column {one.column}" if one.column else "") + f": {one.reason}"
    if len(report.refused) > SHOWN:
        yield f"  and {len(report.refused) - SHOWN} more: --json lists all"


def _end(message: str, code: int) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(code)
