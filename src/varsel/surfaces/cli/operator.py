"""`varsel policy`: read, check and set the operator's own choices."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from varsel.kit import clock
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.records.operator import actions as operator
from varsel.records.operator import policy

app = typer.Typer(no_args_is_help=True)
FILE = Annotated[Path, typer.Argument(help="a policy file (YAML): only what differs from the defaults")]


@app.command("check")
def check(file: FILE) -> None:
    """Read a policy file; exit 2 if it is not one, 5 if it would give less than the law. Nothing is changed.

    Example: varsel policy check policy.yaml
    """
    read = _read(file)
    typer.echo(f"{file}: a policy that keeps the law ({policy.policy_hash(policy=read)[:12]})")


@app.command("set")
def set_policy(file: FILE) -> None:
    """Put a policy file in force from now on, as a new version.

    Example: varsel policy set policy.yaml
    """
    now = clock.now()
    version = operator.set_policy(policy=_read(file), valid_from=now, set_by="cli", at=now)
    typer.echo(f"policy version {version} is in force")


def _read(file: Path) -> policy.Policy:
    day = local_day(clock.now(), "Europe/Stockholm")
    return policy.read_policy_file(path=file, countries=tuple(COUNTRIES), on=day)
