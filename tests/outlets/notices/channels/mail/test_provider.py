"""E-mail by a provider's API: what it takes, refuses, puts off, and what nobody knows."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from pytest_django import Settings

from outlets.notices.channels.mail.mailing import OURS, message
from varsel.outlets.notices.channels import Outcome
from varsel.outlets.notices.channels.mail.provider import Provider

KEYS = {"MAILGUN_API_KEY": "key", "MAILGUN_SENDER_DOMAIN": "fjord.example"}
MAILGUN = "anymail.backends.mailgun.EmailBackend"


@dataclass(slots=True)
class Api:
    """A provider's API on loopback: what it got, and how it answers."""

    url: str = ""
    status: int = 200
    body: dict[str, Any] = field(default_factory=lambda: {"id": "<m1@mg>", "message": "Queued. Thank you."})
    got: list[dict[str, str]] = field(default_factory=list)
    hangs_up: bool = False


@pytest.fixture
def api(settings: Settings) -> Iterator[Api]:
    """Run it."""
    told = Api()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told.got.append({name: values[0] for name, values in parse_qs(form).items()})
            if told.hangs_up:
                self.connection.close()
                return
            self.send_response(told.status)
            self.end_headers()
            self.wfile.write(json.dumps(told.body).encode())

        def log_message(self, *said: Any) -> None:
            del said

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        told.url = f"http://127.0.0.1:{server.server_port}/v3"
        settings.ANYMAIL = {
            "MAILGUN_API_KEY": "key",
            "MAILGUN_SENDER_DOMAIN": "fjord.example",
            "MAILGUN_API_URL": told.url,
        }
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield told
        server.shutdown()
        thread.join()


def _handed(**changes: Any) -> tuple[str, dict[str, Outcome]]:
    word = message(**changes)
    return word.ref, dict(Provider(backend=MAILGUN, ours=OURS).hand_over(messages=[word]))


def test_what_the_provider_takes_is_accepted_under_its_id(api: Api) -> None:
    ref, told = _handed()

    assert told == {ref: Outcome(answer="accepted", gateway_refs=("<m1@mg>",))}


def test_the_provider_gets_the_same_words_and_headers_and_our_reference(api: Api) -> None:
    ref, _ = _handed()
    got = {name.lower(): value for name, value in api.got[0].items()}

    assert got["to"] == "anna@example.test"
    assert got["h:auto-submitted"] == "auto-generated"
    assert got["h:message-id"] == OURS.message_id(ref=ref)
    assert got["v:ref"] == ref
    assert "Du behöver inte göra något." in got["text"]
    assert "<h1" in got["html"]


@pytest.mark.parametrize(
    ("status", "answer"), [(400, "rejected"), (401, "deferred"), (402, "deferred"), (429, "deferred")]
)
def test_a_refusal_says_whether_to_come_again_and_never_blames_the_address(api: Api, status: int, answer: str) -> None:
    api.status = status
    ref, told = _handed()

    assert told[ref].answer == answer
    assert not (answer == "rejected" and told[ref].permanent)


def test_an_error_of_the_provider_is_answered_by_nobody(api: Api) -> None:
    api.status = 500

    assert _handed()[1] == {}


def test_an_answer_that_was_lost_is_given_by_nobody(api: Api) -> None:
    api.hangs_up = True

    assert _handed()[1] == {}
    assert len(api.got) == 1


def test_a_provider_that_is_away_has_certainly_nothing(settings: Settings, unused: str) -> None:
    settings.ANYMAIL = KEYS | {"MAILGUN_API_URL": unused}
    ref, told = _handed()

    assert told[ref].answer == "deferred"


def test_what_is_no_address_is_refused_before_anybody_is_called(api: Api) -> None:
    ref, told = _handed(address="nobody")

    assert (told[ref].answer, told[ref].permanent) == ("rejected", True)
    assert not api.got


@pytest.fixture
def unused() -> str:
    """Return an address at which nobody listens any more."""
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        return f"http://127.0.0.1:{server.server_port}"
