"""Counting, taking and putting back."""

from __future__ import annotations

import pytest

import builders
from varsel.operations.stock import actions, queries

AT = builders.START
ITEM = "4g-router"


@pytest.fixture(autouse=True)
def counted(db: None) -> None:
    """Count one router in one warehouse and two in another."""
    for warehouse, count in (("Gamleby", 1), ("Västervik", 2)):
        actions.set_count(warehouse=warehouse, item=ITEM, count=count, actor="test", at=AT)


def _take() -> str | None:
    return actions.take(item=ITEM, subject="loan:1", actor="test", at=AT)


def test_one_is_taken_where_most_are_and_put_back_there() -> None:
    assert _take() == "Västervik"
    assert queries.count(item=ITEM) == 2
    actions.put_back(warehouse="Västervik", item=ITEM, subject="loan:1", actor="test", at=AT)

    assert [(one.warehouse, one.count) for one in queries.shelves()] == [("Gamleby", 1), ("Västervik", 2)]


def test_nothing_is_taken_where_nothing_is_left() -> None:
    assert [_take() for _ in range(4)].count(None) == 1
    assert queries.count(item=ITEM) == 0


def test_a_new_count_replaces_the_old_one_and_is_never_below_nothing() -> None:
    actions.set_count(warehouse="Gamleby", item=ITEM, count=5, actor="test", at=AT)
    with pytest.raises(ValueError, match="count from 0 up"):
        actions.set_count(warehouse="Gamleby", item=ITEM, count=-1, actor="test", at=AT)

    assert queries.count(item=ITEM) == 7


def test_what_nobody_ever_counted_is_not_known() -> None:
    assert queries.count(item="splice closure") is None
    assert actions.take(item="splice closure", subject="loan:1", actor="test", at=AT) is None
