"""`varsel why SERVICE`: from invoice to demand to delivery to days to rule to what was done."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from varsel.kit import clock
from varsel.operations.arrears import explain, telling
from varsel.records.agreements import queries as agreements
from varsel.surfaces.cli import exits


def why(
    service: Annotated[str, typer.Argument(help="the service, as the register calls it")],
    as_json: Annotated[bool, typer.Option("--json", help="the whole explanation as one JSON object")] = False,
) -> None:
    """Explain why a service is as it is, or why no rule could restrict it.

    Example: varsel why anna-fiber
    """
    having = agreements.service_called(external_id=service)
    if having is None:
        print(f"there is no service called {service!r}: search for the customer on the desk", file=sys.stderr)
        raise typer.Exit(exits.NOT_FOUND)
    explanation = explain.explain(service_id=having.id, at=clock.now())
    if as_json:
        typer.echo(json.dumps(telling.as_json(explanation=explanation), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(telling.in_lines(explanation=explanation)))
