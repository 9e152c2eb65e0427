"""Every recorded decision comes out the same today; and an answer that changed is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from varsel.law import se
from varsel.law.grammar import Verdict, judge
from varsel.operations.arrears import replay
from varsel.records.journal import queries as journal
from varsel.records.journal import sealing
from varsel.surfaces.stories.loading import load_story
from varsel.surfaces.stories.playing import act_out

STORIES = Path(__file__).parents[2] / "stories"


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize(
    "story", ["se-payments-unpaid", "se-payments-repeatedly-late", "no-payments", "se-credit-limit"]
)
def test_every_decision_of_a_story_replays(story: str) -> None:
    act_out(story=load_story(path=STORIES / f"{story}.yaml"))

    assert [told.kind for told in journal.recorded_verdicts()] != []
    assert list(replay.differences()) == []


@pytest.mark.usefixtures("transactional_db")
def test_a_law_that_answers_otherwise_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    act_out(story=load_story(path=STORIES / "se-payments-unpaid.yaml"))
    true = se.may_limit

    def never(**asked: object) -> Verdict:
        verdict = true(**asked)  # type: ignore[arg-type]
        held = [reason.__class__(reason.code, False, reason.source, reason.force) for reason in verdict.reasons]
        return judge(rule=verdict.rule, cites=verdict.cites, reasons=held, on=verdict.on)

    monkeypatch.setattr(se, "may_limit", never)

    found = list(replay.differences())

    assert [(one.rule, one.was, one.now) for one in found] == [("SE-SUSP-01", True, False)]


@pytest.mark.usefixtures("transactional_db")
def test_the_journal_of_a_story_seals_and_verifies() -> None:
    played = act_out(story=load_story(path=STORIES / "se-payments-unpaid.yaml"))
    at = max(told.at for told in journal.everything())
    while sealing.seal(at=at):
        pass

    assert played.passed
    assert sealing.verify() == len(list(journal.everything()))
