"""`varsel shadow`: everything decided and written down, nothing sent or restricted; and what would have been done."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from varsel.kit import clock
from varsel.law.calendar import local_day
from varsel.outlets.shadow import queries
from varsel.outlets.shadow.actions import NotNow
from varsel.surfaces.cli import exits
from varsel.surfaces.register.parsing import written
from varsel.surfaces.register.texts import guarded
from varsel.surfaces.shadow import days, switching, telling
from varsel.surfaces.shadow.theirs import read_deeds

app = typer.Typer(no_args_is_help=True)
ZONE = "Europe/Stockholm"


@app.command("on")
def on() -> None:
    """Go into shadow mode: from now on nothing is sent and nothing restricted; all else goes on. Exit 5 if not now.

    Example: varsel shadow on
    """
    try:
        switching.switch_on(actor="cli")
    except NotNow as refused:
        _refuse(refused)
    typer.echo("shadow mode is on: everything is decided and written down, nothing is sent and nothing is restricted")


@app.command("off")
def off() -> None:
    """Go live. What shadow mode told or restricted counts for nothing: demands start anew. Exit 5 if not now.

    Example: varsel shadow off
    """
    try:
        begun_anew = switching.switch_off(actor="cli")
    except NotNow as refused:
        _refuse(refused)
    typer.echo(f"shadow mode is off: words are sent and lines restricted; {begun_anew} customers begin anew")


@app.command("status")
def status(as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False) -> None:
    """Say whether shadow mode is on, and since when.

    Example: varsel shadow status
    """
    running = queries.running()
    if as_json:
        since = running.began_at.isoformat() if running else None
        typer.echo(json.dumps({"shadow": running is not None, "since": since}))
    elif running:
        typer.echo(f"shadow mode is on since {running.began_at.isoformat(timespec='seconds')} ({running.began_by})")
    else:
        typer.echo("shadow mode is off")


@app.command("report")
def report(
    day: Annotated[str, typer.Option("--day", help="a local day, as 2026-11-20; today if none is given")] = "",
    against: Annotated[Path | None, typer.Option(help="what the present system did (CSV)")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="a file for a spreadsheet, on stdout")] = False,
) -> None:
    """List what would have been done on a day, held against what the present system did: both, only ours, only theirs.

    The file has the columns day, action (demand, warning, limit, close or reopen), customer, service, amount; a row
    names a customer or a service. Why one side did what the other did not stands in every row.

    Example: varsel shadow report --day 2026-11-20 --against present.csv
    """
    now = clock.now()
    deeds = read_deeds(path=against) if against else None
    found = days.day_of(day=_day(day) if day else local_day(now, ZONE), deeds=deeds, at=now)
    if as_json:
        typer.echo(json.dumps(telling.as_json(day=found, language="en"), ensure_ascii=False))
    elif as_csv:
        _sheet(found)
    else:
        typer.echo("\n".join(telling.in_lines(day=found, language="en")))
    if deeds and not any(deed.day == found.day for deed in deeds):
        between = f"it tells of {min(deed.day for deed in deeds)} to {max(deed.day for deed in deeds)}"
        typer.echo(f"the file tells nothing of {found.day}: {between}", err=True)


def _sheet(found: days.Day) -> None:
    rows = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")
    rows.writerow(telling.HEADS)
    rows.writerows([guarded(written(cell)) for cell in row] for row in telling.cells(day=found, language="en"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise typer.BadParameter(f"{text!r} is no day: write it as 2026-11-20", param_hint="--day") from wrong


def _refuse(refused: NotNow) -> NoReturn:
    typer.echo(str(refused), err=True)
    raise typer.Exit(exits.REFUSED) from refused
