"""Ids for the world outside are UUIDs of version 7, made from the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.kit import clock, ids

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@given(st.integers(min_value=0, max_value=4_102_444_800_000).map(lambda ms: NOON.fromtimestamp(ms / 1000, tz=UTC)))
def test_an_id_tells_its_version_and_the_millisecond_it_was_made(at: datetime) -> None:
    made = ids.new(at=at)

    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == int(at.timestamp() * 1000)


def test_later_ids_sort_after_earlier_ones_and_none_is_made_twice() -> None:
    made = [ids.new(at=NOON + timedelta(milliseconds=step)) for step in range(1000)]

    assert made == sorted(made)
    assert len({ids.new(at=NOON) for _ in range(1000)}) == 1000


def test_a_seed_makes_the_same_ids_and_ends_with_its_block() -> None:
    with ids.seeded(7):
        first = ids.new(at=NOON)
    with ids.seeded(7):
        again = ids.new(at=NOON)

    assert first == again
    assert ids.new(at=NOON) != first


def test_a_held_clock_only_moves_forward_and_lets_go_at_the_end() -> None:
    with clock.held(at=NOON):
        clock.move(to=NOON + timedelta(days=1))
        assert clock.now() == NOON + timedelta(days=1)
        with pytest.raises(ValueError, match="only forward"):
            clock.move(to=NOON)
    assert clock.now() != NOON + timedelta(days=1)
    with pytest.raises(ValueError, match="held clock"):
        clock.move(to=NOON)


def test_many_of_a_moment_are_all_different_and_each_is_as_one_alone_would_be() -> None:
    made = ids.new_many(at=NOON, count=1000)

    assert len(set(made)) == 1000
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {"specified in RFC 4122"}
    assert {one.int >> 80 for one in made} == {int(NOON.timestamp() * 1000)}
    assert ids.new_many(at=NOON, count=0) == []


def test_a_stream_never_ends_nor_repeats_itself() -> None:
    drawn = list(islice(ids.stream(at=NOON), 2_500))
    assert len(set(drawn)) == 2_500
    assert {one.version for one in drawn} == {7}
