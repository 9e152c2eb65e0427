"""Throttled, cut off, deaf, slow: nothing is handed over twice, and nothing is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from outlets.notices.channels.smpp.speaking import SOON, Ear, handed, sms, speak
from varsel.outlets.notices.channels import Message, Outcome
from varsel.surfaces.bench.smsc import ServerProcess, npm_server

THROTTLED, FULL = 0x58, 0x14
LOST, TAKEN_BUT_LOST = -1, -2


@pytest.fixture
def npm() -> Iterator[ServerProcess]:
    """Give a server that tells what it gets."""
    with npm_server(report=True) as started:
        yield started


@pytest.mark.parametrize("status", [THROTTLED, FULL])
def test_a_throttled_message_is_deferred_and_the_next_waits(npm: ServerProcess, status: int) -> None:
    npm.order(set={"answers": [status]})
    with speak(port=npm.port, window=1) as gateway:
        begun = time.monotonic()
        first, second = handed(gateway, sms(), sms()).values()

    assert (first.answer, second.answer) == ("deferred", "accepted")
    assert time.monotonic() - begun >= 0.1


def test_who_is_throttled_for_long_is_deferred_and_was_not_submitted(npm: ServerProcess) -> None:
    npm.order(set={"answers": [THROTTLED] * 20})
    messages = [sms() for _ in range(30)]
    with speak(port=npm.port, window=1, patience=0.4) as gateway:
        answers = handed(gateway, *messages)
        health = gateway.health

    assert {one.answer for one in answers.values()} == {"deferred"}
    assert (len(answers), health.state) == (30, "throttled")


def test_a_throttled_part_goes_again_alone(npm: ServerProcess) -> None:
    npm.order(set={"answers": [0, THROTTLED, 0]})
    with speak(port=npm.port, window=1) as gateway:
        (outcome,) = handed(gateway, sms("å" * 400)).values()
    parts = [npm.wait("submit")["udh"] for _ in range(4)]

    assert (outcome.answer, len(outcome.gateway_refs)) == ("accepted", 3)
    assert [int(udh[0][-2:]) for udh in parts] == [1, 2, 2, 3]


def test_a_message_with_a_refused_part_is_rejected_and_the_number_is_not_to_blame(npm: ServerProcess) -> None:
    npm.order(set={"answers": [0, 0x45, 0]})
    with speak(port=npm.port) as gateway:
        (outcome,) = handed(gateway, sms("å" * 400)).values()

    assert (outcome.answer, outcome.permanent) == ("rejected", False)


def test_a_rate_is_kept(npm: ServerProcess) -> None:
    with speak(port=npm.port, rate=50, window=50) as gateway:
        begun = time.monotonic()
        answers = handed(gateway, *(sms() for _ in range(25)))

    assert {one.answer for one in answers.values()} == {"accepted"}
    assert time.monotonic() - begun >= (25 - 1) / 50 - 0.1 - 0.01  # a tenth of a second's worth may go at once


def test_what_the_server_had_when_it_was_killed_is_unknown_and_the_rest_is_deferred(npm: ServerProcess) -> None:
    npm.order(set={"hold": True})
    messages = [sms() for _ in range(30)]
    with speak(port=npm.port, window=10, patience=SOON) as gateway:
        told = gateway.hand_over(messages=messages)
        assert gateway.bound.wait(SOON)
        killer = _kill_after(npm, submits=10)
        answers = dict(told)
        killer.join()

    assert {one.answer for one in answers.values()} == {"deferred"}
    assert set(answers) == {message.ref for message in messages[10:]}


def test_a_lost_link_is_bound_again_and_nothing_goes_twice(npm: ServerProcess) -> None:
    messages = [sms(f"nr {number}") for number in range(5)]
    with speak(port=npm.port, window=1, first_wait=0.01) as gateway:
        npm.order(set={"cut_after": 3})
        first = handed(gateway, *messages)
        npm.order(set={"cut_after": 0})
        assert npm.wait("bound") == "varsel"
        again = handed(
            gateway, *(message for message in messages if message.ref in first and _deferred(first, message))
        )

    assert [first[message.ref].answer if message.ref in first else None for message in messages] == [
        "accepted",
        "accepted",
        None,  # the server had it when it cut the line: nobody knows
        "deferred",
        "deferred",
    ]
    assert [one.answer for one in again.values()] == ["accepted", "accepted"]


def test_an_answer_that_never_comes_is_unknown_and_a_late_one_is_a_receipt(npm: ServerProcess) -> None:
    npm.order(set={"hold": True})
    ear, message = Ear(), sms()
    with speak(port=npm.port, ear=ear, answer_within=0.3, patience=0.1) as gateway:
        assert handed(gateway, message) == {}
        npm.order(release="forward")
        receipt = ear.next_receipt()

    assert (receipt.state, receipt.ref, receipt.gateway_ref) == ("accepted", message.ref, "1")


def test_one_lost_answer_holds_up_no_other(npm: ServerProcess) -> None:
    npm.order(set={"answers": [LOST, 0, 0]})
    messages = [sms() for _ in range(3)]
    with speak(port=npm.port, window=1, answer_within=0.3) as gateway:
        answers = handed(gateway, *messages)

    assert set(answers) == {message.ref for message in messages[1:]}


def test_answers_in_any_order_find_their_messages(npm: ServerProcess) -> None:
    npm.order(set={"hold": True})
    messages = [sms(f"nr {number}") for number in range(5)]
    with speak(port=npm.port, window=5) as gateway:
        assert gateway.bound.wait(SOON)
        told = gateway.hand_over(messages=messages)
        releaser = _release_after(npm, submits=5)
        answers = dict(told)
        releaser.join()

    assert [answers[message.ref].gateway_refs for message in messages] == [(str(n),) for n in range(1, 6)]


def test_a_quiet_link_is_asked_for_a_life_sign(npm: ServerProcess) -> None:
    with speak(port=npm.port, enquire_every=0.1) as gateway:
        assert npm.wait("enquired")
        assert npm.wait("enquired")
        assert gateway.health.state == "up"


def test_a_link_without_a_life_sign_is_left_and_bound_again(npm: ServerProcess) -> None:
    npm.order(set={"deaf": True})
    with speak(port=npm.port, enquire_every=0.1, answer_within=0.2, first_wait=0.01):
        assert npm.wait("bound")
        assert npm.wait("closed")
        assert npm.wait("bound")


def test_the_servers_question_for_a_life_sign_is_answered(npm: ServerProcess) -> None:
    with speak(port=npm.port) as gateway:
        assert gateway.bound.wait(SOON)
        npm.order(enquire={})
        assert npm.wait("alive")


def test_a_server_that_says_goodbye_gets_nothing_more_until_it_is_bound_again(npm: ServerProcess) -> None:
    with speak(port=npm.port, first_wait=0.01, answer_within=0.3) as gateway:
        assert gateway.bound.wait(SOON)
        assert npm.wait("bound")
        npm.order(unbind={})
        assert npm.wait("unbound_by_us")
        (outcome,) = dict(gateway.hand_over(messages=[sms()])).values()
        assert outcome.answer == "deferred"
        assert npm.wait("bound")
        assert [one.answer for one in handed(gateway, sms()).values()] == ["accepted"]


def _deferred(answers: dict[str, Outcome], message: Message) -> bool:
    return answers[message.ref].answer == "deferred"


def _kill_after(server: ServerProcess, *, submits: int) -> threading.Thread:
    return _then(server, submits, server.kill)


def _release_after(server: ServerProcess, *, submits: int) -> threading.Thread:
    return _then(server, submits, lambda: server.order(release="reverse"))


def _then(server: ServerProcess, submits: int, act: Callable[[], None]) -> threading.Thread:
    def wait_and_act() -> None:
        for _ in range(submits):
            server.wait("submit")
        act()

    thread = threading.Thread(target=wait_and_act)
    thread.start()
    return thread
