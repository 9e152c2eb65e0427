"""What serves what."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import connection
from django.db.models import Q

from varsel.kit.reading import fetch
from varsel.records.network.models import Equipment, Line, Node

_NODES_ABOVE = """
WITH RECURSIVE above (line_id, id) AS (
    SELECT id, node_id FROM network_line WHERE id = ANY(%s) AND node_id IS NOT NULL
    UNION SELECT above.line_id, node.parent_id FROM network_node node JOIN above ON node.id = above.id
        WHERE node.parent_id IS NOT NULL)
SELECT line_id, id FROM above
"""
# A register may have a ring by mistake: the questions that go up step by step end where it closes.
_WAYS_UP = """
    WITH RECURSIVE way (start, id, parent_id, step) AS (
        SELECT id, id, parent_id, 0 FROM network_node WHERE id = ANY(%(ids)s)
        UNION ALL SELECT way.start, node.id, node.parent_id, way.step + 1
        FROM way JOIN network_node AS node ON node.id = way.parent_id) CYCLE id SET is_ring USING path
    SELECT start, id FROM way WHERE NOT is_ring ORDER BY start, step"""
_NODES_BELOW = """
    WITH RECURSIVE below (id) AS (
        SELECT id FROM network_node WHERE id = %(id)s
        UNION SELECT node.id FROM network_node AS node JOIN below ON node.parent_id = below.id)
    SELECT id FROM below ORDER BY id"""
_PLACES = """
    WITH RECURSIVE way (top, name, municipality, id, parent_id) AS (
        SELECT id, external_id, municipality, id, parent_id FROM network_node WHERE id = ANY(%(ids)s)
        UNION ALL SELECT way.top, way.name, node.municipality, node.id, node.parent_id
        FROM way JOIN network_node AS node ON node.id = way.parent_id WHERE way.municipality = '')
        CYCLE id SET is_ring USING path
    SELECT top, name, max(municipality) FROM way GROUP BY top, name"""


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


def line_id(*, external_id: str) -> int | None:
    """Return the id of the line that other systems call so."""
    return Line.objects.filter(external_id=external_id).values_list("id", flat=True).first()


def what_is_called(*, names: Sequence[str]) -> tuple[str, str] | None:
    """Return what the first of these names that we know is of, a node or a line (or its terminal), and that name."""
    called = list(names)
    nodes = set(Node.objects.filter(external_id__in=called).values_list("external_id", flat=True))
    lines = set(Line.objects.filter(external_id__in=called).values_list("external_id", flat=True))
    its = Equipment.objects.filter(Q(external_id__in=called) | Q(serial__in=called)).values_list(
        "external_id", "serial"
    )
    lines |= {name for pair in its for name in pair if name}
    known = (("node" if name in nodes else "line", name) for name in called if name in nodes or name in lines)
    return next(known, None)


def address(*, line_id: int) -> str:
    """Return where a line is."""
    return str(Line.objects.values_list("address", flat=True).get(id=line_id))


def addresses(*, line_ids: Collection[int]) -> dict[int, str]:
    """Return where these lines are."""
    return dict(Line.objects.filter(id__in=list(line_ids)).values_list("id", "address"))


def ways_up(*, node_ids: Collection[int]) -> dict[int, list[int]]:
    """Return for each node the way up from it: itself, what serves it, and so on to the core."""
    found: dict[int, list[int]] = {node: [] for node in node_ids}
    for start, node in fetch(statement=_WAYS_UP, values={"ids": list(node_ids)}) if node_ids else ():
        found[start].append(node)
    return found


def nodes_of(*, line_ids: Collection[int]) -> dict[int, int]:
    """Return the nodes that these lines hang on; a line that hangs on none is left out."""
    rows = Line.objects.filter(id__in=list(line_ids), node_id__isnull=False)
    return dict(rows.values_list("id", "node_id"))


def nodes_below(*, node_id: int) -> list[int]:
    """Return the node and all nodes that it serves."""
    return [row[0] for row in fetch(statement=_NODES_BELOW, values={"id": node_id})]


def places_of(*, node_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return for each node what other systems call it, and the municipality that it stands in."""
    rows = fetch(statement=_PLACES, values={"ids": list(node_ids)}) if node_ids else []
    return {node: (name, municipality) for node, name, municipality in rows}


def find_nodes(*, text: str, limit: int) -> list[tuple[int, str, str]]:
    """Return nodes whose name or municipality holds a text: id, what other systems call it, kind; by name."""
    wanted = Q(external_id__icontains=text) | Q(municipality__icontains=text)
    rows = Node.objects.filter(wanted).order_by("external_id")
    return list(rows.values_list("id", "external_id", "kind")[:limit])
