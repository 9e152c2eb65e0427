"""`varsel journal`: verify the chain, seal what waits, replay what was decided."""

from __future__ import annotations

import sys
from datetime import datetime

import typer

from varsel.kit import clock
from varsel.operations.arrears import replay
from varsel.records.journal import sealing
from varsel.surfaces.cli import exits

app = typer.Typer(no_args_is_help=True)


@app.command("verify")
def verify() -> None:
    """Recompute the whole chain; exit 1 where it is broken.

    Example: varsel journal verify
    """
    try:
        count = sealing.verify()
    except sealing.Broken as broken:
        print(broken, file=sys.stderr)
        raise typer.Exit(exits.FAILURE) from broken
    typer.echo(f"{count} entries verify; head {sealing.head().hex()}")


@app.command("seal")
def seal() -> None:
    """Seal all that waits, as the worker does by itself.

    Example: varsel journal seal
    """
    total = 0
    while sealed := sealing.seal(at=clock.now()):
        total += sealed
    typer.echo(f"{total} entries sealed")


@app.command("replay")
def replay_all() -> None:
    """Ask today's law about every recorded decision; exit 1 where it would answer otherwise.

    Example: varsel journal replay
    """
    differences = list(replay.differences())
    for one in differences:
        typer.echo(f"entry {one.entry_id} of {_day(one.at)}: {one.rule} was {one.was}, would be {one.now}")
    typer.echo(f"{len(differences)} decisions would come out otherwise today")
    raise typer.Exit(exits.FAILURE if differences else exits.OK)


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"
