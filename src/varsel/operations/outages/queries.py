"""Which outages there are, and whom they touch."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from varsel.operations.outages.models import Outage
from varsel.records.agreements import queries as agreements
from varsel.records.network import queries as network


@dataclass(frozen=True, slots=True)
class Told:
    """An outage: open while `ended_at` is None."""

    id: int
    node_id: int
    detected_at: datetime
    ended_at: datetime | None


def latest_of(*, node_id: int) -> Told | None:
    """Return the node's latest outage, if one was ever declared."""
    return next(iter(reversed(all_of(node_id=node_id))), None)


def all_of(*, node_id: int) -> list[Told]:
    """Return all outages that the node ever had, oldest first."""
    return [_told(row) for row in Outage.objects.filter(node_id=node_id).order_by("id")]


def outage(*, outage_id: int) -> Told:
    """Return one outage."""
    return _told(Outage.objects.get(id=outage_id))


def affected(*, node_id: int) -> list[int]:
    """Return the ids of the customers with a service below a node, in order."""
    services = agreements.services_on(line_ids=network.lines_below(node_id=node_id))
    return sorted({service.party_id for service in services})


def open_on_lines(*, line_ids: Collection[int]) -> Mapping[int, list[Told]]:
    """Return for each line its open outages: those of any node that it hangs on."""
    by_node: dict[int, list[Told]] = {}
    for row in Outage.objects.filter(ended_at__isnull=True).order_by("id"):
        by_node.setdefault(row.node_id, []).append(_told(row))
    if not by_node:
        return {line_id: [] for line_id in line_ids}
    above = network.nodes_above(line_ids=line_ids)
    return {line_id: [one for node in sorted(above[line_id]) for one in by_node.get(node, [])] for line_id in line_ids}


def _told(row: Outage) -> Told:
    return Told(id=row.id, node_id=row.node_id, detected_at=row.detected_at, ended_at=row.ended_at)
