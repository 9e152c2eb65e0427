"""A small tree with a customer at each leaf, for outages to happen to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count

import builders
from varsel.records.network import actions as network

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Tree:
    """A core that serves two aggregations, each two leaves with one customer each; ids by name."""

    nodes: dict[str, int]
    parties: dict[str, int]
    names: dict[str, str]


PARENTS = {"core": None, "agg-1": "core", "agg-2": "core", "a": "agg-1", "b": "agg-1", "c": "agg-2", "d": "agg-2"}


def tree(
    *, country: str = "SE", telecare: str = "", contacts: dict[str, str] | None = None, at: datetime = builders.START
) -> Tree:
    """Register a tree of its own; `telecare` names a leaf on whose line an alarm hangs."""
    number = next(_numbers)
    nodes: dict[str, int] = {}
    for name, parent in PARENTS.items():
        nodes[name] = network.add_node(
            external_id=f"{name}-{number}",
            kind="node",
            parent_id=nodes[parent] if parent else None,
            municipality="Västervik" if name == "core" else "",
        )
    parties = {}
    for leaf in "abcd":
        parties[leaf] = builders.customer(country=country, contacts=contacts, at=at)
        line_id = builders.line(node_id=nodes[leaf], at=at)
        builders.service(party_id=parties[leaf], country=country, line_id=line_id, telecare=leaf == telecare, at=at)
    return Tree(nodes=nodes, parties=parties, names={name: f"{name}-{number}" for name in nodes})
