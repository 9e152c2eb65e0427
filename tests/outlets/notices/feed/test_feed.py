"""News: written by one, published by another, corrected by other news, withdrawn with a note."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

import builders
from varsel.outlets.notices.feed import actions, personal, queries
from varsel.outlets.notices.feed.actions import NotSaid, Story

pytestmark = pytest.mark.database
NOW = builders.START
STORY = Story(title="Avbrott i Västervik", body="Vi lagar en kabel. Klart kl. 18.00.")
STORIES = dict.fromkeys(("sv", "nb", "en"), STORY)


@pytest.fixture(autouse=True)
def _ground(transactional_db: None) -> None:
    builders.set_policy()


def _written(**more: object) -> UUID:
    return actions.write(**({"stories": STORIES, "actor": "staff:1", "at": NOW} | more))  # type: ignore[arg-type]


def _published() -> UUID:
    ref = _written()
    actions.publish(ref=ref, actor="staff:2", at=NOW)
    return ref


def test_nobody_reads_it_before_another_person_publishes() -> None:
    ref = _written()
    assert queries.published(limit=9) == []
    with pytest.raises(NotSaid, match="own"):
        actions.publish(ref=ref, actor="staff:1", at=NOW)
    assert queries.published(limit=9) == []
    actions.publish(ref=ref, actor="staff:2", at=NOW)
    assert [one.ref for one in queries.published(limit=9)] == [str(ref)]


@pytest.mark.parametrize(
    ("story", "code"),
    [
        (replace(STORY, title=" "), "blank"),
        (replace(STORY, body="\u200b\u202e"), "blank"),
        (replace(STORY, title="x" * 121), "long"),
        (replace(STORY, body="x" * 4001), "long"),
        (replace(STORY, body="Ring Anna 070-123 45 67"), "personal 070-123 45 67"),
        (replace(STORY, body="anna@example.se"), "personal"),
        (replace(STORY, body="811218-9876"), "personal"),
        (replace(STORY, body="Ring 22 33 44 55"), "personal"),
        (replace(STORY, body="01017012345"), "personal"),
    ],
)
def test_news_are_refused(story: Story, code: str) -> None:
    with pytest.raises(NotSaid, match=code):
        _written(stories=STORIES | {"nb": story})
    assert queries.waiting() == []


@pytest.mark.parametrize(
    "text",
    ["Ring 020-12 34 56", "den 2026-11-20 kl. 08.00-16.00", "20 000 kunder", "1 234 567 kr", "lgh 1201", "593 30"],
)
def test_our_own_number_days_and_sums_are_nobodys_own(text: str) -> None:
    assert personal.found(text=text, ours=["020-12 34 56"]) == []


def test_a_number_may_stand_with_a_reason() -> None:
    ref = _written(stories=STORIES | {"sv": replace(STORY, body="Polisen: 077-114 14 00")}, despite="the police")
    found = queries.news(ref=ref)
    assert found
    assert found.despite == "the police"


def test_what_was_wrong_is_corrected_by_other_news() -> None:
    wrong = _published()
    right = _written(corrects=wrong)
    found = queries.news(ref=wrong)
    assert found
    assert found.corrected_by is None  # nobody can read the correction yet
    actions.publish(ref=right, actor="staff:2", at=NOW)
    assert [one.corrected_by for one in queries.published(limit=9)] == [None, str(right)]
    with pytest.raises(NotSaid, match="corrected"):
        _written(corrects=wrong)


def test_withdrawn_news_stay_with_a_note() -> None:
    ref = _published()
    later = NOW + timedelta(hours=1)
    with pytest.raises(NotSaid, match="blank"):
        actions.withdraw(ref=ref, because={"sv": "Fel ort."}, actor="staff:1", at=later)
    actions.withdraw(ref=ref, because=dict.fromkeys(STORIES, "Fel ort."), actor="staff:1", at=later)
    (one,) = queries.published(limit=9)
    assert (one.withdrawn_at, one.withdrawn_because["sv"]) == (later, "Fel ort.")
    with pytest.raises(NotSaid, match="not_published"):
        _written(corrects=ref)


def test_what_is_done_is_done_once() -> None:
    ref = _published()
    for act in (actions.publish, actions.throw_away):
        with pytest.raises(NotSaid, match="decided"):
            act(ref=ref, actor="staff:3", at=NOW)
    with pytest.raises(NotSaid, match="unknown"):
        actions.publish(ref=uuid4(), actor="staff:3", at=NOW)
    with pytest.raises(NotSaid, match="not_published"):
        actions.withdraw(ref=_written(), because={}, actor="staff:3", at=NOW)
