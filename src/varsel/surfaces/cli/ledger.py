"""`varsel ledger`: what a billing system that we follow is asked, and the account that we pay out from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from varsel.kit import clock
from varsel.kit.located_yaml import InputError
from varsel.law.countries import COUNTRIES
from varsel.outlets.shadow import queries as shadow
from varsel.records.ledger import actions, requests
from varsel.records.ledger.accounts import SCHEMES, BadAccount
from varsel.surfaces.cli import exits, given
from varsel.surfaces.intake import request_files

app = typer.Typer(no_args_is_help=True)
asked = typer.Typer(no_args_is_help=True)
app.add_typer(asked, name="requests", help="Credits and refunds that the billing system is asked to book.")
AS_JSON = Annotated[bool, typer.Option("--json", help="JSON instead of CSV")]


@asked.command("export")
def export(
    file: Annotated[Path | None, typer.Argument(help="where to; without it, the output", show_default=False)] = None,
    as_json: AS_JSON = False,
) -> None:
    """Write every request that waits for an answer. A request has the same id in every file: book it once.

    Example: varsel ledger requests export requests.csv
    """
    if shadow.running():
        typer.echo("shadow mode is on: no billing system is asked; the requests wait (see varsel shadow)", err=True)
        raise typer.Exit(exits.REFUSED)
    waiting = requests.unanswered()
    text = request_files.csv_of(asked=waiting)
    if as_json:
        text = json.dumps(request_files.rows_of(asked=waiting), ensure_ascii=False, indent=1) + "\n"
    try:
        typer.echo(text, nl=False) if file is None else file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(file=str(file), line=None, message=f"can't be written: {error.strerror}") from error
    actions.note_export(request_ids=[one.id for one in waiting], at=clock.now())
    typer.echo(f"{len(waiting)} requests wait for an answer", err=True)


@asked.command("acknowledge")
def acknowledge(files: Annotated[list[Path], typer.Argument(help="answers, as CSV or JSON")]) -> None:
    """Take in the billing system's answers: request;state;reference;reason. Each file whole or not at all.

    Example: varsel ledger requests acknowledge answers.csv
    """
    refused = False
    for path in files:
        try:
            told, new = request_files.take_in(
                name=path.name, content=given.content(path=path), at=clock.now(), actor="cli"
            )
            typer.echo(f"{path.name}: {told} answers, {new} of them new")
        except InputError as wrong:
            refused = True
            typer.echo(f"not taken: {wrong}", err=True)
    raise typer.Exit(exits.USAGE if refused else exits.OK)


@app.command("account")
def account(
    country: Annotated[str, typer.Option(help="the country whose customers are paid from it: SE or NO")],
    name: Annotated[str, typer.Option(help="the operator's name as its bank has it")],
    number: Annotated[str, typer.Option(help="the account's number")],
    bank: Annotated[str, typer.Option("--bic", help="the bank's BIC: SWEDSESS")],
    scheme: Annotated[str, typer.Option(help="what the number is: iban, bban (Norway) or bankgiro")] = "iban",
) -> None:
    """Set the account that pay-outs are paid from. The one before stays on record with the files that it paid.

    Example: varsel ledger account --country SE --name "Fibra AB" --number SE4550000000058398257466 --bic ESSESESS
    """
    for wanted, among, option in ((country, COUNTRIES, "--country"), (scheme, SCHEMES, "--scheme")):
        if wanted not in among:
            raise InputError(file=option, line=None, message=f"{wanted!r} is none of {', '.join(among)}")
    if not name.strip():
        raise InputError(file="--name", line=None, message="the operator's name is empty")
    try:
        actions.set_own_account(
            country=country, name=name, scheme=scheme, number=number, bank=bank, at=clock.now(), actor="cli"
        )
    except BadAccount as bad:
        raise InputError(file="--number, --bic", line=None, message=str(bad)) from bad
    typer.echo(f"pay-outs in {country} are paid from {number} from now on")
