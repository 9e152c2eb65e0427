"""In which order nodes can be registered: those above before those below, and nobody below himself."""

from __future__ import annotations

from typing import Any

from varsel.kit.staged import Refusal
from varsel.records.network.models import Node

NodeRow = tuple[Any, ...]  # line, external_id, kind, parent, municipality


def levels(*, rows: list[NodeRow], moves: bool) -> tuple[list[list[NodeRow]], tuple[Refusal, ...]]:
    """Return the rows level by level, and those that would hang below themselves.

    `moves` says whether the file may hang a stored node elsewhere; if not, the stored parent counts.
    """
    told = {str(row[1]): row for row in rows}
    above: dict[str, str | None] = dict(Node.objects.values_list("external_id", "parent__external_id"))
    above |= {name: row[3] for name, row in told.items() if moves or name not in above}
    depth: dict[str, int] = {}
    sorted_rows: dict[int, list[NodeRow]] = {}
    refusals = []
    for name, row in told.items():
        try:
            sorted_rows.setdefault(_depth(name=name, above=above, told=told, depth=depth), []).append(row)
        except RecursionError:
            refusals.append(_refusal(row))
    return [sorted_rows[level] for level in sorted(sorted_rows)], tuple(refusals)


def _depth(*, name: str, above: dict[str, str | None], told: dict[str, NodeRow], depth: dict[str, int]) -> int:
    """Return below how many rows of the file a node hangs.

    :raises RecursionError: when it hangs below itself.
    """
    way: list[str] = []
    at: str | None = name
    while at is not None and at not in depth:
        if at in way:
            raise RecursionError(name)
        way.append(at)
        at = above.get(at)
    so_far = depth[at] if at is not None else 0
    for one in reversed(way):
        so_far += one in told
        depth[one] = so_far
    return depth[name]


def _refusal(row: NodeRow) -> Refusal:
    values = dict(zip(("external_id", "kind", "parent", "municipality"), row[1:], strict=True))
    reason = f"node {row[1]!r} would hang below itself: correct its parent, or that of a node above it"
    return Refusal(line=row[0], column="parent", reason=reason, key=str(row[1]), values=values)
