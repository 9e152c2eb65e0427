"""`varsel staff`: who may sign in."""

from __future__ import annotations

import secrets
import sys
from typing import Annotated

import typer
from django.conf import settings

from varsel.kit import clock
from varsel.records.staff import actions as staff
from varsel.records.staff import codes
from varsel.records.staff import queries as people
from varsel.records.staff.roles import MATRIX
from varsel.surfaces.cli import exits

app = typer.Typer(no_args_is_help=True)


@app.command("add")
def add(
    email: str,
    name: Annotated[str, typer.Option(help="the person's name")],
    role: Annotated[list[str], typer.Option(help=f"one or more of {', '.join(sorted(set().union(*MATRIX.values())))}")],
    language: Annotated[str, typer.Option(help="en, sv or nb")] = "en",
) -> None:
    """Add a person and print a first password. A second factor is set up at the first sign-in.

    Example: varsel staff add anna@example.se --name "Anna Berg" --role collections
    """
    password = secrets.token_urlsafe(12)
    staff.add_user(
        email=email, name=name, roles=role, password=password, language=language, actor="cli", at=clock.now()
    )
    typer.echo(f"{email} may sign in with the password {password}")


@app.command("code")
def code(email: str) -> None:
    """Print the one-time code of a person of the demo operator.

    Example: varsel staff code kollega@demo.example
    """
    person = people.person(email=email)
    if not settings.DEMO or person is None:
        print("codes are only told for the people of the demo operator (VARSEL_DEMO=true)", file=sys.stderr)
        raise typer.Exit(exits.NOT_FOUND)
    typer.echo(codes.current_code(user_id=person.id, at=clock.now()))
