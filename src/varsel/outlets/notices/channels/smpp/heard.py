"""What the gateway sends us: receipts, in text or in parameters, and replies. Pure; nothing is stored here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from varsel.outlets.notices.channels import Arrived, Receipt
from varsel.outlets.notices.channels.smpp.pdu import Address, Delivered, Tlv
from varsel.outlets.notices.channels.smpp.smsc import Smsc
from varsel.outlets.notices.wording import gsm7

_KIND = 0x3C  # the bits of esm_class that say what a deliver_sm is (5.2.12)
_RECEIPT, _ON_THE_WAY = 0x04, 0x20
_HAS_HEADER = 0x40
MOST_PARTS = 255

# message_state (5.2.28) and its word in the text of a receipt (appendix B)
_BY_NUMBER: dict[int, Arrived] = {0: "accepted", 1: "accepted", 2: "delivered", 3: "expired", 4: "failed"}
_BY_NUMBER |= {5: "failed", 6: "accepted", 7: "unknown", 8: "failed", 9: "failed"}
_BY_WORD: dict[str, Arrived] = {"ENROUTE": "accepted", "ACCEPTD": "accepted", "ACCEPTED": "accepted"}
_BY_WORD |= {"DELIVRD": "delivered", "EXPIRED": "expired", "DELETED": "failed", "UNDELIV": "failed"}
_BY_WORD |= {"REJECTD": "failed", "SKIPPED": "failed", "UNKNOWN": "unknown"}
_LONG = re.compile(r"[1-9][0-9]{8,14}", re.ASCII)
_FIELD = re.compile(r"\b(id|done date|stat|err)\s*:\s*([^\s]*)", re.ASCII | re.IGNORECASE)
_QUOTED = re.compile(r"\btext:", re.ASCII | re.IGNORECASE)  # behind it stands our own message: not the gateway's words
_DATE = re.compile(r"(20)?([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})?", re.ASCII)


class Note(NamedTuple):
    """A receipt, and what else may tell whose it is: the number, and the 16 bits of our reference if they came back."""

    receipt: Receipt
    address: str
    short_reference: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One SMS from a customer: part `number` of `of`, which share a `reference`."""

    source: str
    destination: str
    text: str
    reference: int = 0
    number: int = 1
    of: int = 1


def canonical_id(*, given: str, smsc: Smsc) -> str:
    """Return a message id from an answer as the receipts will name it."""
    if smsc.ids == "hex" and re.fullmatch(r"[0-9A-Fa-f]{1,32}", given, re.ASCII):
        return str(int(given, 16))
    return given


def read(*, delivered: Delivered, smsc: Smsc, at: datetime) -> Note | Piece:
    """Say what a deliver_sm is. Only the gateway's own mark makes it a receipt: a customer can write the same words.

    `at` is now: a receipt without a date is of this moment, and none is of a later one.
    """
    kind = delivered.esm_class & _KIND
    if kind in {_RECEIPT, _ON_THE_WAY} or Tlv.RECEIPTED_MESSAGE_ID in delivered.tlvs:
        return _note(delivered=delivered, smsc=smsc, at=at, on_the_way=kind == _ON_THE_WAY)
    return _piece(delivered)


def _note(*, delivered: Delivered, smsc: Smsc, at: datetime, on_the_way: bool) -> Note:
    words = _QUOTED.split(delivered.message.decode("latin-1"), maxsplit=1)[0]
    said = {key.lower(): value for key, value in _FIELD.findall(words)}
    tlvs = delivered.tlvs
    gateway_ref = _ascii(tlvs.get(Tlv.RECEIPTED_MESSAGE_ID, b"")) or said.get("id", "")
    ours = tlvs.get(Tlv.USER_MESSAGE_REFERENCE, b"")
    receipt = Receipt(
        state="accepted" if on_the_way else _state(said=said, number=tlvs.get(Tlv.MESSAGE_STATE, b"")),
        at=_done_at(said=said.get("done date", ""), zone=smsc.zone, at=at),
        ref=_ascii(tlvs.get(smsc.reference_tlv, b"")) if smsc.reference_tlv else "",
        gateway_ref=_decimal(gateway_ref) if smsc.ids == "hex" else gateway_ref,
        because=_because(said),
    )
    return Note(receipt, _number(delivered.source), int.from_bytes(ours, "big") if len(ours) == 2 else None)


def _state(*, said: dict[str, str], number: bytes) -> Arrived:
    if len(number) == 1:
        return _BY_NUMBER.get(number[0], "unknown")
    return _BY_WORD.get(said.get("stat", "").upper(), "unknown")


def _because(said: dict[str, str]) -> str:
    return " ".join(f"{key}:{said[key]}" for key in ("stat", "err") if said.get(key))


def _done_at(*, said: str, zone: ZoneInfo, at: datetime) -> datetime:
    done = _instant(said, zone)
    return min(done, at) if done else at


@lru_cache(maxsize=1024)  # to the minute or the second: many receipts say the same
def _instant(said: str, zone: ZoneInfo) -> datetime | None:
    match = _DATE.fullmatch(said)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(group or 0) for group in match.groups()[1:])
    try:
        return datetime(2000 + year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except ValueError:
        return None


def _piece(delivered: Delivered) -> Piece:
    header, words = b"", delivered.message
    if delivered.esm_class & _HAS_HEADER and words:
        header, words = words[1 : words[0] + 1], words[words[0] + 1 :]
    reference, of, number = _joined(header) or _sar(delivered) or (0, 1, 1)
    text = _text(words, coding=delivered.coding)
    source, destination = _number(delivered.source), _number(delivered.destination)
    if not 1 <= number <= of <= MOST_PARTS:
        reference, of, number = 0, 1, 1
    return Piece(source, destination, text, reference=reference, number=number, of=of)


def _joined(header: bytes) -> tuple[int, int, int] | None:
    """Return reference, count and number from a user data header, if it joins parts (8-bit or 16-bit)."""
    at = 0
    while at + 2 <= len(header):
        element, length = header[at], header[at + 1]
        value = header[at + 2 : at + 2 + length]
        if (element, len(value)) in {(0x00, 3), (0x08, 4)}:
            return int.from_bytes(value[:-2], "big"), value[-2], value[-1]
        at += 2 + length
    return None


def _sar(delivered: Delivered) -> tuple[int, int, int] | None:
    tags = (Tlv.SAR_MSG_REF_NUM, Tlv.SAR_TOTAL_SEGMENTS, Tlv.SAR_SEGMENT_SEQNUM)
    if not all(delivered.tlvs.get(tag) for tag in tags):
        return None
    reference, of, number = (int.from_bytes(delivered.tlvs[tag], "big") for tag in tags)
    return reference, of, number


def _text(words: bytes, *, coding: int) -> str:
    """Return the text of a customer's SMS. What can't be read is shown as �: nothing of it is thrown away."""
    readers: dict[int, Callable[[], str]] = {
        0x00: lambda: gsm7.decode(septets=words),
        0x01: lambda: words.decode("ascii", "replace"),
        0x08: lambda: words[: len(words) & ~1].decode("utf-16-be", "surrogatepass"),  # half a pair waits for its other
    }
    text = readers.get(coding, lambda: words.decode("latin-1"))()
    return text.replace("\0", "�")


def _number(address: Address) -> str:
    """Return a number as we write it (+46…). Many gateways leave its type unknown; what is short is a short code."""
    number = address.digits.removeprefix("+").removeprefix("00")
    is_international = address.ton == 1 or (address.ton == 0 and _LONG.fullmatch(number))
    return f"+{number}" if is_international else address.digits


def _ascii(octets: bytes) -> str:
    return octets.rstrip(b"\0").decode("latin-1")


def _decimal(given: str) -> str:
    """Return a decimal id without leading zeros, as `canonical_id` writes it."""
    return str(int(given)) if re.fullmatch(r"[0-9]{1,40}", given, re.ASCII) else given
