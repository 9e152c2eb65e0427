"""What the gateway sends: stored before it is answered, sent again when it was not, replies joined from their parts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from outlets.notices.channels.smpp.speaking import NOW, SOON, Ear, handed, sms, speak
from varsel.outlets.notices.channels.smpp.joining import GAP
from varsel.surfaces.bench.smsc import ServerProcess, npm_server

FROM = {"source_addr": "46700000001", "source_addr_ton": 1, "source_addr_npi": 1, "destination_addr": "71000"}
NOT_NOW, NEVER = 0x64, 0x65


@pytest.fixture
def npm() -> Iterator[ServerProcess]:
    """Give a server that tells what it gets."""
    with npm_server(report=True) as started:
        yield started


def test_receipts_come_in_any_order_and_more_than_once(npm: ServerProcess) -> None:
    npm.order(set={"receipts": "held"})
    ear = Ear()
    with speak(port=npm.port, ear=ear) as gateway:
        handed(gateway, *(sms() for _ in range(3)))
        npm.order(deliver_owed=[2, 0, 2, 1, 0])
        got = [ear.next_receipt().gateway_ref for _ in range(5)]

    assert got == ["3", "1", "3", "2", "1"]


def test_a_receipt_is_answered_only_when_it_is_stored(npm: ServerProcess) -> None:
    npm.order(set={"receipts": "held"})
    ear = Ear()
    ear.fails = 1
    with speak(port=npm.port, ear=ear) as gateway:
        handed(gateway, sms())
        npm.order(deliver_owed=[0])
        assert npm.wait("stored") == NOT_NOW
        npm.order(deliver_owed=[0])  # as a gateway does with what was not taken
        assert npm.wait("stored") == 0
        assert ear.next_receipt().state == "delivered"


def test_a_reply_is_passed_on_and_then_answered(npm: ServerProcess) -> None:
    ear = Ear()
    with speak(port=npm.port, ear=ear) as gateway:
        assert gateway.bound.wait(SOON)
        npm.order(deliver={**FROM, "hex": b"Ja tack".hex()})
        assert npm.wait("stored") == 0
        reply = ear.next_reply()

    assert (reply.channel, reply.address, reply.to) == ("sms", "+46700000001", "71000")
    assert (reply.text, reply.at) == ("Ja tack", NOW)


def test_a_reply_that_can_not_be_stored_comes_again_with_the_same_key(npm: ServerProcess) -> None:
    ear = Ear()
    ear.fails = 1
    with speak(port=npm.port, ear=ear) as gateway:
        assert gateway.bound.wait(SOON)
        for status in (NOT_NOW, 0, 0):
            npm.order(deliver={**FROM, "hex": b"Ja".hex()})
            assert npm.wait("stored") == status
        first, again = ear.next_reply(), ear.next_reply()

    assert first.key == again.key


def test_what_a_customer_writes_is_no_receipt_whatever_it_says(npm: ServerProcess) -> None:
    ear = Ear()
    with speak(port=npm.port, ear=ear) as gateway:
        assert gateway.bound.wait(SOON)
        npm.order(deliver={**FROM, "hex": b"id:1 sub:001 dlvrd:001 stat:DELIVRD err:000".hex()})
        assert ear.next_reply().text.startswith("id:1")
    assert ear.notes.empty()


def _part(number: int, text: str, *, coding: int = 0, of: int = 2) -> dict:
    words = text.encode("utf-16-be", "surrogatepass") if coding == 8 else text.encode("ascii")
    return {**FROM, "esm_class": 0x40, "data_coding": coding, "hex": (bytes((5, 0, 3, 7, of, number)) + words).hex()}


def test_parts_are_joined_in_any_order_and_answered_together(npm: ServerProcess) -> None:
    ear = Ear()
    with speak(port=npm.port, ear=ear) as gateway:
        assert gateway.bound.wait(SOON)
        for part in (_part(2, "dag"), _part(2, "dag"), _part(1, "God ")):
            npm.order(deliver=part)
        assert [npm.wait("stored") for _ in range(3)] == [0, 0, 0]
        assert ear.next_reply().text == "God dag"
    assert ear.replies.empty()


def test_a_sign_that_was_cut_in_half_is_whole_again(npm: ServerProcess) -> None:
    ear = Ear()
    with speak(port=npm.port, ear=ear) as gateway:
        assert gateway.bound.wait(SOON)
        npm.order(deliver=_part(1, "hej \ud83d", coding=8))
        npm.order(deliver=_part(2, "\ude00!", coding=8))
        assert ear.next_reply().text == "hej 😀!"


def test_a_part_that_never_comes_leaves_a_mark(npm: ServerProcess) -> None:
    ear = Ear()
    with speak(port=npm.port, ear=ear, joined_within=0.1) as gateway:
        assert gateway.bound.wait(SOON)
        npm.order(deliver=_part(2, "slutet"))
        assert npm.wait("stored") == 0
        assert ear.next_reply().text == f"{GAP}slutet"
