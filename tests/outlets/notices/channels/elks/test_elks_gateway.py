"""46elks, spoken to on this machine: what each answer means, and what no answer means."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from varsel.outlets.notices.channels import Message, Outcome
from varsel.outlets.notices.channels.elks import account
from varsel.outlets.notices.channels.elks.gateway import ElksGateway

URL = "elks://u1234:hemligt@api.46elks.com?sender=FjordSund&sender.NO=Fjord&told=https://varsel.test/in/elks/0123456789abcdef"
OK = (200, json.dumps({"id": "s1", "status": "created"}))


class Provider(ThreadingHTTPServer):
    """A provider of our own: answers in turn what it is told to, then well."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[tuple[int, str] | None] = []
        self.asked: list[dict[str, str]] = []
        self.connections: set[int] = set()
        self.authorized: set[str] = set()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Provider

    def do_POST(self) -> None:
        """Take a message, and answer or hang up."""
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.asked.append({key: values[0] for key, values in form.items()})
        self.server.connections.add(self.client_address[1])
        self.server.authorized.add(self.headers["Authorization"])
        answer = self.server.answers.pop(0) if self.server.answers else OK
        if answer is None:
            self.close_connection = True
            return
        self.send_response(answer[0])
        self.send_header("Content-Length", str(len(answer[1].encode())))
        self.end_headers()
        self.wfile.write(answer[1].encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def provider() -> Iterator[Provider]:
    """Give a provider that listens."""
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def _gateway(provider: Provider) -> ElksGateway:
    ours = replace(account.read(url=URL), host="127.0.0.1", port=provider.server_port, tls=False, connections=1)
    return ElksGateway(account=ours)


def _sms(text: str = "Hej på dig", *, to: str = "+46700000001", country: str = "SE", urgent: bool = False) -> Message:
    return Message(str(uuid.uuid4()), "sms", to, text.encode(), urgent=urgent, country=country)


def _handed(provider: Provider, *messages: Message) -> list[Outcome | None]:
    gateway = _gateway(provider)
    answers = dict(gateway.hand_over(messages=messages))
    gateway.close()
    return [answers.get(message.ref) for message in messages]


def test_a_message_is_posted_with_our_reference_in_the_address_to_call(provider: Provider) -> None:
    message = _sms("Hej på dig – €")

    assert _handed(provider, message) == [Outcome("accepted", gateway_refs=("s1",))]
    assert provider.asked == [
        {
            "from": "FjordSund",
            "to": "+46700000001",
            "message": "Hej på dig – €",
            "whendelivered": f"https://varsel.test/in/elks/0123456789abcdef/delivered/{message.ref}/",
        }
    ]
    assert provider.authorized == {"Basic dTEyMzQ6aGVtbGlndA=="}


def test_one_connection_carries_them_all_urgent_ones_first(provider: Provider) -> None:
    answers = _handed(provider, _sms("kan vänta", country="NO"), _sms("bråttom", urgent=True))

    assert [one and one.answer for one in answers] == ["accepted", "accepted"]
    assert [(one["message"], one["from"]) for one in provider.asked] == [
        ("bråttom", "FjordSund"),
        ("kan vänta", "Fjord"),
    ]
    assert len(provider.connections) == 1


@pytest.mark.parametrize(
    ("answer", "expected", "permanent"),
    [
        ((400, "Invalid 'to' number"), "rejected", True),
        ((403, "Invalid 'from'"), "rejected", False),
        ((401, "Unauthorized"), "deferred", True),
        ((402, "No credits"), "deferred", True),
        ((429, "Slow down"), "deferred", True),
        ((503, ""), "deferred", True),
        ((200, json.dumps({"id": "s1", "status": "failed"})), "rejected", False),
    ],
)
def test_what_an_answer_means(provider: Provider, answer: tuple[int, str], expected: str, permanent: bool) -> None:
    provider.answers = [answer]
    (outcome,) = _handed(provider, _sms())

    assert outcome
    assert (outcome.answer, outcome.permanent) == (expected, permanent)


@pytest.mark.parametrize("answer", [None, (500, "oops"), (502, ""), (200, "<html>"), (200, "[]"), (302, "")])
def test_what_nobody_knows_is_not_said_and_not_asked_again(provider: Provider, answer: tuple[int, str] | None) -> None:
    provider.answers = [answer]
    lost, next_one = _handed(provider, _sms(), _sms())

    assert lost is None
    assert next_one
    assert next_one.answer == "accepted"
    assert len(provider.asked) == 2


def test_where_nobody_listens_words_are_deferred() -> None:
    with Provider() as gone:
        pass
    (outcome,) = _handed(gone, _sms())

    assert outcome
    assert outcome.answer == "deferred"


@pytest.mark.parametrize("number", ["112", "070", "Anna"])
def test_what_is_no_international_number_is_not_posted(provider: Provider, number: str) -> None:
    (outcome,) = _handed(provider, _sms(to=number))

    assert outcome
    assert (outcome.answer, outcome.permanent, provider.asked) == ("rejected", True, [])


@pytest.mark.parametrize(
    "url",
    [
        "https://u:p@api.46elks.com",
        "elks://api.46elks.com?sender=F",
        URL.replace("sender=FjordSund&", ""),
        URL.replace("0123456789abcdef", "short"),
        URL.replace("https://varsel", "http://varsel"),
        URL + "&colour=red",
    ],
)
def test_an_account_that_can_not_be_is_refused_without_its_secrets(url: str) -> None:
    with pytest.raises(account.BadAccount) as refused:
        account.read(url=url)

    assert "hemligt" not in str(refused.value)
    assert "0123456789abcdef" not in str(refused.value)
    assert "hemligt" not in repr(account.read(url=URL))
