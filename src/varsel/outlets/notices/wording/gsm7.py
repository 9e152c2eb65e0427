"""SMS: what a text takes as GSM-7 (3GPP TS 23.038, 6.2.1) or UCS-2, how it is cut into parts, what breaks GSM-7.

One character outside the alphabet turns the whole message to UCS-2, with 70 characters a part instead of 160.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

_ESCAPE = 0x1B
_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = {"\f": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40}
_EXTENDED |= {"€": 0x65}
_SEPTETS = {sign: bytes([code]) for code, sign in enumerate(_BASIC) if code != _ESCAPE}
_SEPTETS |= {sign: bytes([_ESCAPE, code]) for sign, code in _EXTENDED.items()}  # an escape and a character: two septets
_WIDTHS = {sign: len(septets) for sign, septets in _SEPTETS.items()}
_SIGNS = {septets: sign for sign, septets in _SEPTETS.items()}
_ALL = frozenset(_SEPTETS)
_TABLE = str.maketrans({sign: septets.decode("ascii") for sign, septets in _SEPTETS.items()})

Encoding = Literal["GSM-7", "UCS-2"]
ONE_PART: dict[Encoding, int] = {"GSM-7": 160, "UCS-2": 70}  # units in a lone message …
EACH_PART: dict[Encoding, int] = {"GSM-7": 153, "UCS-2": 67}  # … and beside the header that joins several

_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_QUOTES = dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛‹›′`´", "'")
_SPACES = dict.fromkeys("\t\u00a0\u202f\u205f\u3000", " ") | {chr(code): " " for code in range(0x2000, 0x200B)}
# Soft hyphen, zero-width spaces and joins; marks and overrides of direction, which turn what follows around.
_UNSEEN = dict.fromkeys("\u00ad\u200b\u200c\u2060\ufeff\u200e\u200f\u061c", "")
_UNSEEN |= {chr(code): "" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
PLAIN = str.maketrans(_DASHES | _QUOTES | _SPACES | _UNSEEN | {"…": "...", "•": "-", "\u2028": "\n", "\u2029": "\n"})


@dataclass(frozen=True, slots=True)
class Break:
    """A character that GSM-7 does not have, and where it stands (from 0)."""

    sign: str
    at: int


@dataclass(frozen=True, slots=True)
class Length:
    """What a text takes: `units` are septets (GSM-7) or 16-bit characters (UCS-2), `room` those left in the last part.

    `breaks` says what keeps it from GSM-7: each such character, at its first place.
    """

    encoding: Encoding
    parts: int
    units: int
    room: int
    breaks: tuple[Break, ...]


@lru_cache(maxsize=256)  # a bulk says the same to many
def for_sms(*, text: str) -> str:
    """Return the text with dashes, quotes, ellipsis and spaces made plain and letters composed; all else stays."""
    return unicodedata.normalize("NFC", text).translate(PLAIN)


def length(*, text: str) -> Length:
    """Say what a text takes as an SMS."""
    encoding, pieces = encoding_of(text=text), cut(text=text)
    last = units(text=pieces[-1], encoding=encoding)
    most = ONE_PART[encoding] if len(pieces) == 1 else EACH_PART[encoding]
    first: dict[str, int] = {}
    for at, sign in enumerate(text):
        if sign not in _SEPTETS:
            first.setdefault(sign, at)
    breaks = tuple(Break(sign=sign, at=at) for sign, at in first.items())
    return Length(encoding, len(pieces), units(text=text, encoding=encoding), most - last, breaks)


def gsm7_parts(*, text: str) -> int | None:
    """Return how many SMS parts the text takes as GSM-7, or None when it needs UCS-2."""
    return len(cut(text=text)) if encoding_of(text=text) == "GSM-7" else None


def encoding_of(*, text: str) -> Encoding:
    """Return the encoding that carries the text."""
    return "GSM-7" if _ALL.issuperset(text) else "UCS-2"


def units(*, text: str, encoding: Encoding) -> int:
    """Return the septets, or the 16-bit characters, that a text takes."""
    return len(text.translate(_TABLE)) if encoding == "GSM-7" else len(text.encode("utf-16-be", "surrogatepass")) // 2


def cut(*, text: str) -> list[str]:
    """Return the text in parts that each fit one SMS. An escaped character or a surrogate pair is never split."""
    encoding = encoding_of(text=text)
    if units(text=text, encoding=encoding) <= ONE_PART[encoding]:
        return [text]
    cuts, room = [0], EACH_PART[encoding]
    for at, width in enumerate(_widths(text, encoding)):
        if width > room:
            cuts.append(at)
            room = EACH_PART[encoding]
        room -= width
    return [text[begin:end] for begin, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def encode(*, text: str) -> bytes:
    """Return GSM-7 septets, one an octet (unpacked, as SMPP carries them).

    :raises ValueError: when a character is not in the alphabet.
    """
    if missing := set(text) - _ALL:
        raise ValueError(f"GSM-7 has no {', '.join(sorted(missing))}")
    return text.translate(_TABLE).encode("ascii")


def decode(*, septets: bytes) -> str:
    """Return the text of unpacked septets. An escape before an unknown septet is shown as that septet (6.2.1.1)."""
    signs, escaped = [], False
    for septet in septets:
        if septet == _ESCAPE and not escaped:
            escaped = True
            continue
        plain = _BASIC[septet & 0x7F] if septet != _ESCAPE else " "
        signs.append(_SIGNS.get(bytes([_ESCAPE, septet]), plain) if escaped else plain)
        escaped = False
    return "".join(signs)


def _widths(text: str, encoding: Encoding) -> list[int]:
    if encoding == "GSM-7":
        return [_WIDTHS[sign] for sign in text]
    return [2 if ord(sign) > 0xFFFF else 1 for sign in text]


def replaced(*, text: str) -> tuple[tuple[str, str], ...]:
    """Return each sign that is made plain for an SMS, and what becomes of it, in the order they first stand in."""
    composed = unicodedata.normalize("NFC", text)
    return tuple((sign, str(PLAIN[ord(sign)])) for sign in dict.fromkeys(composed) if ord(sign) in PLAIN)
