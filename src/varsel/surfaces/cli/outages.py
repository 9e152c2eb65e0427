"""`varsel outages`: whom an outage of a node touches, or would."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from varsel.operations.outages import reach
from varsel.records.network import queries as network
from varsel.surfaces.cli import exits

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _outages() -> None:
    """Outages of the network."""


@app.command("affected")
def affected(
    node: Annotated[str, typer.Argument(help="the node's id in the register")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Count whom an outage of a node touches, or would, by municipality. Exits 3 if there is no such node.

    Example: varsel outages affected OLT-7 --json
    """
    node_id = network.node_id(external_id=node)
    if node_id is None:
        typer.echo(f"there is no node {node!r}: write its id as the register has it", err=True)
        raise typer.Exit(exits.NOT_FOUND)
    found = reach.reach(node_id=node_id)
    whole = {name: value for name, value in asdict(found.whole).items() if name != "municipality"}
    if as_json:
        typer.echo(json.dumps({"node": node, **whole, "municipalities": [asdict(part) for part in found.parts]}))
        return
    for part in (*found.parts, found.whole):
        name = part.municipality or ("all" if part is found.whole else "–")
        typer.echo(
            f"{name:>24}  {part.lines} lines  {part.customers} customers  {part.businesses} businesses  "
            f"{part.telecare_lines} telecare lines"
        )
