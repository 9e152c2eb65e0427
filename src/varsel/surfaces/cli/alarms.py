"""`varsel alarms`: what a body of alarms would mean, what stands, and the numbers by which alarms are weighed."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings

from varsel.kit import clock
from varsel.records.network import queries as network
from varsel.surfaces.alarms import actions, queries, receiving, sources
from varsel.surfaces.alarms.formats import FORMATS
from varsel.surfaces.alarms.sources import BadSource, Source
from varsel.surfaces.alarms.told import NotTold
from varsel.surfaces.alarms.weighing import Numbers
from varsel.surfaces.cli import exits

app = typer.Typer(no_args_is_help=True)


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="a body as the source would post it", exists=True, dir_okay=False)],
    source: Annotated[str, typer.Option("--source", help="one of VARSEL_ALARM_SOURCES")] = "",
    format: Annotated[str, typer.Option("--format", help="or a format, as its product usually tells")] = "",  # noqa: A002
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object per line")] = False,
) -> None:
    """Say what a body of alarms would mean; nothing is stored. Exits 6 if something of it names nothing that we know.

    Example: varsel alarms check body.json --format alertmanager
    """
    try:
        meant, passed_by = receiving.read(source=_source(source, format), body=file.read_bytes())
    except NotTold as wrong:
        typer.echo(f"{file}: {wrong}", err=True)
        raise typer.Exit(exits.USAGE) from wrong
    known = [_line(word) for word in meant]
    for line in known:
        typer.echo(json.dumps(line) if as_json else "  ".join(str(part) for part in line.values()))
    typer.echo(f"{len(meant)} alarms; {passed_by} that say nothing of what is down", err=True)
    raise typer.Exit(exits.PARTIAL if any(line["about"] == "unknown" for line in known) else exits.OK)


def _line(word: receiving.Word) -> dict[str, Any]:
    about, name = network.what_is_called(names=word.names) or ("unknown", word.names[0])
    means = "power" if word.is_power else "down"
    state = "raised" if word.told.is_raised else "cleared"
    return {
        "state": state,
        "at": word.told.at.isoformat(),
        "about": about,
        "name": name,
        "means": means,
        "key": word.told.key,
    }


def _source(name: str, format: str) -> Source:  # noqa: A002
    if format in FORMATS and not name:
        return sources.made(name="check", format=format)
    try:
        found = sources.source(name=name, written=settings.ALARM_SOURCES)
    except BadSource as wrong:
        raise typer.BadParameter(str(wrong)) from wrong
    if found is None:
        known = ", ".join(settings.ALARM_SOURCES) or "none is set in VARSEL_ALARM_SOURCES"
        raise typer.BadParameter(f"give --source ({known}) or --format ({', '.join(FORMATS)})")
    return found


@app.command("status")
def status(as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False) -> None:
    """Say how many alarms stand, and what waits for a person.

    Example: varsel alarms status --json
    """
    told = asdict(queries.counts())
    told["suspicions"] = [{"node": one.node, "why": one.why, "count": one.count} for one in queries.suspected()]
    if as_json:
        typer.echo(json.dumps(told))
        return
    for name, value in told.items():
        typer.echo(f"{name:>12}  {value}")


@app.command("report")
def report(line: Annotated[str, typer.Argument(help="the line's id in the register")]) -> None:
    """Note that a customer says a line is down. Several from one place make an outage suspected. Exits 3 if unknown.

    Example: varsel alarms report L100
    """
    found = network.line_id(external_id=line)
    if found is None:
        typer.echo(f"there is no line {line!r}", err=True)
        raise typer.Exit(exits.NOT_FOUND)
    actions.note_report(line_id=found, actor="cli", at=clock.now())


@app.command("rule")
def rule(
    share: Annotated[float | None, typer.Option(help="of a node's terminals that make it the node")] = None,
    least: Annotated[int | None, typer.Option(help="and at least so many")] = None,
    steady_minutes: Annotated[int | None, typer.Option(help="an end is told when it lasted so long")] = None,
) -> None:
    """Show the numbers by which alarms are weighed, or choose them.

    Example: varsel alarms rule --share 0.7 --least 5
    """
    before = queries.numbers()
    numbers = replace(
        before,
        share=before.share if share is None else Decimal(str(share)),
        least=before.least if least is None else least,
        steady_minutes=before.steady_minutes if steady_minutes is None else steady_minutes,
    )
    if numbers != before:
        _refuse_nonsense(numbers)
        actions.choose(numbers=numbers, actor="cli", at=clock.now())
    for name, value in asdict(numbers).items():
        typer.echo(f"{name:>15}  {value}")


def _refuse_nonsense(numbers: Numbers) -> None:
    if not numbers.back_share < numbers.share <= 1 or numbers.least < 2 or numbers.steady_minutes < 0:
        raise typer.BadParameter(
            f"share is above {numbers.back_share} and at most 1, least at least 2, minutes not below 0"
        )
