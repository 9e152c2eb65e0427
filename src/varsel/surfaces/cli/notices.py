"""`varsel notices`: stop what is said, let it go again, and see how the channels do."""

from __future__ import annotations

from typing import Annotated

import typer

from varsel.kit import clock
from varsel.outlets.notices import brakes, queries

app = typer.Typer(no_args_is_help=True)
CHANNEL = Annotated[str, typer.Option("--channel", help="sms, email or letter; without it, all")]
BECAUSE = Annotated[str, typer.Option("--because", help="why: it is written into the journal")]


@app.command("stop")
def stop(because: BECAUSE, channel: CHANNEL = "") -> None:
    """Stop all words to customers, within two seconds. What waits, waits; nothing is lost.

    Example: varsel notices stop --because "wrong amounts in today's demands"
    """
    _check(channel)
    done = brakes.stop(channel=channel, because=because, actor="cli", at=clock.now())
    typer.echo(f"{channel or 'all channels'}: stopped" if done else f"{channel or 'all channels'}: stood already")


@app.command("go")
def go(because: BECAUSE, channel: CHANNEL = "") -> None:
    """Let words go again. What is no longer true by now is not said.

    Example: varsel notices go --because "amounts are right again"
    """
    _check(channel)
    done = brakes.go(channel=channel, because=because, actor="cli", at=clock.now())
    typer.echo(f"{channel or 'all channels'}: words go" if done else f"{channel or 'all channels'}: went already")


@app.command("status")
def status() -> None:
    """Say what waits, what each channel did in the last hour, and who stopped what.

    Example: varsel notices status
    """
    for state, count in sorted(queries.counts().items()):
        typer.echo(f"{state}: {count}")
    for one in queries.health(at=clock.now()):
        typer.echo(
            f"{one.channel}: {one.waiting} wait; in the last hour {one.accepted} accepted, {one.delivered} delivered,"
            f" {one.failed} failed, {one.rejected} rejected, {one.deferred} deferred, {one.unknown} unknown"
            + (" · STOPPED" if one.stopped else "")
        )
    for brake in queries.brakes():
        if brake.stopped:
            which, since = brake.channel or "all", f"{brake.at:%Y-%m-%d %H:%M} UTC"
            typer.echo(f"{which} stopped {since} by {brake.actor}: {brake.because}")


def _check(channel: str) -> None:
    if channel not in ("", *brakes.CHANNELS):
        message = f"{channel!r} is no channel: write one of {', '.join(brakes.CHANNELS)}, or leave it out for all"
        raise typer.BadParameter(message, param_hint="--channel")
