"""Whom an outage of a node touches, or would: counted before work is planned, and while something is down."""

from __future__ import annotations

from dataclasses import dataclass

from varsel.kit.reading import fetch

_REACH = """
    WITH RECURSIVE way (start, municipality, parent_id) AS (
        SELECT id, municipality, parent_id FROM network_node WHERE id = %(node)s
        UNION ALL SELECT way.start, node.municipality, node.parent_id
        FROM way JOIN network_node AS node ON node.id = way.parent_id WHERE way.municipality = ''),
    below (id, municipality) AS (
        SELECT start, municipality FROM way WHERE municipality <> '' OR parent_id IS NULL
        UNION ALL SELECT node.id, coalesce(nullif(node.municipality, ''), below.municipality)
        FROM network_node AS node JOIN below ON node.parent_id = below.id),
    hit AS (
        SELECT below.municipality, line.id AS line_id, service.party_id, service.telecare,
            party.kind = 'business' AS is_business
        FROM below JOIN network_line AS line ON line.node_id = below.id
            LEFT JOIN agreements_service AS service ON service.line_id = line.id
            LEFT JOIN parties_party AS party ON party.id = service.party_id)
    SELECT grouping(municipality) = 1, municipality, count(DISTINCT line_id), count(DISTINCT party_id),
        count(DISTINCT party_id) FILTER (WHERE is_business), count(DISTINCT line_id) FILTER (WHERE telecare)
    FROM hit GROUP BY GROUPING SETS ((), (municipality)) ORDER BY 1 DESC, 4 DESC, 2"""


@dataclass(frozen=True, slots=True)
class Part:
    """An area, and how much of it is touched. Without a municipality it is what the register places nowhere."""

    municipality: str
    lines: int
    customers: int
    businesses: int
    telecare_lines: int


@dataclass(frozen=True, slots=True)
class Reach:
    """What hangs on a node: everything, and by municipality."""

    whole: Part
    parts: tuple[Part, ...]


def reach(*, node_id: int) -> Reach:
    """Return what hangs on a node: its lines, and of them those with customers, businesses, telecare."""
    found = [
        (whole, Part(name or "", *counts)) for whole, name, *counts in fetch(statement=_REACH, values={"node": node_id})
    ]
    return Reach(
        whole=next(part for whole, part in found if whole), parts=tuple(part for whole, part in found if not whole)
    )
