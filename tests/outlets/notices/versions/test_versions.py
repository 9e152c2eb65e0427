"""Every version that was said can be read later; others hold once a second person approved them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

import builders
from outlets.notices.saying import tell
from varsel.outlets.notices import sending
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.outlets.notices.models import Notice
from varsel.outlets.notices.versions import actions, queries
from varsel.outlets.notices.versions.actions import NotAllowed
from varsel.outlets.notices.waiting import Asks
from varsel.outlets.notices.wording import Texts, WordingError, files
from varsel.records.journal.models import Entry

pytestmark = pytest.mark.database
NOW = builders.START
NAME = ("service_reopened", "paid", "en")


@pytest.fixture(autouse=True)
def _ground(transactional_db: None) -> None:
    builders.set_policy()


def _own() -> Texts:
    return files.texts(about=NAME[0], variant=NAME[1], language=NAME[2])


def _other(words: str = "is back") -> Texts:
    return replace(_own(), short=_own().short.replace("((service))", f"((service)) {words}"))


def _approved(texts: Texts, *, at: object = NOW, from_at: object = NOW) -> None:
    ref = actions.draft(texts=texts, because="clearer", actor="staff:1", at=NOW)
    actions.preview(ref=ref, actor="staff:2", at=NOW)
    actions.approve(ref=ref, from_at=from_at, actor="staff:2", at=at)  # type: ignore[arg-type]


def _say(at: object = NOW) -> Notice:
    party = builders.customer()
    return Notice.objects.get(id=tell(party_id=party, at=at))  # type: ignore[arg-type]


def _sent() -> str:
    recorder = Recorder()
    sending.send(at=NOW, owner="test", gateways={"email": recorder, "sms": recorder, "letter": recorder}, asks=Asks())
    return recorder.handed[-1].content.decode()


def test_the_first_use_keeps_the_words() -> None:
    assert queries.history(about=NAME[0], variant=NAME[1], language=NAME[2]) == []
    notice = _say()
    (kept,) = queries.history(about=NAME[0], variant=NAME[1], language=NAME[2])
    assert kept.texts == _own()
    assert kept.source == "product"
    assert notice.template == kept.texts.version
    _say(at=NOW + timedelta(days=1))
    assert queries.history(about=NAME[0], variant=NAME[1], language=NAME[2]) == [kept]


def test_several_who_are_the_first_to_use_the_same_words_keep_them_once() -> None:
    at_once = threading.Barrier(4, timeout=20)

    def keep(turn: int) -> None:
        rounds = [[_other(f"{number} {word}") for word in ("a", "b", "c")] for number in range(60)]
        try:
            for some in rounds:
                at_once.wait()
                actions.keep(texts=some[turn % 3 :] + some[: turn % 3], at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as threads:
        list(threads.map(keep, range(4)))

    assert len(queries.history(about=NAME[0], variant=NAME[1], language=NAME[2])) == 180


def test_a_notice_is_said_in_the_words_it_was_decided_in() -> None:
    _say()
    texts = replace(_own(), long=_own().long.replace("open", "unlocked"))
    _approved(texts)
    assert "unlocked" not in _sent()
    _say()
    assert "unlocked" in _sent()


def test_words_hold_from_their_moment() -> None:
    later = NOW + timedelta(hours=1)
    _approved(_other(), from_at=later)
    assert _say(at=later - timedelta(seconds=1)).template == _own().version
    assert _say(at=later).template == _other().version


def test_an_earlier_version_is_put_back_by_one_person() -> None:
    _approved(_other())
    actions.put_back(name=NAME, version=None, because="wrong", actor="staff:1", at=NOW)
    assert _say().template == _own().version
    actions.put_back(name=NAME, version=_other().version, because="right after all", actor="staff:1", at=NOW)
    assert _say().template == _other().version
    kinds = list(Entry.objects.filter(about="wording:service_reopened.paid.en").values_list("kind", flat=True))
    assert kinds == ["wording_drafted", "wording_set", "wording_set", "wording_set"]


def test_who_wrote_it_does_not_approve_it() -> None:
    ref = actions.draft(texts=_other(), because="clearer", actor="staff:1", at=NOW)
    actions.preview(ref=ref, actor="staff:1", at=NOW)
    with pytest.raises(NotAllowed, match="own"):
        actions.approve(ref=ref, from_at=NOW, actor="staff:1", at=NOW)
    assert queries.chosen(at=NOW) == {}


def test_nobody_approves_unseen() -> None:
    ref = actions.draft(texts=_other(), because="clearer", actor="staff:1", at=NOW)
    with pytest.raises(NotAllowed, match="unseen"):
        actions.approve(ref=ref, from_at=NOW, actor="staff:2", at=NOW)
    assert queries.chosen(at=NOW) == {}


def test_nobody_approves_what_is_to_be_mended() -> None:
    ref = actions.draft(texts=_other("ł"), because="clearer", actor="staff:1", at=NOW)
    actions.preview(ref=ref, actor="staff:2", at=NOW)
    with pytest.raises(NotAllowed, match="findings"):
        actions.approve(ref=ref, from_at=NOW, actor="staff:2", at=NOW)
    assert queries.chosen(at=NOW) == {}


def test_what_was_decided_stays() -> None:
    ref = actions.draft(texts=_other(), because="clearer", actor="staff:1", at=NOW)
    actions.throw_away(ref=ref, actor="staff:1", at=NOW)
    with pytest.raises(NotAllowed, match="decided"):
        actions.approve(ref=ref, from_at=NOW, actor="staff:2", at=NOW)
    assert queries.drafts() == []


@pytest.mark.parametrize(
    ("texts", "because", "code"),
    [
        (_own(), "clearer", "same"),
        (_other(), " ", "blank"),
        (replace(_other(), about="payment_order"), "clearer", "unknown"),
    ],
)
def test_a_draft_is_something_else_with_a_reason(texts: Texts, because: str, code: str) -> None:
    with pytest.raises(NotAllowed, match=code):
        actions.draft(texts=texts, because=because, actor="staff:1", at=NOW)


def test_only_versions_of_the_text_are_put_back() -> None:
    _say()
    with pytest.raises(NotAllowed, match="unknown"):
        actions.put_back(
            name=("service_reopened", "paid", "sv"), version=_own().version, because="x", actor="s", at=NOW
        )
    with pytest.raises(NotAllowed, match="same"):
        actions.put_back(name=NAME, version=None, because="x", actor="s", at=NOW)


def test_words_that_are_not_kept_are_not_guessed() -> None:
    with pytest.raises(WordingError, match="not kept"):
        queries.texts(version="0" * 64)
