"""Whom a mobile network reaches: a service's own word, else that of the nearest node above it."""

from __future__ import annotations

from collections.abc import Collection

from varsel.kit.reading import fetch

# Each node that somebody spoke of, with the newest word; each node below it, unless one nearer was spoken of.
_REACH = """
    WITH RECURSIVE said (node_id, is_there) AS (
        SELECT DISTINCT ON (node_id) node_id, is_there FROM stock_coverage
        WHERE node_id IS NOT NULL ORDER BY node_id, id DESC),
    own (service_id, is_there) AS (
        SELECT DISTINCT ON (service_id) service_id, is_there FROM stock_coverage
        WHERE service_id IS NOT NULL ORDER BY service_id, id DESC),
    up (service_id, party_id, node_id, depth) AS (
        SELECT service.id, service.party_id, line.node_id, 0 FROM agreements_service AS service
            JOIN network_line AS line ON line.id = service.line_id WHERE service.party_id = ANY(%(parties)s)
        UNION ALL SELECT up.service_id, up.party_id, node.parent_id, up.depth + 1
        FROM up JOIN network_node AS node ON node.id = up.node_id
        WHERE node.parent_id IS NOT NULL AND NOT EXISTS (SELECT FROM said WHERE said.node_id = up.node_id)),
    service (party_id, is_there) AS (
        SELECT up.party_id, bool_or(coalesce(own.is_there, said.is_there))
        FROM up LEFT JOIN said ON said.node_id = up.node_id LEFT JOIN own ON own.service_id = up.service_id
        GROUP BY up.service_id, up.party_id)
    SELECT party_id, CASE WHEN bool_or(is_there) THEN true WHEN bool_and(is_there IS NOT NULL) THEN false END
    FROM service GROUP BY party_id"""


def coverage(*, party_ids: Collection[int]) -> dict[int, bool | None]:
    """Return for each customer whether a mobile phone works at any service of theirs; None where nobody knows."""
    if not party_ids:
        return {}
    found = dict(fetch(statement=_REACH, values={"parties": sorted(party_ids)}))
    return {party_id: found.get(party_id) for party_id in party_ids}


def is_known() -> bool:
    """Tell whether the operator ever said where there is no coverage: else nobody needs to be asked about."""
    return bool(fetch(statement="SELECT 1 FROM stock_coverage WHERE NOT is_there LIMIT 1", values={}))
