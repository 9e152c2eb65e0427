"""`varsel letters`: the test page of an envelope, and mail that came back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from varsel.kit import clock
from varsel.outlets.notices.letters import senders, test_page
from varsel.outlets.notices.letters.envelopes import UnknownEnvelope
from varsel.surfaces.cli import exits, given
from varsel.surfaces.intake import returned_mail
from varsel.surfaces.intake.returned_mail import ReturnedMailError

app = typer.Typer(no_args_is_help=True)


@app.command("overlay")
def overlay(
    envelope: Annotated[str, typer.Argument(help="as named in envelopes.yaml", show_default=False)],
    to: Annotated[Path, typer.Option("--to", help="the PDF to write")] = Path("test-page.pdf"),
) -> None:
    """Write a page that shows an envelope's window, to be printed and held against the envelope.

    Example: varsel letters overlay SE-C5-H2 --to page.pdf
    """
    try:
        sheet = test_page.test_page(envelope=envelope, sender=senders.operator(), on=clock.now().date())
    except UnknownEnvelope as unknown:
        typer.echo(str(unknown), err=True)
        raise typer.Exit(exits.NOT_FOUND) from unknown
    to.write_bytes(sheet.content)
    typer.echo(f"{to}: print it at 100 %, fold it, and hold it against the envelope")


@app.command("returned")
def returned(
    file: Annotated[Path, typer.Argument(help="CSV with mark, returned (day) and reason", show_default=False)],
) -> None:
    """Note letters that came back: they were not told, and go out on the next channel.

    Example: varsel letters returned returned.csv
    """
    try:
        noted = returned_mail.take(content=given.content(path=file), name=file.name, at=clock.now())
    except ReturnedMailError as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(exits.USAGE) from wrong
    typer.echo(f"{file.name}: {noted.new} letters noted as returned, {noted.known} known before")
