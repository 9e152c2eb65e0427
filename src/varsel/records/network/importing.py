"""Nodes, lines and what is installed at their ends, in bulk, from the register of another system."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from varsel.kit.staged import Column, Refers, Table, Told, Upserted, upsert
from varsel.records.network.topology import levels

NODES = Table(
    name="nodes",
    table="network_node",
    source="network_node t LEFT JOIN network_node above ON above.id = t.parent_id",
    key=("external_id",),
    columns=(
        Column("external_id", "text", "t.external_id", "external_id"),
        Column("kind", "text", "t.kind", "kind"),
        Column(
            "parent", "text", "above.external_id", "parent_id", changes=True, refers=Refers("network_node", "nodes")
        ),
        Column(
            "municipality", "text", "nullif(t.municipality, '')", "municipality", "coalesce(r.municipality, '')", True
        ),
    ),
)
LINES = Table(
    name="lines",
    table="network_line",
    source="network_line t LEFT JOIN network_node node ON node.id = t.node_id",
    key=("external_id",),
    columns=(
        Column("external_id", "text", "t.external_id", "external_id"),
        Column("node", "text", "node.external_id", "node_id", changes=True, refers=Refers("network_node", "nodes")),
        Column("address", "text", "nullif(t.address, '')", "address", "coalesce(r.address, '')", changes=True),
    ),
    made={"ref": "r.ref"},
)
EQUIPMENT = Table(
    name="equipment",
    table="network_equipment",
    source="network_equipment t JOIN network_line line ON line.id = t.line_id",
    key=("external_id",),
    columns=(
        Column("external_id", "text", "t.external_id", "external_id"),
        Column("line", "text", "line.external_id", "line_id", changes=True, refers=Refers("network_line", "lines")),
        Column("kind", "text", "t.kind", "kind"),
        Column("serial", "text", "t.serial", "serial", changes=True),
        Column("installed_on", "date", "t.installed_on", "installed_on", changes=True),
    ),
)


@transaction.atomic
def import_nodes(*, told: Told) -> Upserted:
    """Add and change nodes, whatever their order in the file: those above first. No node hangs below itself."""
    ordered, refusals = levels(rows=[tuple(row) for row in told.rows], moves="parent" in told.owned)
    outcome = Upserted(refusals=refusals)
    for level in ordered:
        outcome += upsert(table=NODES, told=replace(told, rows=level))
    return outcome


@transaction.atomic
def import_lines(*, told: Told) -> Upserted:
    """Add and change lines."""
    return upsert(table=LINES, told=told)


@transaction.atomic
def import_equipment(*, told: Told) -> Upserted:
    """Add and change what is installed, with the day it was."""
    return upsert(table=EQUIPMENT, told=told)
