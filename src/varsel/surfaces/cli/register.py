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
from varsel.surfaces.register import exporting, masking, quarantine
from varsel.surfaces.register.catalogue import ENTITIES
from varsel.surfaces.register.errors import LoadRefused, Wrong
from varsel.surfaces.register.loading import FirstLoadIncomplete, Loader
from varsel.surfaces.register.loading import Progress as Told
from varsel.surfaces.register.owners import Owners, owners_in_force, read_owners, set_owners
from varsel.surfaces.register.reports import FileReport
from varsel.surfaces.register.values import moment

app = typer.Typer(no_args_is_help=True)
SHOWN = 20  # refused rows that are shown of a file; --json has all
PATHS = Annotated[list[Path], typer.Argument(help="register files, or folders of them", show_default=False)]
AS_JSON = Annotated[bool, typer.Option("--json", help="one JSON object per file on its own line")]
OWNERS = Annotated[Path | None, typer.Option("--owners", help="whose word counts for what (YAML), from now on")]
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
    whose = read_owners(path=owners) if owners else owners_in_force()
    with _bars() as progress:
        loader = _loader(owners=whose, system=system, exported_at=exported_at, progress=progress)
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
            whose = _chosen(owners) if owners else owners_in_force()
            loader = _loader(owners=whose, system=system, exported_at=exported_at, progress=progress)
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
    for row in masking.masked_rows(rows=quarantine.waiting(entity=entity)):
        place = f"{row.file}, line {row.line}" + (f", column {row.column}" if row.column else "")
        typer.echo(f"{row.id}  {place}: {row.reason}")


@app.command("conflicts")
def conflicts(entity: Annotated[str, typer.Argument(help="only values of this file: customers")] = "") -> None:
    """List the values that a system told and does not own. Nothing of them was overwritten.

    Names, addresses and numbers of people with a protected identity are hidden.

    Example: varsel register conflicts customers
    """
    for row in masking.masked(conflicts=quarantine.differing(entity=entity)):
        owner = f"{row.owner} owns it" if row.owner else "no file changes it"
        told = f"{row.system} tells {row.told!r}, here it is {row.stored!r}"
        typer.echo(f"{row.entity} {row.key}, {row.field}: {told}; {owner}")


@app.command("owners")
def owners(
    file: Annotated[Path | None, typer.Argument(help="a file of owners (YAML), in force from now on")] = None,
) -> None:
    """Print whose word counts for what; with a file, put it in force as a new version first.

    Example: varsel register owners owners.yaml
    """
    whose = _chosen(file) if file else owners_in_force()
    typer.echo(f"# version {whose.version}" if whose.version else "# as shipped: no version was set")
    for name, system in whose.to_json().items():
        typer.echo(f"{name}: {system}")


def _chosen(file: Path) -> Owners:
    return set_owners(owners=read_owners(path=file), actor="cli", at=clock.now())


def _loader(*, owners: Owners, system: str, exported_at: str, progress: Told) -> Loader:
    try:
        told = moment(exported_at) if exported_at else None
    except Wrong as wrong:
        raise InputError(file="--exported-at", line=None, message=wrong.reason) from wrong
    return Loader(
        owners=owners,
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
