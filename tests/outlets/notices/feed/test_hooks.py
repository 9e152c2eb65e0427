"""Webhooks are told of news until they take them: signed, with one id, at least once."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import timedelta

import pytest
import requests
from pytest_django import Settings

import builders
from outlets.notices.feed.test_feed import STORIES
from varsel.outlets.notices.feed import actions, hooks, queries
from varsel.outlets.notices.feed.hooks import BadSecret, deliver, signature

NOW = builders.START
HOOK = "https://social.example/in"
SECRET = "whsec_" + base64.b64encode(b"k" * 24).decode()


class Receiver:
    """A receiver that answers as it is told."""

    def __init__(self, *answers: int | BaseException) -> None:
        self._answers = list(answers)
        self.got: list[tuple[bytes, Mapping[str, str]]] = []

    def __call__(self, *, address: str, body: bytes, headers: Mapping[str, str]) -> int:
        assert address == HOOK
        self.got.append((body, headers))
        answer = self._answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


@pytest.fixture(autouse=True)
def _ground(transactional_db: None, settings: Settings) -> None:
    builders.set_policy()
    settings.NEWS_HOOKS = {HOOK: SECRET}


def _publish() -> object:
    ref = actions.write(stories=STORIES, actor="staff:1", at=NOW)
    actions.publish(ref=ref, actor="staff:2", at=NOW)
    return ref


def test_the_signature_is_that_of_the_standard() -> None:
    # The example of the specification's own libraries.
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    at = builders.START.fromtimestamp(1614265330, tz=NOW.tzinfo)
    given = signature(secret=secret, ref="msg_p5jXN8AQM9LWM0D4loKWxJek", at=at, body=b'{"test": 2432232314}')
    assert given == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_news_are_told_once_where_they_are_taken() -> None:
    ref = _publish()
    receiver = Receiver(204)
    assert deliver(at=NOW, hooks={HOOK: SECRET}, send=receiver) == 1
    assert deliver(at=NOW + timedelta(days=9), hooks={HOOK: SECRET}, send=receiver) == 0
    ((body, headers),) = receiver.got
    told = json.loads(body)
    assert (told["type"], told["data"]["id"]) == ("news.published", str(ref))
    expected = signature(secret=SECRET, ref=headers["webhook-id"], at=NOW, body=body)
    assert headers["webhook-signature"] == expected
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))


def test_what_is_not_taken_is_told_again_with_the_same_id() -> None:
    _publish()
    receiver = Receiver(500, requests.ConnectTimeout(), 302, 200)
    moments = [NOW, NOW + timedelta(seconds=5), NOW + timedelta(seconds=305), NOW + timedelta(seconds=2105)]
    for at in moments:
        assert deliver(at=at - timedelta(seconds=1), hooks={HOOK: SECRET}, send=receiver) == 0
        assert deliver(at=at, hooks={HOOK: SECRET}, send=receiver) == 1
    assert len({headers["webhook-id"] for _, headers in receiver.got}) == 1
    assert len({body for body, _ in receiver.got}) == 1


def test_a_death_between_the_try_and_its_answer_tells_again() -> None:
    _publish()
    with pytest.raises(KeyboardInterrupt):
        deliver(at=NOW, hooks={HOOK: SECRET}, send=Receiver(KeyboardInterrupt()))
    assert deliver(at=NOW + timedelta(seconds=5), hooks={HOOK: SECRET}, send=Receiver(200)) == 1


def test_a_receiver_that_is_gone_is_told_no_more() -> None:
    ref = _publish()
    deliver(at=NOW, hooks={HOOK: SECRET}, send=Receiver(410))
    (post,) = queries.posts(ref=ref)  # type: ignore[arg-type]
    assert (post.next_at, post.said) == (None, "410")


def test_it_is_given_up_after_some_days() -> None:
    _publish()
    at, tries = NOW, 0
    while deliver(at=at, hooks={HOOK: SECRET}, send=Receiver(500)):
        at, tries = at + timedelta(days=1), tries + 1
    assert tries == len(hooks._AFTER) + 1


def test_a_withdrawal_is_told_as_well() -> None:
    ref = _publish()
    actions.withdraw(ref=ref, because=dict.fromkeys(STORIES, "Fel."), actor="staff:1", at=NOW)  # type: ignore[arg-type]
    receiver = Receiver(200, 200)
    assert deliver(at=NOW, hooks={HOOK: SECRET}, send=receiver) == 2
    assert [json.loads(body)["type"] for body, _ in receiver.got] == ["news.published", "news.withdrawn"]


def test_a_secret_that_is_none_is_said() -> None:
    with pytest.raises(BadSecret, match="whsec_"):
        signature(secret="whsec_å", ref="m", at=NOW, body=b"")
