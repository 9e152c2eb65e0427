"""Two municipalities with a street each, for outages to happen to: who lives there is nobody's business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import builders
from varsel.operations.outages import actions
from varsel.records.network import actions as network

MORNING = builders.START
STREETS = {"storg": ("Storgatan", "593 30 Västervik"), "fjord": ("Fjordveien", "5003 Bergen")}
HOMES = 6  # on each street: enough to be told as an area


@dataclass(frozen=True, slots=True)
class Town:
    """Ids of nodes by name: core → storg, fjord; storg → small, with two homes of its own."""

    nodes: dict[str, int]

    def dark(self, node: str, *, title: str = "", expected: datetime | None = None, at: datetime = MORNING) -> int:
        """Declare an outage of a node."""
        return actions.declare_outage(
            called=f"E-{node}", node_id=self.nodes[node], title=title, expected=expected, actor="test", at=at
        )

    def plan(self, node: str, *, begins_in: timedelta = timedelta(days=3), title: str = "New switch") -> int:
        """Plan two hours of work on a node."""
        begins = MORNING + begins_in
        ends = begins + timedelta(hours=2)
        return actions.plan_work(
            called=f"P-{node}",
            node_id=self.nodes[node],
            begins_at=begins,
            ends_at=ends,
            title=title,
            actor="test",
            at=MORNING,
        )


def build(*, homes: int = HOMES) -> Town:
    """Register the town."""
    builders.set_policy()
    nodes = {"core": network.add_node(external_id="core", kind="core", parent_id=None, municipality="")}
    for name, municipality in (("storg", "Västervik"), ("fjord", "Bergen")):
        nodes[name] = network.add_node(
            external_id=name, kind="access", parent_id=nodes["core"], municipality=municipality
        )
        for number in range(1, homes + 1):
            home(node_id=nodes[name], address=f"{STREETS[name][0]} {number}, {STREETS[name][1]}")
    nodes["small"] = network.add_node(external_id="small", kind="splitter", parent_id=nodes["storg"], municipality="")
    for letter in "AB":
        home(node_id=nodes["small"], address=f"Lillgränd 1{letter}, 593 31 Västervik")
    return Town(nodes)


def home(*, node_id: int | None, address: str, lived_in: bool = True) -> int:
    """Lead a line to an address, and let a customer live there."""
    line_id = network.add_line(external_id=address, node_id=node_id, address=address, at=MORNING)
    if lived_in:
        party_id = builders.customer(at=MORNING)
        builders.service(party_id=party_id, line_id=line_id, at=MORNING)
    return line_id
