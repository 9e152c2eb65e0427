"""`varsel bench`: how fast, against the limit of the machine and in the same run."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
from rich.console import Console

from varsel.surfaces.bench import fanout as fanouts
from varsel.surfaces.bench import ground
from varsel.surfaces.bench import intake as intakes
from varsel.surfaces.bench import letters as prints
from varsel.surfaces.bench import outbox as outboxes
from varsel.surfaces.bench import status as pages
from varsel.surfaces.bench import sweep as sweeps

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _bench() -> None:
    """Measure against the limit: what one SQL statement would take for the same rows, in the same run."""


@app.command("sweep")
def sweep(
    services: Annotated[
        list[int] | None, typer.Option("--services", help="how many; may be given again", min=8)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object per line")] = False,
) -> None:
    """Decide and write what is due for ten thousand services of many. Exits 1 if a limit is not reached.

    Measures 100,000, 1,000,000 and 5,000,000 unless told otherwise, and says which the disk does not hold. A million
    takes a minute or two to load, and about 3 GB, freed at the end.

    Example: varsel bench sweep --services 100000 --services 1000000 --json
    """
    measured: list[sweeps.Measured] = []
    with ground.server() as server:
        for size in sorted(services or sweeps.SIZES):
            if skipped := ground.too_large(services=size):
                _say({"bench": "sweep", "services": size, "skipped": skipped}, as_json=as_json)
                continue
            measured.append(sweeps.measure(server=server, services=size))
            _say(measured[-1].to_json(), as_json=as_json)
    passes = bool(measured) and all(one.passes for one in measured)
    if len(measured) > 1:
        grown = sweeps.growth(smallest=measured[0], largest=measured[-1])
        _say(grown, as_json=as_json)
        passes = passes and grown["passes"]
    raise typer.Exit(0 if passes else 1)


@app.command("intake")
def intake(
    payments: Annotated[int, typer.Option("--payments", help="how many in the file; a multiple of ten")] = 100_000,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object per line")] = False,
) -> None:
    """Book a bank file of so many payments and lift the restrictions of those who paid. Exits 1 if a limit is broken.

    Held against a bare COPY-and-join of the same rows, and against a memory of 300 MB. Takes two minutes, and about
    4 GB of disk, freed at the end.

    Example: varsel bench intake --json
    """
    with ground.server() as server:
        try:
            measured = intakes.measure(server=server, payments=payments)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
    _say(measured.to_json(), as_json=as_json)
    raise typer.Exit(0 if measured.passes else 1)


@app.command("fanout")
def fanout(
    lines: Annotated[int, typer.Option("--lines", min=1, help="how many below the node")] = 100_000,
    alarms: Annotated[int, typer.Option("--alarms", min=3, help="how many of one cut")] = 10_000,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object per line")] = False,
) -> None:
    """Cut a node, tell everybody below it once with two workers; then a storm of alarms. Exits 1 if a limit is broken.

    Held against the bare recursive join with an INSERT of the same rows, and against 2,000 alarms a second into one
    outage. Takes two minutes, and about 4 GB of disk, freed at the end.

    Example: varsel bench fanout --json
    """
    with ground.server() as server:
        measured = fanouts.measure(server=server, lines=lines, alarms=alarms)
    _say(measured.to_json(), as_json=as_json)
    raise typer.Exit(0 if measured.passes else 1)


@app.command("outbox")
def outbox(
    messages: Annotated[int, typer.Option("--messages", min=1, help="how many SMS")] = 100_000,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object per line")] = False,
) -> None:
    """Tell so many SMS through a real SMPP server, with every proof row committed. Exits 1 if a limit is broken.

    Two senders, each a process with a bind of its own, as two `varsel worker --only words` are. The server is the npm
    package `smpp`, with a receipt for each. Beside it the same client with the same window, and nothing stored. Urgent
    words are queued before and during the bulk; that nothing came twice is read in the server's own log. Takes
    two minutes, and about 4 GB of disk, freed at the end.

    Example: varsel bench outbox --messages 20000 --json
    """
    with ground.server() as server:
        measured = outboxes.measure(server=server, messages=messages)
    _say(measured.to_json(), as_json=as_json)
    raise typer.Exit(0 if measured.passes else 1)


@app.command("letters")
def letters(
    count: Annotated[int, typer.Option("--letters", min=2, help="how many")] = 1000,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object per line")] = False,
) -> None:
    """Have so many letters printed, from the queue to the print house's folder. Exits 1 if a limit is broken.

    Held against typst alone with the same inputs and standards, and against a memory that does not grow.

    Example: varsel bench letters --letters 200 --json
    """
    with ground.server() as server:
        measured = prints.measure(server=server, letters=count)
    _say(measured.to_json(), as_json=as_json)
    raise typer.Exit(0 if measured.passes else 1)


@app.command("status")
def status(
    lines: Annotated[int, typer.Option("--lines", min=1000, help="how many addresses")] = 100_000,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object per line")] = False,
) -> None:
    """Ask the public page for addresses, with the database away. Exits 1 if a limit is broken.

    Held against a bare WSGI application on the same server that asks the same index, and against 30,000 bytes a page.

    Example: varsel bench status --lines 20000 --json
    """
    with ground.server() as server:
        measured = pages.measure(server=server, lines=lines)
    _say(measured.to_json(), as_json=as_json)
    raise typer.Exit(0 if measured.passes else 1)


def _say(figures: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(figures))
        return
    console = Console(highlight=False, soft_wrap=True)
    for name, value in figures.items():
        console.print(f"{name.replace('_', ' '):>26}  {round(value, 3) if isinstance(value, float) else value}")
    console.print()
