"""The worker does what is due, once, and lets nothing stop the rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from varsel.outlets.access.enforcers.recorder import Recorder as Lines
from varsel.outlets.notices.channels.recorder import Recorder as Words
from varsel.records.clocks import actions as clocks
from varsel.records.clocks import queries
from varsel.surfaces.worker import wiring
from varsel.surfaces.worker.clocks import Outlets, Run, next_moment

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def outlets() -> Outlets:
    words = Words()
    return Outlets(gateways=dict.fromkeys(("sms", "email", "letter"), words), enforcer=Lines(), owner="test")


def test_a_clock_is_called_when_it_is_due_and_not_a_moment_earlier(
    outlets: Outlets, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    monkeypatch.setitem(wiring.STEPS, "ring", lambda *, due, at: _keep(due, at, called))
    clocks.remind(kind="ring", about="x", due_at=NOW)

    assert Run(at=NOW - timedelta(microseconds=1), outlets=outlets).to_the_end() == 0
    assert next_moment(after=NOW - timedelta(minutes=1)) == NOW
    assert Run(at=NOW, outlets=outlets).to_the_end() == 1
    assert called == ["x"]
    assert Run(at=NOW, outlets=outlets).to_the_end() == 0


def test_a_clock_that_fails_stays_open_and_the_others_are_done(
    outlets: Outlets, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    called: list[str] = []
    monkeypatch.setitem(wiring.STEPS, "ring", lambda *, due, at: _keep(due, at, called))
    monkeypatch.setitem(wiring.STEPS, "break", _fail)
    clocks.remind(kind="break", about="poison", due_at=NOW - timedelta(hours=1))
    clocks.remind(kind="ring", about="x", due_at=NOW)

    Run(at=NOW, outlets=outlets, carry_on=True).to_the_end()

    assert called == ["x"]
    assert [clock.about for clock in queries.due(at=NOW, limit=10)] == ["poison"]
    assert "poison" in caplog.text


def test_a_story_does_not_carry_on_over_a_failure(outlets: Outlets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(wiring.STEPS, "break", _fail)
    clocks.remind(kind="break", about="poison", due_at=NOW)

    with pytest.raises(RuntimeError, match="broken on purpose"):
        Run(at=NOW, outlets=outlets).to_the_end()


def test_a_clock_that_another_worker_holds_is_left_to_it(outlets: Outlets, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    monkeypatch.setitem(wiring.STEPS, "busy", lambda *, due, at: calls.append(due.id))  # never settles it
    clocks.remind(kind="busy", about="x", due_at=NOW)

    assert Run(at=NOW, outlets=outlets).to_the_end() == 1
    assert len(calls) == 1


def test_a_clock_that_nobody_is_wired_to_is_an_error_not_silence(outlets: Outlets) -> None:
    clocks.remind(kind="unheard_of", about="x", due_at=NOW)

    with pytest.raises(KeyError, match="unheard_of"):
        Run(at=NOW, outlets=outlets).to_the_end()


def _keep(due: queries.Due, at: datetime, called: list[str]) -> None:
    if clocks.take(clock_id=due.id, at=at):
        called.append(due.about)


def _fail(**_: Any) -> None:
    raise RuntimeError("broken on purpose")
