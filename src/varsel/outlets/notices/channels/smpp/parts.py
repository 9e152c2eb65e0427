"""A message as the submit_sm that carry it: addresses, encoding, and long texts in parts that the phone joins."""

from __future__ import annotations

import re
from functools import lru_cache
from uuid import UUID

from varsel.outlets.notices.channels import Message
from varsel.outlets.notices.channels.smpp import pdu
from varsel.outlets.notices.channels.smpp.pdu import Address, Tlv
from varsel.outlets.notices.channels.smpp.smsc import Smsc
from varsel.outlets.notices.wording import gsm7

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9 ._&-]{1,11}", re.ASCII)
_SHORT_CODE = re.compile(r"[0-9]{3,8}", re.ASCII)
_HAS_HEADER = 0x40  # esm_class: the message begins with a user data header
CODING: dict[gsm7.Encoding, int] = {"GSM-7": 0x00, "UCS-2": 0x08}
MOST_PARTS = 255


class Unsendable(ValueError):
    """The message can't be said in SMPP. `permanent`: the number is to blame."""

    def __init__(self, because: str, *, permanent: bool = False) -> None:
        super().__init__(because)
        self.permanent = permanent


def bodies(*, message: Message, smsc: Smsc) -> list[bytes]:
    """Return the bodies of the submit_sm for a message, one a part.

    :raises Unsendable: when the number, our sender or the text does not go.
    """
    coding, texts = _texts(message.content)
    reference = short_reference(ref=message.ref)
    source = sender(name=smsc.senders.get(message.country) or smsc.senders.get("", ""))
    destination = recipient(number=message.address)
    if destination == source:
        raise Unsendable("the number is our own", permanent=True)
    ours = pdu.tlv(tag=Tlv.USER_MESSAGE_REFERENCE, value=reference.to_bytes(2, "big"))
    if smsc.reference_tlv:
        ours += pdu.tlv(tag=smsc.reference_tlv, value=pdu.cstring(text=message.ref))
    whole = []
    for number, text in enumerate(texts, start=1):
        header, sar = _joining(of=len(texts), number=number, reference=reference, way=smsc.parts)
        whole.append(
            pdu.submit(
                source=source,
                destination=destination,
                esm_class=_HAS_HEADER if header else 0,
                urgent=message.urgent,
                validity=_validity(smsc.validity),
                coding=coding,
                message=header + text,
                tlvs=ours + sar,
            )
        )
    return whole


def octets(*, text: str, encoding: gsm7.Encoding) -> bytes:
    """Return the text as SMPP carries it: a septet an octet, or UTF-16 with the high octet first."""
    return gsm7.encode(text=text) if encoding == "GSM-7" else text.encode("utf-16-be")


def short_reference(*, ref: str) -> int:
    """Return the 16 bits of our reference that user_message_reference has room for: the last, which are chance."""
    return UUID(ref).int & 0xFFFF


def recipient(*, number: str) -> Address:
    """Return an international number (+46…) as an address.

    :raises Unsendable: when it is none: an emergency number, a short code, a name.
    """
    if not _NUMBER.fullmatch(number):
        raise Unsendable("not an international number such as +46701234567", permanent=True)
    return Address(ton=1, npi=1, digits=number[1:])


@lru_cache(maxsize=64)
def sender(*, name: str) -> Address:
    """Return who it is from as an address: a number, a short code, or a name of at most eleven signs.

    :raises Unsendable: when it is none of them.
    """
    if _NUMBER.fullmatch(name):
        return Address(ton=1, npi=1, digits=name[1:])
    if _SHORT_CODE.fullmatch(name):
        return Address(ton=3, npi=0, digits=name)
    if _NAME.fullmatch(name):
        return Address(ton=5, npi=0, digits=name)
    raise Unsendable(f"'{name}' can't be the sender of an SMS")


@lru_cache(maxsize=256)  # a bulk says the same to many
def _texts(content: bytes) -> tuple[int, tuple[bytes, ...]]:
    """Return the coding of a text, and its parts as SMPP carries them."""
    try:
        texts = gsm7.cut(text=content.decode())
    except UnicodeDecodeError as error:
        raise Unsendable(f"the text is no UTF-8: {error.reason}") from error
    if len(texts) > MOST_PARTS:
        raise Unsendable(f"{len(texts)} parts are more than an SMS can have")
    encoding = gsm7.encoding_of(text="".join(texts))
    return CODING[encoding], tuple(octets(text=text, encoding=encoding) for text in texts)


def _joining(*, of: int, number: int, reference: int, way: str) -> tuple[bytes, bytes]:
    """Return the header before the text (3GPP TS 23.040, 9.2.3.24.1) or the parameters that say the same."""
    if of == 1:
        return b"", b""
    if way == "udh":
        return bytes((5, 0, 3, reference & 0xFF, of, number)), b""
    whole = (
        pdu.tlv(tag=Tlv.SAR_MSG_REF_NUM, value=reference.to_bytes(2, "big")),
        pdu.tlv(tag=Tlv.SAR_TOTAL_SEGMENTS, value=bytes([of])),
        pdu.tlv(tag=Tlv.SAR_SEGMENT_SEQNUM, value=bytes([number])),
    )
    return b"", b"".join(whole)


@lru_cache(maxsize=16)
def _validity(hours: int) -> str:
    """Return a time from now as SMPP writes it (7.1.1): YYMMDDhhmmsstnnR."""
    return f"0000{hours // 24:02}{hours % 24:02}0000000R"
