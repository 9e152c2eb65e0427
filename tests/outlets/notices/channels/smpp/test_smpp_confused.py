"""A gateway that answers what was not asked: its words are not taken for more than they say."""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterator

import pytest

from outlets.notices.channels.smpp.speaking import SOON, Ear, sms, speak
from varsel.outlets.notices.channels import Outcome
from varsel.outlets.notices.channels.smpp.gateway import SmppGateway
from varsel.surfaces.bench.smsc import ServerProcess, npm_server

NACK, SUBMITTED, ALIVE = 0x80000000, 0x80000004, 0x80000015
FIRST = 2  # the number of the first submit: the bind was 1


@pytest.fixture
def npm() -> Iterator[ServerProcess]:
    """Give a server that tells what it gets and answers no submit."""
    with npm_server(report=True) as started:
        started.order(set={"hold": True})
        yield started


def _pdu(command: int, *, sequence: int, status: int = 0, body: bytes = b"") -> str:
    return (struct.pack(">IIII", 16 + len(body), command, status, sequence) + body).hex()


def _answered(npm: ServerProcess, gateway: SmppGateway, *raw: str) -> Outcome | None:
    """Hand one message over, let the server say this once it has it, and return the outcome."""
    assert gateway.bound.wait(SOON)
    message = sms()

    def speak_up() -> None:
        npm.wait("submit")
        npm.order(raw="".join(raw))

    thread = threading.Thread(target=speak_up)
    thread.start()
    answers = dict(gateway.hand_over(messages=[message]))
    thread.join()
    return answers.get(message.ref)


@pytest.mark.parametrize("status", [0, 0x02, 0x03])
def test_a_nack_is_never_an_acceptance_whatever_its_status_says(npm: ServerProcess, status: int) -> None:
    with speak(port=npm.port) as gateway:
        outcome = _answered(npm, gateway, _pdu(NACK, sequence=FIRST, status=status))

    assert outcome is not None
    assert (outcome.answer, outcome.permanent) == ("rejected", False)


def test_a_life_sign_with_the_number_of_a_submit_says_nothing_of_the_submit(npm: ServerProcess) -> None:
    ear = Ear()
    with speak(port=npm.port, ear=ear, answer_within=0.4) as gateway:
        assert _answered(npm, gateway, _pdu(ALIVE, sequence=FIRST)) is None  # nobody knows
        npm.order(release="forward")
        assert ear.next_receipt().state == "accepted"


def test_a_life_sign_first_and_the_answer_after_it_is_the_answer(npm: ServerProcess) -> None:
    with speak(port=npm.port) as gateway:
        said = (_pdu(ALIVE, sequence=FIRST), _pdu(SUBMITTED, sequence=FIRST, body=b"a1\0"))
        assert _answered(npm, gateway, *said) == Outcome("accepted", gateway_refs=("a1",))


def test_an_answer_that_comes_twice_counts_once(npm: ServerProcess) -> None:
    with speak(port=npm.port) as gateway:
        said = (_pdu(SUBMITTED, sequence=FIRST, body=b"a1\0"), _pdu(SUBMITTED, sequence=FIRST, status=0x45))
        assert _answered(npm, gateway, *said) == Outcome("accepted", gateway_refs=("a1",))
