"""Nodes of a file in the order in which they can be registered, and without circles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from varsel.records.network.topology import levels

pytestmark = pytest.mark.django_db


def rows(above: dict[str, str | None]) -> list[tuple[object, ...]]:
    """Return a file's rows: each node with the one above it."""
    return [(line, name, "access", parent, None) for line, (name, parent) in enumerate(above.items(), start=2)]


def test_those_above_come_first() -> None:
    ordered, refused = levels(rows=rows({"C": "B", "B": "A", "A": None, "D": "B"}), moves=True)

    assert [[row[1] for row in level] for level in ordered] == [["A"], ["B"], ["C", "D"]]
    assert refused == ()


def test_only_those_in_the_circle_are_refused() -> None:
    ordered, refused = levels(rows=rows({"A": "B", "B": "A", "C": "A", "D": "D"}), moves=True)

    assert [one.key for one in refused] == ["A", "B", "D"]
    assert [[row[1] for row in level] for level in ordered] == [["C"]]


@settings(max_examples=100)
@given(some.dictionaries(some.sampled_from("ABCDEFG"), some.sampled_from([*"ABCDEFGX", None]), max_size=7))
def test_no_node_comes_before_the_one_above_it(above: dict[str, str | None]) -> None:
    ordered, refused = levels(rows=rows(above), moves=True)
    place = {row[1]: level for level, found in enumerate(ordered) for row in found}

    assert len(place) + len(refused) == len(above)
    assert all(place[name] > place[above[name]] for name in place if above[name] in place)
