from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

import builders
from varsel.records.network import actions, queries
from varsel.records.network.models import Node

AT = builders.START


@pytest.fixture
def tree(db: None) -> dict[str, int]:
    """Give a core with two areas, of which one has two nodes below it."""
    nodes: dict[str, int] = {}
    for name, parent in (("core", ""), ("north", "core"), ("south", "core"), ("n1", "north"), ("n2", "north")):
        nodes[name] = actions.add_node(external_id=name, kind="node", parent_id=nodes.get(parent), municipality="Lund")
    return nodes


def _line(name: str, node_id: int | None) -> int:
    return actions.add_line(external_id=name, node_id=node_id, address=f"{name} 1", at=AT)


def test_a_node_serves_all_nodes_below_it(tree: dict[str, int]) -> None:
    assert queries.nodes_below(node_id=tree["core"]) == sorted(tree.values())
    assert queries.nodes_below(node_id=tree["north"]) == sorted(tree[name] for name in ("north", "n1", "n2"))
    assert queries.nodes_below(node_id=tree["n1"]) == [tree["n1"]]
    assert queries.nodes_below(node_id=999_999) == []


def test_a_line_hangs_on_all_nodes_up_to_the_core(tree: dict[str, int]) -> None:
    deep, shallow, alone = _line("deep", tree["n1"]), _line("shallow", tree["core"]), _line("alone", None)

    assert queries.nodes_above(line_ids=[deep, shallow, alone]) == {
        deep: {tree["n1"], tree["north"], tree["core"]},
        shallow: {tree["core"]},
        alone: set(),
    }
    assert queries.nodes_above(line_ids=[]) == {}


def test_a_ring_in_the_register_ends(tree: dict[str, int]) -> None:
    line_id = _line("deep", tree["n1"])
    Node.objects.filter(id=tree["core"]).update(parent_id=tree["n1"])

    ring = [tree["n1"], tree["north"], tree["core"]]
    assert set(queries.nodes_below(node_id=tree["core"])) == set(tree.values())
    assert queries.nodes_above(line_ids=[line_id]) == {line_id: set(ring)}
    assert queries.ways_up(node_ids=[tree["n1"]]) == {tree["n1"]: ring}
    assert queries.places_of(node_ids=[tree["n1"]])[tree["n1"]][0] == "n1"


def test_a_node_is_not_below_itself(tree: dict[str, int]) -> None:
    with pytest.raises(IntegrityError, match="network_node_not_own_parent"), transaction.atomic():
        Node.objects.filter(id=tree["core"]).update(parent_id=tree["core"])


def test_names_lead_to_nodes_and_back(tree: dict[str, int]) -> None:
    assert queries.node_id(external_id="north") == tree["north"]
    assert queries.node_id(external_id="west") is None
    assert queries.address(line_id=_line("deep", tree["n1"])) == "deep 1"
