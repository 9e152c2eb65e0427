"""`varsel status`: the public pages about outages."""

from __future__ import annotations

import typer
from django.conf import settings

from varsel.kit import clock
from varsel.surfaces.status.publishing import Publisher, publish

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _status() -> None:
    """Make the public pages by hand; the worker renews them every half minute."""


@app.command("render")
def render() -> None:
    """Write the public pages as files, each replaced whole: a plain web server may give them out.

    Example: varsel status render
    """
    count = publish(publisher=Publisher(), folder=settings.PUBLIC, at=clock.now())
    typer.echo(f"{count} files are in {settings.PUBLIC}")
