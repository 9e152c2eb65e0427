"""SMPP 3.4 on the wire: headers, the bodies that we send, and the one that we are sent (deliver_sm)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

HEADER = struct.Struct(">IIII")
LONGEST = 64 * 1024  # octets: message_payload may carry as much; more is a broken link
ANSWER = 0x80000000  # the bit that tells an answer from a request
LAST_SEQUENCE = 0x7FFFFFFF
VERSION = 0x34


class Command(IntEnum):
    """The commands we speak (5.1.2.1)."""

    GENERIC_NACK = 0x80000000
    SUBMIT_SM = 0x00000004
    DELIVER_SM = 0x00000005
    UNBIND = 0x00000006
    BIND_TRANSCEIVER = 0x00000009
    ENQUIRE_LINK = 0x00000015
    ALERT_NOTIFICATION = 0x00000102  # the only request without an answer


class Tlv(IntEnum):
    """Optional parameters we write or read (5.3.2)."""

    RECEIPTED_MESSAGE_ID = 0x001E
    USER_MESSAGE_REFERENCE = 0x0204
    SAR_MSG_REF_NUM = 0x020C
    SAR_TOTAL_SEGMENTS = 0x020E
    SAR_SEGMENT_SEQNUM = 0x020F
    MESSAGE_PAYLOAD = 0x0424
    MESSAGE_STATE = 0x0427


class Broken(ValueError):
    """What came is no SMPP."""


class Pdu(NamedTuple):
    """One message of the protocol."""

    command: int
    status: int
    sequence: int
    body: bytes


class Address(NamedTuple):
    """A number or name with its type and numbering plan (5.2.5, 5.2.6)."""

    ton: int
    npi: int
    digits: str

    def encode(self) -> bytes:
        """Return it as it stands in a body."""
        return bytes((self.ton, self.npi)) + cstring(text=self.digits)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A deliver_sm: from whom, to whom, and what (4.6.1). `message` is the payload where there is one."""

    source: Address
    destination: Address
    esm_class: int
    coding: int
    message: bytes
    tlvs: Mapping[int, bytes] = field(default_factory=dict)


def pack(*, command: int, sequence: int, body: bytes = b"", status: int = 0) -> bytes:
    """Return a whole message."""
    return HEADER.pack(HEADER.size + len(body), command, status, sequence) + body


def unpack(*, buffer: bytearray) -> Iterator[Pdu]:
    """Take whole messages from the front of a buffer, and leave the rest.

    :raises Broken: when a length can't be: nothing after it can be understood.
    """
    at = 0
    try:
        while len(buffer) - at >= HEADER.size:
            length, command, status, sequence = HEADER.unpack_from(buffer, at)
            if not HEADER.size <= length <= LONGEST:
                raise Broken(f"a message of {length} octets")
            if len(buffer) - at < length:
                break
            body = bytes(buffer[at + HEADER.size : at + length])
            at += length
            yield Pdu(command, status, sequence, body)
    finally:
        del buffer[:at]


def cstring(*, text: str) -> bytes:
    """Return text with the zero octet that ends it."""
    return text.encode("ascii") + b"\0"


def tlv(*, tag: int, value: bytes) -> bytes:
    """Return one optional parameter."""
    return struct.pack(">HH", tag, len(value)) + value


def bind(*, system_id: str, password: str, system_type: str) -> bytes:
    """Return the body of bind_transceiver (4.1.5)."""
    names = cstring(text=system_id) + cstring(text=password) + cstring(text=system_type)
    return names + bytes((VERSION, 0, 0)) + cstring(text="")


def submit(
    *,
    source: Address,
    destination: Address,
    esm_class: int,
    urgent: bool,
    validity: str,
    coding: int,
    message: bytes,
    tlvs: bytes,
) -> bytes:
    """Return the body of submit_sm (4.4.1) that asks for a receipt of the final outcome."""
    parts = (
        b"\0",  # service_type: the default
        source.encode(),
        destination.encode(),
        bytes((esm_class, 0, urgent)),
        b"\0",  # schedule_delivery_time: at once
        cstring(text=validity),
        bytes((1, 0, coding, 0, len(message))),
        message,
        tlvs,
    )
    return b"".join(parts)


def read_message_id(*, body: bytes) -> str:
    """Return the gateway's reference in the body of submit_sm_resp; empty when there is none."""
    return body.partition(b"\0")[0].decode("latin-1")


def read_delivered(*, body: bytes) -> Delivered:
    """Read the body of a deliver_sm.

    :raises Broken: when it ends too early.
    """
    try:
        return _Reader(body).delivered()
    except (IndexError, struct.error) as short:
        raise Broken(f"deliver_sm ends too early: {short}") from short


class _Reader:
    def __init__(self, body: bytes) -> None:
        self._body, self._at = body, 0

    def delivered(self) -> Delivered:
        self._string()  # service_type
        source, destination = self._address(), self._address()
        esm_class, _, _ = self._octet(), self._octet(), self._octet()
        self._string(), self._string()  # schedule_delivery_time, validity_period
        _, _, coding, _ = self._octet(), self._octet(), self._octet(), self._octet()
        message = self._octets(self._octet())
        tlvs = self._tlvs()
        return Delivered(
            source=source,
            destination=destination,
            esm_class=esm_class,
            coding=coding,
            message=tlvs.get(Tlv.MESSAGE_PAYLOAD, b"") or message,
            tlvs=tlvs,
        )

    def _octet(self) -> int:
        self._at += 1
        return self._body[self._at - 1]

    def _octets(self, count: int) -> bytes:
        octets = self._body[self._at : self._at + count]
        if len(octets) < count:
            raise IndexError(f"{count} octets announced, {len(octets)} there")
        self._at += count
        return octets

    def _string(self) -> str:
        end = self._body.find(b"\0", self._at)
        if end < 0:
            raise IndexError("a text without an end")
        text = self._body[self._at : end].decode("latin-1")
        self._at = end + 1
        return text

    def _address(self) -> Address:
        return Address(ton=self._octet(), npi=self._octet(), digits=self._string())

    def _tlvs(self) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        while self._at < len(self._body):
            tag, length = struct.unpack(">HH", self._octets(4))
            found[tag] = self._octets(length)
        return found
