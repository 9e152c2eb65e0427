"""`varsel doctor`: is everything as it should be? One line each, with what to do where it is not."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from varsel.kit import clock
from varsel.surfaces.cli import exits
from varsel.surfaces.worker import health


def doctor(as_json: Annotated[bool, typer.Option("--json", help="one JSON object per finding")] = False) -> None:
    """Look the installation over; exit 1 if anything needs a person.

    Example: varsel doctor
    """
    findings = list(health.findings(at=clock.now()))
    for one in findings:
        shown = {"what": one.what, "ok": one.ok, "saw": one.saw, "remedy": one.remedy}
        mark = "ok  " if one.ok else "MEND"
        remedy = "" if one.ok else f" -- {one.remedy}"
        typer.echo(json.dumps(shown, ensure_ascii=False) if as_json else f"{mark} {one.what}: {one.saw}{remedy}")
    raise typer.Exit(exits.OK if all(one.ok for one in findings) else exits.FAILURE)
