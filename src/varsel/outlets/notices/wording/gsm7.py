"""SMS length: the GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1)."""

from __future__ import annotations

ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")  # an escape and a character: two septets
ONE_PART, EACH_PART = 160, 153  # septets in a lone message, and beside the header that joins several

# One of these alone would turn the whole message to UCS-2, with 70 characters a part instead of 160.
PLAIN = str.maketrans(
    {"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "\u00a0": " ", "\u202f": " "}
)


def for_sms(*, text: str) -> str:
    """Return the text with dashes, quotes, ellipsis and fixed spaces made plain; all else stays."""
    return text.translate(PLAIN)


def gsm7_parts(*, text: str) -> int | None:
    """Return how many SMS parts the text takes as GSM-7, or None when it needs UCS-2.

    An escaped character is never split over two parts.
    """
    widths = [1 if sign in ALPHABET else 2 if sign in EXTENSION else 0 for sign in text]
    if 0 in widths:
        return None
    if sum(widths) <= ONE_PART:
        return 1
    parts, room = 1, EACH_PART
    for width in widths:
        if width > room:
            parts, room = parts + 1, EACH_PART
        room -= width
    return parts
