"""The client against two servers that no one here wrote: the npm package `smpp` and the Rust wheel `smpp34`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from outlets.notices.channels.smpp.speaking import SOON, TO, Ear, handed, rust_server, sms, speak
from varsel.outlets.notices.channels.smpp.parts import short_reference
from varsel.surfaces.bench.smsc import ServerProcess, npm_server


@pytest.fixture(params=[npm_server, rust_server])
def server(request: pytest.FixtureRequest) -> Iterator[ServerProcess]:
    """Give each server in turn, with a receipt for each message."""
    start: Callable[..., ServerProcess] = request.param
    with start(receipts="each", report=True) as started:
        yield started


@pytest.fixture
def npm() -> Iterator[ServerProcess]:
    """Give the npm server, which knows a password and all that can go wrong."""
    with npm_server(password="secret", report=True) as started:
        yield started


@pytest.mark.parametrize("window", [1, 7])
def test_each_message_is_accepted_and_its_receipt_names_it(server: ServerProcess, window: int) -> None:
    ear, messages = Ear(), [sms(f"nr {number}") for number in range(50)]

    with speak(port=server.port, ear=ear, window=window) as gateway:
        answers = handed(gateway, *messages)
        receipts = [ear.next_receipt() for _ in messages]

    assert [answers[message.ref].answer for message in messages] == ["accepted"] * 50
    named = {ref for answer in answers.values() for ref in answer.gateway_refs}
    assert {receipt.gateway_ref for receipt in receipts} == named
    assert {receipt.state for receipt in receipts} == {"delivered"}
    assert len(named) == 50


def test_what_is_submitted_says_who_to_whom_how_long_and_asks_for_a_receipt(npm: ServerProcess) -> None:
    message = sms("Hej på dig €", urgent=True)
    with speak(port=npm.port) as gateway:
        handed(gateway, message)
    got = npm.wait("submit")

    assert (got["source"], got["source_ton"], got["to"], got["to_ton"]) == ("FjordSund", 5, TO[1:], 1)
    assert (got["text"], got["coding"], got["esm_class"]) == ("Hej på dig €", 0, 0)
    assert (got["priority"], got["registered"], got["reference"]) == (1, 1, short_reference(ref=message.ref))


def test_a_server_without_our_password_is_told_to_us_and_nothing_is_lost(npm: ServerProcess) -> None:
    with speak(port=npm.port, password="wrong") as gateway:
        assert npm.wait("refused") == "varsel"
        (outcome,) = dict(gateway.hand_over(messages=[sms()])).values()
        health = gateway.health

    assert (outcome.answer, outcome.because) == ("deferred", "not connected: bind refused: ESME_RINVPASWD")
    assert (health.state, health.because) == ("down", "bind refused: ESME_RINVPASWD")
    assert "wrong" not in repr(gateway._smsc)


def test_where_nobody_listens_words_are_deferred() -> None:
    with npm_server() as gone:
        port = gone.port
    with speak(port=port) as gateway:
        (outcome,) = dict(gateway.hand_over(messages=[sms()])).values()

    assert outcome.answer == "deferred"


def test_two_clients_share_a_server(npm: ServerProcess) -> None:
    with speak(port=npm.port) as one, speak(port=npm.port) as other:
        answers = [*handed(one, sms()).values(), *handed(other, sms()).values(), *handed(one, sms()).values()]

    assert [answer.answer for answer in answers] == ["accepted"] * 3
    assert len({answer.gateway_refs for answer in answers}) == 3


def test_the_urgent_goes_first(npm: ServerProcess) -> None:
    with speak(port=npm.port, window=1) as gateway:
        handed(gateway, sms("kan vänta"), sms("bråttom", urgent=True))

    assert [npm.wait("submit")["text"] for _ in range(2)] == ["bråttom", "kan vänta"]


def test_it_says_goodbye_at_the_end(npm: ServerProcess) -> None:
    with speak(port=npm.port) as gateway:
        handed(gateway, sms())

    assert npm.wait("unbound")


def test_our_whole_reference_can_come_back_in_a_vendors_parameter(npm: ServerProcess) -> None:
    npm.order(set={"receipts": "each", "echo": 0x1501})
    ear, message = Ear(), sms()
    with speak(port=npm.port, ear=ear, reference_tlv=0x1501) as gateway:
        handed(gateway, message)
        assert ear.next_receipt().ref == message.ref


def test_ids_that_are_hexadecimal_in_answers_and_decimal_in_receipts_are_the_same(npm: ServerProcess) -> None:
    npm.order(set={"receipts": "each", "hex": True})
    ear = Ear()
    with speak(port=npm.port, ear=ear, ids="hex") as gateway:
        (outcome,) = handed(gateway, sms()).values()
        assert (ear.next_receipt().gateway_ref,) == outcome.gateway_refs == (str(0xA001),)


def test_receipts_in_parameters_alone_are_read(npm: ServerProcess) -> None:
    npm.order(set={"receipts": "each", "form": "tlv", "echo": 0x0204})
    ear, message = Ear(), sms()
    with speak(port=npm.port, ear=ear) as gateway:
        (outcome,) = handed(gateway, message).values()
        note = ear.notes.get(timeout=SOON)

    assert (note.receipt.state, note.receipt.gateway_ref) == ("delivered", outcome.gateway_refs[0])
    assert (note.address, note.short_reference) == (TO, short_reference(ref=message.ref))


def test_a_refused_number_is_to_blame_and_a_refused_sender_is_not(npm: ServerProcess) -> None:
    npm.order(set={"answers": [0x0B, 0x0A, 0x412]})
    with speak(port=npm.port, window=1) as gateway:
        answers = list(handed(gateway, sms(), sms(), sms()).values())

    assert [(one.answer, one.because, one.permanent) for one in answers] == [
        ("rejected", "ESME_RINVDSTADR", True),
        ("rejected", "ESME_RINVSRCADR", False),
        ("rejected", "status 0x00000412", False),
    ]


@pytest.mark.parametrize("number", ["112", "0700000001", "+46 70 000 00 01", "+467000000０1", "FjordSund", ""])
def test_what_is_no_international_number_is_not_submitted(npm: ServerProcess, number: str) -> None:
    good = sms()
    with speak(port=npm.port) as gateway:
        answers = handed(gateway, sms("x", to=number), good)

    assert sorted(one.answer for one in answers.values()) == ["accepted", "rejected"]
    assert npm.wait("submit")["to"] == TO[1:]
