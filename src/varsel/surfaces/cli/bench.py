"""`varsel bench`: how fast, against the limit of the machine and in the same run."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
from rich.console import Console

from varsel.surfaces.bench import ground
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

    Takes minutes, and about 4 GB of disk per million services, freed at the end.

    Example: varsel bench sweep --services 100000 --services 1000000 --services 5000000
    """
    measured: list[sweeps.Measured] = []
    with ground.server() as server:
        for size in sorted(services or [100_000, 1_000_000]):
            measured.append(sweeps.measure(server=server, services=size))
            _say(measured[-1].to_json(), as_json=as_json)
    passes = all(one.passes for one in measured)
    if len(measured) > 1:
        grown = sweeps.growth(smallest=measured[0], largest=measured[-1])
        _say(grown, as_json=as_json)
        passes = passes and grown["passes"]
    raise typer.Exit(0 if passes else 1)


def _say(figures: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(figures))
        return
    console = Console(highlight=False, soft_wrap=True)
    for name, value in figures.items():
        console.print(f"{name.replace('_', ' '):>26}  {round(value, 3) if isinstance(value, float) else value}")
    console.print()
