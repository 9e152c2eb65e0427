"""Complaints in a story: days that fit each other, about what has been told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from varsel.surfaces.stories.loading import ExpectStep, Step, Story, StoryError

WithStep = Callable[..., str]
Load = Callable[[str], Story]
Refusal = Callable[[str], StoryError]
CAME = "complaint: {id: A1, authority: ARN, received: 2026-03-03, category: other}"


@pytest.mark.parametrize("received", ["2026-03-03", "2026-03-03 17:00", "2026-03-02"])
def test_a_complaint_was_received_on_a_day(with_step: WithStep, load: Load, received: str) -> None:
    step = load(with_step(CAME.replace("2026-03-03", received))).steps[1]

    assert isinstance(step, Step)
    assert step.fields["received"] == date.fromisoformat(received[:10])
    assert (step.fields["about"], step.fields["customer"], step.fields["answer_by"]) == (None, None, None)


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        (CAME.replace("2026-03-03", "2026-03-04"), "'received' lies after the step"),
        (CAME.replace("other}", "other, answer_by: 2026-03-02}"), "'answer_by' lies before 'received'"),
        (CAME.replace("ARN", "EU"), "complaint.authority"),
        (CAME.replace("other}", "other, about: F2}"), "'F2' has been told"),
        (CAME.replace("other}", "other, customer: eva}"), "'eva' has been told"),
        ("reach_out: {complaint: A1, outcome: declined}", "'A1' has been told"),
        ("answer_complaint: {complaint: A1}", "'A1' has been told"),
        ("complaint_decided: {complaint: A1, outcome: upheld}", "'A1' has been told"),
        ("expect: [{duty: {about: A1, kind: answer}}]", "'A1' has been told"),
        ("expect: [{complaints: {authority: KO}}]", "complaints lacks 'count'"),
        ("expect: [{complaints: {from: 2026-03-02, to: 2026-03-01, count: 0}}]", "'from' lies after 'to'"),
    ],
)
def test_what_can_not_be_is_said_with_its_line(with_step: WithStep, refusal: Refusal, verb: str, said: str) -> None:
    error = refusal(with_step(verb))

    assert said in str(error)
    assert error.line == 15


@pytest.mark.parametrize("answer_by", ["2026-03-03", "2026-03-04"])
def test_an_answer_may_be_due_from_the_day_of_receipt_on(with_step: WithStep, load: Load, answer_by: str) -> None:
    assert load(with_step(CAME.replace("other}", f"other, answer_by: {answer_by}}}")))


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2026-03-25", date(2026, 3, 25)),
        ("2026-03-25 20:00", datetime(2026, 3, 25, 20, 0)),  # noqa: DTZ001
        ("2026-03-26 00:00", datetime(2026, 3, 26, 0, 0)),  # noqa: DTZ001
    ],
)
def test_a_duty_is_due_on_a_day_or_at_a_moment(
    with_step: WithStep, load: Load, written: str, due: date | datetime
) -> None:
    expect = f"  - at: 2026-03-03 12:00\n    expect: [{{duty: {{about: A1, kind: answer, due: {written}}}}}]\n"
    step = load(with_step(CAME) + expect).steps[2]

    assert isinstance(step, ExpectStep)
    assert step.expectations[0].fields == {"about": "A1", "kind": "answer", "due": due, "state": None}
