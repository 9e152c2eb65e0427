"""What is held in the night: a word with a time that no longer holds is not said in the morning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

import builders
from operations.outages.network import tree
from varsel.operations.outages import actions, queries
from varsel.records.journal import queries as journal

HOUR = timedelta(hours=1)
EVENING = builders.START + 11 * HOUR  # Monday 20:00 in Sweden
NIGHT = EVENING + 4 * HOUR  # Tuesday 00:00
MORNING = NIGHT + 9 * HOUR  # 09:00
NOON = NIGHT + 12 * HOUR


@dataclass(slots=True)
class Night:
    """An outage of one customer since the evening, and what they hear."""

    outage: int
    out: builders.Out
    now: datetime = EVENING

    def until(self, at: datetime) -> list[str]:
        """Let all happen that falls due by then, and return what the customer hears."""
        self.out.words.handed.clear()
        builders.advance(after=self.now, to=at, out=self.out)
        self.now = at
        return [one.content.decode() for one in self.out.words.handed]

    def wait(self, *, expected: datetime | None, until: datetime | None, at: datetime) -> None:
        """Say that a card is missing, and until when it lasts because of it."""
        about = {"outage_id": self.outage, "item": "line card", "place": "Växjö", "actor": "staff:1", "at": at}
        actions.wait_for(**about, expected=expected, until=until)

    def estimate(self, until: datetime, *, at: datetime) -> None:
        """Say a newer time."""
        actions.estimate(outage_id=self.outage, until=until, because="we dig", actor="staff:1", at=at)

    def dropped(self) -> int:
        """Return how many words were dropped."""
        return len(journal.entries(about=[f"outage:{self.outage}"], kinds=["notice_dropped"]))


@pytest.fixture
def night(db: None) -> Night:
    """Give an outage of which its customer has heard in the evening; it is midnight."""
    builders.set_policy()
    net = tree(contacts={"sms": "+46701740605"})
    key = actions.declare_outage(
        called="O1", node_id=net.nodes["a"], title="Byn", expected=NIGHT + 20 * HOUR, actor="staff:1", at=EVENING
    )
    found = Night(outage=key, out=builders.Out())
    assert len(found.until(EVENING)) == 2  # the outage, and a router to borrow
    assert found.until(NIGHT) == []
    return found


def test_what_is_foretold_in_the_night_is_told_in_the_morning(night: Night) -> None:
    night.wait(expected=NOON, until=NOON + 9 * HOUR, at=NIGHT)

    (word,) = night.until(MORNING)
    assert "Växjö" in word
    assert "12:00" in word or "12.00" in word
    assert "21.00" in word or "21:00" in word


def test_a_newer_time_takes_the_old_one_back_and_what_is_missing_is_still_said(night: Night) -> None:
    night.wait(expected=NOON, until=NOON + 9 * HOUR, at=NIGHT)
    night.estimate(NOON + 10 * HOUR, at=NIGHT + HOUR)

    waits, newer = night.until(MORNING)
    assert "Växjö" in waits
    assert "12" in waits
    assert "we dig" in newer
    assert "22" in newer
    for said in (waits, newer):
        assert "21.00" not in said
        assert "21:00" not in said
    assert night.dropped() == 1


def test_when_nobody_waits_any_more_only_the_newer_time_is_said(night: Night) -> None:
    night.wait(expected=NOON, until=NOON + 9 * HOUR, at=NIGHT)
    actions.go_on(outage_id=night.outage, actor="staff:1", at=NIGHT + HOUR)
    night.estimate(NOON + 10 * HOUR, at=NIGHT + HOUR)

    (newer,) = night.until(MORNING)
    assert "we dig" in newer


def test_who_has_heard_it_hears_of_the_newer_time_alone(night: Night) -> None:
    assert night.until(MORNING) == []
    night.wait(expected=NOON, until=NOON + 9 * HOUR, at=MORNING)
    assert len(night.until(MORNING)) == 1
    night.estimate(NOON + 10 * HOUR, at=MORNING + HOUR)

    (newer,) = night.until(MORNING + HOUR)
    assert "we dig" in newer
    assert night.dropped() == 0


@pytest.mark.parametrize("expected", [NOON, None])
def test_a_plain_word_of_waiting_that_is_held_stays_when_a_newer_time_is_said(
    night: Night, expected: datetime | None
) -> None:
    night.wait(expected=expected, until=None, at=NIGHT)
    night.estimate(NOON + 10 * HOUR, at=NIGHT + HOUR)

    waits, newer = night.until(MORNING)
    assert "Växjö" in waits
    assert "we dig" in newer
    assert night.dropped() == 0


def test_a_time_that_runs_out_in_the_night_is_not_said_in_the_morning(night: Night) -> None:
    night.wait(expected=NIGHT + HOUR, until=NIGHT + 2 * HOUR, at=NIGHT)

    waits, longer = night.until(MORNING)
    assert "Växjö" in waits
    assert "takes longer" in longer
    for said in (waits, longer):  # it was to come at one o'clock, and to last until two
        assert "01:00" not in said
        assert "02:00" not in said
    status = queries.status(outage_id=night.outage, at=MORNING)
    assert status.waiting_for
    assert status.waiting_for.expected == NIGHT + HOUR
