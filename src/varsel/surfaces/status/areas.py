"""Areas of the network: numbered from the core outwards, so that all below one are a span of numbers.

An area of fewer than five customers is none: it is merged upwards, until what is said of it is said of nobody's home.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from varsel.kit.reading import fetch

LEAST_CUSTOMERS = 5
_NODES = "SELECT id, parent_id, municipality FROM network_node ORDER BY id"
_CUSTOMERS = """
    SELECT DISTINCT line.node_id, service.party_id FROM agreements_service AS service
        JOIN network_line AS line ON line.id = service.line_id WHERE line.node_id IS NOT NULL"""
Node = tuple[int, int | None, str]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a node is told: the numbers of its area and all below it.

    `whole` is false where the node was merged upwards: of the area, and of it alone, some part is meant.
    """

    first: int
    last: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Areas:
    """The whole network. `positions` and `lasts` by node; `municipalities` by number."""

    positions: Mapping[int, int]
    lasts: Mapping[int, int]
    homes: Mapping[int, int]  # of each node, the number of the area that it is told as
    municipalities: Sequence[str]

    def knows(self, *, node_id: int) -> bool:
        """Tell whether a node was there when these were numbered."""
        return node_id in self.positions

    def span(self, *, node_id: int) -> Span:
        """Return where a node is told."""
        home, own = self.homes[node_id], self.positions[node_id]
        return Span(own, self.lasts[node_id], whole=True) if home == own else Span(home, home, whole=False)

    def within(self, *, node_id: int) -> tuple[tuple[str, ...], bool]:
        """Return the municipalities in which a node is told, and whether it is only a part of the only one."""
        span = self.span(node_id=node_id)
        names = self.municipalities[span.first : self._end(span) + 1]
        found = tuple(sorted({name for name in names if name}))
        if len(found) != 1:
            return found, not span.whole
        return found, not span.whole or self.municipalities.count(found[0]) > names.count(found[0])

    def _end(self, span: Span) -> int:
        return span.last if span.whole else span.first


def areas() -> Areas:
    """Number the network as it is now."""
    nodes = {row[0]: row for row in fetch(statement=_NODES, values={})}
    below: dict[int | None, list[int]] = {}
    for node_id, parent_id, _ in nodes.values():
        below.setdefault(parent_id, []).append(node_id)
    order = list(_outwards(below))
    positions = {node_id: number for number, node_id in enumerate(order)}
    lasts = dict(positions)
    for node_id in reversed(order):
        parent = nodes[node_id][1]
        if parent is not None:
            lasts[parent] = max(lasts[parent], lasts[node_id])
    return Areas(positions, lasts, _homes(order, nodes, positions), _municipalities(order, nodes, positions))


def _outwards(below: Mapping[int | None, list[int]]) -> Iterator[int]:
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        node_id = waiting.pop()
        yield node_id
        waiting.extend(reversed(below.get(node_id, [])))


def _homes(order: Sequence[int], nodes: Mapping[int, Node], positions: Mapping[int, int]) -> dict[int, int]:
    """Return for each node the nearest area of enough customers at or above it; else the topmost."""
    known: dict[int, set[int]] = {node_id: set() for node_id in order}
    for node_id, party_id in fetch(statement=_CUSTOMERS, values={}):
        if len(known[node_id]) < LEAST_CUSTOMERS:
            known[node_id].add(party_id)
    for node_id in reversed(order):
        parent = nodes[node_id][1]
        if parent is not None and len(known[parent]) < LEAST_CUSTOMERS:
            known[parent] |= known[node_id]
    homes: dict[int, int] = {}
    for node_id in order:
        parent = nodes[node_id][1]
        is_own = parent is None or len(known[node_id]) >= LEAST_CUSTOMERS
        homes[node_id] = positions[node_id] if is_own or parent is None else homes[parent]
    return homes


def _municipalities(order: Sequence[int], nodes: Mapping[int, Node], positions: Mapping[int, int]) -> list[str]:
    names: list[str] = []
    for node_id in order:
        _, parent, own = nodes[node_id]
        names.append(own or (names[positions[parent]] if parent is not None else ""))
    return names
