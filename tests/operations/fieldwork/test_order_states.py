"""What an order can become: pure, and through any run of acts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.operations.fieldwork.ladder import forecast, states
from varsel.operations.fieldwork.models import ENDED_STATES, OPEN_STATES, STEPS, WAITS
from varsel.operations.fieldwork.sentences import STATES
from varsel.operations.fieldwork.sentences import STEPS as STEP_WORDS
from varsel.operations.fieldwork.sentences import WAITS as WAIT_WORDS

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
moments = st.integers(0, 3000).map(lambda n: AT + n * MINUTE)


def test_every_state_step_and_wait_is_known_everywhere() -> None:
    assert set(states.NEXT) == {*OPEN_STATES, *ENDED_STATES} == set(STATES)
    assert [state for state, following in states.NEXT.items() if not following] == ENDED_STATES
    assert set(STEP_WORDS) == set(STEPS)
    assert set(WAIT_WORDS) == set(WAITS)
    assert set(OPEN_STATES) > states.WAITING
    assert set(STEPS) >= states.STARTED > states.AT_THE_DOOR


@given(st.sampled_from(sorted(states.NEXT)), st.lists(st.sampled_from(sorted(states.NEXT)), max_size=12))
def test_what_has_ended_stays_and_every_open_order_can_end(state: str, tries: list[str]) -> None:
    for new in tries:
        was = state
        if states.may_become(state=state, new=new):
            state = new
        assert was not in ENDED_STATES or state == was
    assert state in ENDED_STATES or states.NEXT[state] & set(ENDED_STATES)


def test_only_what_is_under_way_is_completed_and_only_what_nobody_began_is_rejected() -> None:
    assert {state for state in states.NEXT if states.may_become(state=state, new="completed")} == {"inProgress"}
    assert {state for state in states.NEXT if states.may_become(state=state, new="partial")} == {"inProgress"}
    assert {state for state in states.NEXT if states.may_become(state=state, new="rejected")} == {"acknowledged"}


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ({"property_access"}, "pending"),
        ({"material"}, "held"),
        ({"digging_permit"}, "held"),
        ({"cable_location"}, "held"),
        ({"pause"}, "held"),
        ({"property_access", "material"}, "held"),
    ],
)
def test_an_order_is_pending_only_for_somebodys_leave(kinds: set[str], state: str) -> None:
    assert states.waits_as(kinds=kinds) == state


@pytest.mark.parametrize(
    ("step", "state"),
    [("", "acknowledged"), ("accepted", "acknowledged"), ("on_the_way", "inProgress"), ("on_site", "inProgress")],
)
def test_what_waits_no_more_is_what_it_was(step: str, state: str) -> None:
    assert states.goes_on_as(step=step) == state


@given(moments, st.integers(1, 600), st.integers(0, 300), moments)
def test_the_work_ends_after_what_is_missing_came_and_never_in_the_past(
    arrives: datetime, left: int, travel: int, at: datetime
) -> None:
    window = forecast.window(arrives=arrives, minutes_left=left, travel_minutes=travel, at=at)

    assert at < window.earliest <= window.until
    assert window.earliest == max(arrives, at) + left * MINUTE
    assert window.until - window.earliest == travel * MINUTE


def test_the_last_thing_counts_and_one_that_nobody_knows_of_hides_the_rest() -> None:
    assert forecast.arrives_last(expected=[AT, AT + MINUTE]) == AT + MINUTE
    assert forecast.arrives_last(expected=[AT, None]) is None
    assert forecast.arrives_last(expected=[]) is None


@pytest.mark.parametrize(
    ("said", "own", "new", "moves"),
    [
        (None, None, 0, True),
        (0, None, 15, False),
        (0, None, 16, True),
        (0, None, -16, False),  # what a person said is not brought forward
        (0, 0, -15, False),
        (0, 0, -16, True),
        (0, 5, -16, False),  # somebody has said something else since
    ],
)
def test_a_forecast_moves(said: int | None, own: int | None, new: int, moves: bool) -> None:
    def moment(minutes: int | None) -> datetime | None:
        return None if minutes is None else AT + minutes * MINUTE

    assert forecast.moves(said=moment(said), own=moment(own), new=AT + new * MINUTE) == moves
