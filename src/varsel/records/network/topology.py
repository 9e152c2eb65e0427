"""In which order nodes can be registered: those above before those below, and nobody below himself."""

from __future__ import annotations

from typing import Any

from varsel.kit.staged import Refusal
from varsel.records.network.models import Node

NodeRow = tuple[Any, ...]  # line, external_id, kind, parent, municipality
Above = dict[str, str | None]


def levels(*, rows: list[NodeRow], moves: bool) -> tuple[list[list[NodeRow]], tuple[Refusal, ...]]:
    """Return the rows level by level, and those that would hang below themselves.

    `moves` says whether the file may hang a stored node elsewhere; if not, the stored parent counts.
    """
    stored: Above = dict(Node.objects.values_list("external_id", "parent__external_id"))
    told = {str(row[1]): row for row in rows}
    above = stored | {name: row[3] for name, row in told.items() if moves or name not in stored}
    circles = [name for name in told if _hangs_below_itself(name=name, above=above)]
    refusals = tuple(_refusal(told.pop(name)) for name in circles)
    above |= {name: stored.get(name) for name in circles}
    depths: dict[str, int] = {}
    by_level: dict[int, list[NodeRow]] = {}
    for name, row in told.items():
        by_level.setdefault(_depth(name=name, above=above, told=told, depths=depths), []).append(row)
    return [by_level[level] for level in sorted(by_level)], refusals


def _hangs_below_itself(*, name: str, above: Above) -> bool:
    seen: set[str] = set()
    at = above.get(name)
    while at is not None and at != name and at not in seen:
        seen.add(at)
        at = above.get(at)
    return at == name


def _depth(*, name: str, above: Above, told: dict[str, NodeRow], depths: dict[str, int]) -> int:
    """Return how many rows of the file stand on the way up from a node, itself among them."""
    way: list[str] = []
    at: str | None = name
    while at is not None and at not in depths:
        way.append(at)
        at = above.get(at)
    so_far = depths[at] if at is not None else 0
    for one in reversed(way):
        so_far += one in told
        depths[one] = so_far
    return depths[name]


def _refusal(row: NodeRow) -> Refusal:
    values = dict(zip(("external_id", "kind", "parent", "municipality"), row[1:], strict=True))
    reason = f"node {row[1]!r} would hang below itself: correct its parent, or that of a node above it"
    return Refusal(line=row[0], column="parent", reason=reason, key=str(row[1]), values=values)
