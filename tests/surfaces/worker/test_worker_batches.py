"""What is due together is done together, in its order, and what does not go stops nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from varsel.outlets.access.enforcers.recorder import Recorder as Lines
from varsel.records.clocks import actions as clocks
from varsel.records.clocks import queries
from varsel.records.clocks.queries import Due
from varsel.surfaces.worker import batches, wiring
from varsel.surfaces.worker.clocks import Outlets, Run

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOWHERE = Outlets(gateways={}, enforcer=Lines(), owner="test")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return what is called, call by call: "ring" is done many at once, and the clock about "poison" always fails."""
    made: list[list[str]] = []

    def ring_many(*, due: Sequence[Due], at: datetime) -> None:
        made.append([one.about for one in due])
        if any(one.about == "poison" for one in due):
            raise RuntimeError("broken on purpose")
        clocks.take_many(clock_ids=[one.id for one in due], at=at)

    def ring(*, due: Due, at: datetime) -> None:
        ring_many(due=[due], at=at)

    monkeypatch.setitem(wiring.STEPS, "ring", ring)
    monkeypatch.setitem(wiring.STEPS_MANY, ring, ring_many)
    return made


def _due(*abouts: str, party: int | None = None) -> None:
    for nth, about in enumerate(abouts):
        clocks.remind(kind="ring", about=about, due_at=NOW + timedelta(seconds=nth), party=party or int(about))


def _run(**changes: Any) -> int:
    return Run(at=NOW + timedelta(minutes=1), outlets=NOWHERE, **changes).clocks()


def test_clocks_that_follow_each_other_are_called_together(calls: list[list[str]]) -> None:
    _due("1", "2", "3")

    assert _run() == 3
    assert calls == [["1", "2", "3"]]


def test_a_customer_comes_once_in_a_batch_so_that_one_step_sees_what_the_other_did(calls: list[list[str]]) -> None:
    _due("1", "2")
    clocks.remind(kind="ring", about="again", due_at=NOW + timedelta(seconds=2), party=1)
    clocks.remind(kind="ring", about="3", due_at=NOW + timedelta(seconds=3), party=3)

    assert _run() == 4
    assert calls == [["1", "2"], ["again", "3"]]


def test_a_batch_holds_no_more_than_one_transaction_should(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "LARGEST", 2)
    _due("1", "2", "3")

    _run()

    assert calls == [["1", "2"], ["3"]]


def test_one_that_fails_stops_none_of_its_batch(calls: list[list[str]], caplog: pytest.LogCaptureFixture) -> None:
    _due("1")
    _due("poison", party=7)
    _due("2")

    _run(carry_on=True)

    assert [clock.about for clock in queries.due(at=NOW + timedelta(hours=1), limit=10)] == ["poison"]
    assert "poison" in caplog.text
    assert ["1"] in calls
    assert ["2"] in calls


def test_a_clock_of_a_kind_that_nobody_knows_stops_no_other(calls: list[list[str]]) -> None:
    clocks.remind(kind="hear", about="entry:999999", due_at=NOW)
    _due("1")

    _run(carry_on=True)

    assert calls == [["1"]]


def test_two_hands_call_every_batch_once(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "LARGEST", 1)
    monkeypatch.setattr(clocks, "take_many", lambda **_: set())  # a hand's own connection sees no row of ours
    _due("1", "2", "3", "4", "5")

    assert _run(hands=2) == 5
    assert sorted(calls) == [["1"], ["2"], ["3"], ["4"], ["5"]]


def test_what_fails_in_a_hand_is_raised_when_all_hands_are_empty(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "LARGEST", 1)
    monkeypatch.setattr(clocks, "take_many", lambda **_: set())
    _due("1", "2")
    _due("poison", party=7)

    with pytest.raises(RuntimeError, match="broken on purpose"):
        _run(hands=2)
    assert ["poison"] in calls
