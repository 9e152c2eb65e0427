"""Receipts and replies as gateways write them, read without a gateway."""

from __future__ import annotations

import struct
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from varsel.outlets.notices.channels.smpp import heard, pdu, smsc
from varsel.outlets.notices.channels.smpp.heard import Note, Piece
from varsel.outlets.notices.channels.smpp.pdu import Address, Delivered, Tlv

AT = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
SMSC = smsc.read(url="smpp://varsel:secret@127.0.0.1?sender=FjordSund")
CUSTOMER, OURS = Address(1, 1, "46700000001"), Address(5, 0, "FjordSund")
USUAL = "id:7F3a sub:001 dlvrd:001 submit date:2610312200 done date:2610312359 stat:{stat} err:000 text:Hej"


def _receipt(text: str = "", *, gateway: smsc.Smsc = SMSC, **tlvs: bytes) -> Note:
    by_tag = {Tlv[name.upper()]: value for name, value in tlvs.items()}
    delivered = Delivered(CUSTOMER, OURS, 0x04, 0, text.encode("latin-1"), by_tag)
    note = heard.read(delivered=delivered, smsc=gateway, at=AT)
    assert isinstance(note, Note)
    return note


@pytest.mark.parametrize(
    ("stat", "state"),
    [
        ("DELIVRD", "delivered"),
        ("delivrd", "delivered"),
        ("EXPIRED", "expired"),
        ("DELETED", "failed"),
        ("UNDELIV", "failed"),
        ("REJECTD", "failed"),
        ("ACCEPTD", "accepted"),
        ("ENROUTE", "accepted"),
        ("UNKNOWN", "unknown"),
        ("BANANA", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_word_says_what_became_of_it(stat: str, state: str) -> None:
    receipt = _receipt(USUAL.format(stat=stat)).receipt

    assert (receipt.state, receipt.gateway_ref) == (state, "7F3a")


@pytest.mark.parametrize(
    ("number", "state"), [(1, "accepted"), (2, "delivered"), (3, "expired"), (5, "failed"), (99, "unknown")]
)
def test_the_parameter_says_it_as_well_and_goes_before_the_word(number: int, state: str) -> None:
    receipt = _receipt(
        USUAL.format(stat="ENROUTE"), receipted_message_id=b"42\0", message_state=bytes([number])
    ).receipt

    assert (receipt.state, receipt.gateway_ref) == (state, "42")


@pytest.mark.parametrize(
    ("done", "zone", "at"),
    [
        ("2610312359", "UTC", datetime(2026, 10, 31, 23, 59, tzinfo=UTC)),
        ("261031235959", "UTC", datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC)),
        ("20261031235959", "UTC", datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC)),
        ("2610250130", "Europe/Stockholm", datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),  # before the clocks go back
        ("2610251230", "Europe/Stockholm", datetime(2026, 10, 25, 11, 30, tzinfo=UTC)),  # and after
        ("2611011201", "UTC", AT),  # by a clock that is ahead: not later than now
        ("2613312359", "UTC", AT),  # no date at all
        ("", "UTC", AT),
        ("1234567890123", "UTC", AT),
    ],
)
def test_the_date_is_of_the_gateways_clock(done: str, zone: str, at: datetime) -> None:
    gateway = replace(SMSC, zone=ZoneInfo(zone))

    assert _receipt(f"id:1 done date:{done} stat:DELIVRD", gateway=gateway).receipt.at == at


@pytest.mark.parametrize("quoted", ["Text:id:99 stat:UNDELIV", "text:stat:EXPIRED id:1", "TEXT: done date:2001010000"])
def test_what_the_receipt_quotes_of_our_own_words_says_nothing(quoted: str) -> None:
    receipt = _receipt(f"id:7 stat:DELIVRD done date:2610312359 {quoted}").receipt

    assert (receipt.gateway_ref, receipt.state) == ("7", "delivered")
    assert receipt.at == datetime(2026, 10, 31, 23, 59, tzinfo=UTC)


def test_a_receipt_without_an_id_is_still_one() -> None:
    note = _receipt("stat:UNDELIV err:011")

    assert (note.receipt.state, note.receipt.gateway_ref, note.receipt.because) == (
        "failed",
        "",
        "stat:UNDELIV err:011",
    )
    assert note.address == "+46700000001"


def test_hexadecimal_ids_are_named_as_the_receipts_do() -> None:
    gateway = replace(SMSC, ids="hex")

    assert heard.canonical_id(given="000000fF", smsc=gateway) == "255"
    assert _receipt("id:0255 stat:DELIVRD", gateway=gateway).receipt.gateway_ref == "255"
    assert heard.canonical_id(given="abc-1", smsc=gateway) == "abc-1"
    assert heard.canonical_id(given="0255", smsc=SMSC) == "0255"


def test_news_on_the_way_is_no_delivery() -> None:
    delivered = Delivered(CUSTOMER, OURS, 0x20, 0, b"id:1 stat:DELIVRD")
    note = heard.read(delivered=delivered, smsc=SMSC, at=AT)

    assert isinstance(note, Note)
    assert note.receipt.state == "accepted"


@pytest.mark.parametrize(
    "header",
    [b"\x05\x00\x03\x09\x03\x02", b"\x06\x08\x04\x00\x09\x03\x02", b"\x09\x24\x01\x01\x08\x04\x00\x09\x03\x02"],
)
def test_a_part_says_its_place_in_either_header(header: bytes) -> None:
    piece = heard.read(delivered=Delivered(CUSTOMER, OURS, 0x40, 0, header + b"mitten"), smsc=SMSC, at=AT)

    assert isinstance(piece, Piece)
    assert (piece.text, piece.reference, piece.of, piece.number) == ("mitten", 9, 3, 2)


@pytest.mark.parametrize(
    "header", [b"\x05\x00\x03\x09\x03\x00", b"\x05\x00\x03\x09\x03\x04", b"\x05\x00\x03\x09", b"\xff"]
)
def test_a_header_that_can_not_be_is_taken_as_one_message(header: bytes) -> None:
    piece = heard.read(delivered=Delivered(CUSTOMER, OURS, 0x40, 0, header), smsc=SMSC, at=AT)

    assert isinstance(piece, Piece)
    assert (piece.of, piece.number) == (1, 1)


@pytest.mark.parametrize(
    ("coding", "octets", "text"),
    [
        (0, b"\x0f\x7b\x1b\x65", "åä€"),
        (3, b"\xe5", "å"),
        (8, b"\x00\xe5", "å"),
        (8, b"\x00\xe5\x00", "å"),
        (1, b"a", "a"),
    ],
)
def test_words_are_read_in_their_coding(coding: int, octets: bytes, text: str) -> None:
    piece = heard.read(delivered=Delivered(CUSTOMER, OURS, 0, coding, octets), smsc=SMSC, at=AT)

    assert isinstance(piece, Piece)
    assert piece.text == text


@given(some.binary(max_size=300))
def test_no_body_breaks_the_reader(body: bytes) -> None:
    try:
        delivered = pdu.read_delivered(body=body)
    except pdu.Broken:
        return
    heard.read(delivered=delivered, smsc=SMSC, at=AT)


def test_messages_of_impossible_length_end_the_link() -> None:
    for length in (0, 15, 0xFFFFFFFF):
        with pytest.raises(pdu.Broken):
            list(pdu.unpack(buffer=bytearray(struct.pack(">IIII", length, 0x15, 0, 1))))


@given(some.lists(some.binary(max_size=40), max_size=6), some.integers(min_value=1, max_value=30))
def test_messages_are_cut_from_a_stream_wherever_it_is_broken(bodies: list[bytes], step: int) -> None:
    stream = b"".join(pdu.pack(command=0x15, sequence=n + 1, body=body) for n, body in enumerate(bodies))
    buffer, got = bytearray(), []
    for at in range(0, len(stream), step):
        buffer += stream[at : at + step]
        got += [one.body for one in pdu.unpack(buffer=buffer)]

    assert got == bodies
    assert not buffer


@pytest.mark.parametrize(
    ("ton", "digits", "number"),
    [
        (1, "46700000001", "+46700000001"),
        (1, "+46700000001", "+46700000001"),
        (0, "46700000001", "+46700000001"),
        (0, "0046700000001", "+46700000001"),
        (0, "0700000001", "0700000001"),  # of which country?
        (0, "71000", "71000"),
        (3, "71000", "71000"),
        (5, "Kivra", "Kivra"),
    ],
)
def test_numbers_are_written_as_ours_are(ton: int, digits: str, number: str) -> None:
    piece = heard.read(delivered=Delivered(Address(ton, 1, digits), OURS, 0, 0, b"Ja"), smsc=SMSC, at=AT)

    assert isinstance(piece, Piece)
    assert piece.source == number


def test_a_receipt_is_never_from_tomorrow() -> None:
    assert _receipt(f"id:1 done date:{AT + timedelta(days=1):%y%m%d%H%M} stat:DELIVRD").receipt.at == AT


def test_more_parts_than_an_sms_can_have_are_not_waited_for() -> None:
    by_tag = {Tlv.SAR_MSG_REF_NUM: b"\0\7", Tlv.SAR_TOTAL_SEGMENTS: b"\xff" * 4, Tlv.SAR_SEGMENT_SEQNUM: b"\1"}
    piece = heard.read(delivered=Delivered(CUSTOMER, OURS, 0, 0, b"Hej", by_tag), smsc=SMSC, at=AT)

    assert piece == Piece("+46700000001", "FjordSund", "Hej")
