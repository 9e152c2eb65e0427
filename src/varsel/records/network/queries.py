"""What serves what."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from varsel.records.network.models import Line, Node

_LINES_BELOW = """
WITH RECURSIVE below (id) AS (
    SELECT id FROM network_node WHERE id = %s
    UNION SELECT node.id FROM network_node node JOIN below ON node.parent_id = below.id)
SELECT line.id FROM network_line line JOIN below ON line.node_id = below.id ORDER BY line.id
"""
_NODES_ABOVE = """
WITH RECURSIVE above (line_id, id) AS (
    SELECT id, node_id FROM network_line WHERE id = ANY(%s) AND node_id IS NOT NULL
    UNION SELECT above.line_id, node.parent_id FROM network_node node JOIN above ON node.id = above.id
        WHERE node.parent_id IS NOT NULL)
SELECT line_id, id FROM above
"""


def lines_below(*, node_id: int) -> list[int]:
    """Return the ids of all lines that a node serves, itself or through others, in order."""
    with connection.cursor() as cursor:
        cursor.execute(_LINES_BELOW, [node_id])
        return [row[0] for row in cursor.fetchall()]


def nodes_above(*, line_ids: Collection[int]) -> dict[int, set[int]]:
    """Return for each line the ids of all nodes that it hangs on, from its own up to the core."""
    found: dict[int, set[int]] = {line_id: set() for line_id in line_ids}
    with connection.cursor() as cursor:
        cursor.execute(_NODES_ABOVE, [list(line_ids)])
        for line_id, node_id in cursor.fetchall():
            found[line_id].add(node_id)
    return found


def node_id(*, external_id: str) -> int | None:
    """Return the id of the node that other systems call so."""
    return Node.objects.filter(external_id=external_id).values_list("id", flat=True).first()


def address(*, line_id: int) -> str:
    """Return where a line is."""
    return str(Line.objects.values_list("address", flat=True).get(id=line_id))


def addresses(*, line_ids: Collection[int]) -> dict[int, str]:
    """Return where these lines are."""
    return dict(Line.objects.filter(id__in=list(line_ids)).values_list("id", "address"))
