"""What is owed because of a complaint: an answer by the authority's day, contact within five business days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

import builders
from varsel.operations.complaints import actions, queries
from varsel.operations.complaints.actions import Filed
from varsel.operations.complaints.refusals import Refused
from varsel.records.clocks import queries as clocks
from varsel.records.journal import queries as journal

AT = builders.START
DAY = date(2026, 3, 2)
ANSWER_BY = date(2026, 3, 9)
ITS_END = datetime(2026, 3, 9, 23, 0, tzinfo=UTC)  # midnight in Stockholm
MOMENT = timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def policy(db: None) -> None:
    """Let the operator choose the defaults."""
    builders.set_policy()


def _receive(**said: Any) -> int:
    whole = {"external_id": str(builders.key()), "authority": "ARN", "received_on": DAY, "category": "other"}
    return actions.receive(filed=Filed(**whole | said), actor="test", at=AT)


def _duties(complaint_id: int) -> dict[str, tuple[datetime, str]]:
    found = clocks.duties(about=[f"complaint:{complaint_id}"])
    return {duty.kind: (duty.due_at, duty.state) for duty in found}


def _answer(complaint_id: int, at: datetime) -> None:
    actions.answer(complaint_id=complaint_id, actor="staff:1", at=at)


def _reach_out(complaint_id: int, outcome: str, at: datetime) -> None:
    actions.reach_out(complaint_id=complaint_id, outcome=outcome, actor="staff:1", at=at)


@pytest.mark.parametrize(
    ("authority", "answer_by", "owed"),
    [
        ("ARN", ANSWER_BY, {"answer"}),
        ("ARN", None, set()),
        ("BKN", ANSWER_BY, {"answer"}),
        ("KO", None, {"outreach"}),
        ("KO", ANSWER_BY, {"answer", "outreach"}),
    ],
)
def test_what_is_owed_follows_from_the_authority_and_its_day(
    authority: str, answer_by: date | None, owed: set[str]
) -> None:
    assert set(_duties(_receive(authority=authority, answer_by=answer_by))) == owed


@pytest.mark.parametrize(
    ("received_on", "last_day"),
    [
        (date(2026, 2, 27), date(2026, 3, 6)),  # a Friday
        (date(2026, 3, 1), date(2026, 3, 6)),  # a Sunday
        (date(2026, 3, 2), date(2026, 3, 9)),
    ],
)
def test_contact_is_owed_for_five_whole_business_days(received_on: date, last_day: date) -> None:
    due_at, state = _duties(_receive(authority="KO", received_on=received_on))["outreach"]

    assert (due_at, state) == (datetime.combine(last_day, datetime.min.time(), UTC) + timedelta(hours=23), "open")


@pytest.mark.parametrize(("at", "state"), [(ITS_END - MOMENT, "kept"), (ITS_END, "broken")])
def test_an_answer_is_in_time_until_the_day_ends(at: datetime, state: str) -> None:
    complaint_id = _receive(answer_by=ANSWER_BY)
    builders.advance(to=at)

    _answer(complaint_id, at)
    builders.advance(after=at, to=ITS_END + timedelta(days=1))

    assert _duties(complaint_id)["answer"] == (ITS_END, state)
    case = queries.complaint(complaint_id=complaint_id)
    assert case
    assert case.answered_at == at


def test_an_answer_that_comes_late_is_late_though_the_worker_was_away() -> None:
    complaint_id = _receive(answer_by=ANSWER_BY)
    _answer(complaint_id, ITS_END)
    actions.decide(complaint_id=complaint_id, outcome="rejected", actor="staff:1", at=ITS_END)

    assert _duties(complaint_id)["answer"][1] == "open"
    builders.advance(after=ITS_END, to=ITS_END)
    assert _duties(complaint_id)["answer"][1] == "broken"


def test_who_has_decided_waits_for_no_answer() -> None:
    complaint_id = _receive(answer_by=ANSWER_BY)
    actions.decide(complaint_id=complaint_id, outcome="withdrawn", actor="staff:1", at=AT)

    assert _duties(complaint_id)["answer"][1] == "dropped"
    with pytest.raises(Refused, match="not-answerable"):
        _answer(complaint_id, AT)


def test_an_answer_is_given_once_and_a_decision_too() -> None:
    complaint_id = _receive()
    _answer(complaint_id, AT)
    with pytest.raises(Refused, match="not-answerable"):
        _answer(complaint_id, AT)
    actions.decide(complaint_id=complaint_id, outcome="dismissed", actor="staff:1", at=AT)
    with pytest.raises(Refused, match="not-found"):
        actions.decide(complaint_id=complaint_id, outcome="upheld", actor="staff:1", at=AT)

    kinds = [entry.kind for entry in journal.entries(about=[f"complaint:{complaint_id}"])]
    assert kinds == ["complaint_received", "complaint_answered", "complaint_decided"]


@pytest.mark.parametrize("outcome", ["interested", "declined"])
def test_one_talk_is_contact(outcome: str) -> None:
    complaint_id = _receive(authority="KO")
    _reach_out(complaint_id, outcome, AT)

    assert _duties(complaint_id)["outreach"][1] == "kept"


@pytest.mark.parametrize(
    ("hours", "state"),
    [((0, 24), "open"), ((0, 1, 2), "open"), ((0, 1, 24), "open"), ((0, 24, 48), "kept"), ((0, 15, 39), "kept")],
)
def test_no_answer_on_three_different_days_is_contact(hours: tuple[int, ...], state: str) -> None:
    complaint_id = _receive(authority="KO")
    for hour in hours:  # AT is 09:00 in Stockholm: fifteen hours later is the next day
        _reach_out(complaint_id, "no-answer", AT + timedelta(hours=hour))

    assert _duties(complaint_id)["outreach"][1] == state
    assert len(queries.outreach(complaint_id=complaint_id)) == len(hours)


def test_a_duty_that_had_passed_when_the_complaint_came_is_broken_at_once() -> None:
    complaint_id = _receive(received_on=date(2026, 2, 2), answer_by=date(2026, 3, 1))
    builders.advance(to=AT)

    assert _duties(complaint_id)["answer"][1] == "broken"


def test_what_does_not_exist_is_not_found() -> None:
    for act, more in (
        (actions.answer, {}),
        (actions.decide, {"outcome": "upheld"}),
        (actions.reach_out, {"outcome": "declined"}),
    ):
        with pytest.raises(Refused, match="not-found"):
            act(complaint_id=0, **more, actor="staff:1", at=AT)
