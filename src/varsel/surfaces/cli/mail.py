"""`varsel mail`: e-mail in, one at a time, as a mail server pipes it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from django.db import OperationalError

from varsel.kit import clock
from varsel.outlets.notices.channels.mail.incoming import NoMail
from varsel.surfaces.cli import exits, given
from varsel.surfaces.intake import mail

app = typer.Typer(no_args_is_help=True)
LATER = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps it and tries again


@app.command("take")
def take(
    files: Annotated[list[Path], typer.Argument(help="files with one e-mail each; - for standard input")],
) -> None:
    """Take in e-mail: bounces, answers, complaints. Exits 75 when the mail server should try again later.

    Example, in Postfix's master.cf: varsel unix - n n - - pipe user=varsel argv=varsel mail take -
    """
    for file in files:
        content = sys.stdin.buffer.read() if str(file) == "-" else given.content(path=file)
        try:
            typer.echo(f"{file}: {mail.take(content=content, at=clock.now())}")
        except NoMail as wrong:
            typer.echo(f"{file}: {wrong}", err=True)
            raise typer.Exit(exits.USAGE) from wrong
        except OperationalError as away:
            typer.echo(f"{file}: the database is away; try again", err=True)
            raise typer.Exit(LATER) from away
