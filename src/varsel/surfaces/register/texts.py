"""Values as they stand in files, made clean: one form of each letter, nothing that can't be seen."""

from __future__ import annotations

import re
import unicodedata

from varsel.surfaces.register.errors import Wrong

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """Return a value without blanks around it, letters composed (NFC), lines ended by a line feed.

    :raises Wrong: for a character that nobody sees: NUL, control characters, changes of direction, lone surrogates.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip(" \t\n\u00a0\u202f")
    if odd := _UNSEEN.search(text):
        name = "NUL" if odd.group() == "\0" else f"U+{ord(odd.group()):04X}"
        raise Wrong(f"holds the character {name}, which nobody can see: take it out")
    return text


def guarded(text: str) -> str:
    """Return text that a spreadsheet shows and does not run: an apostrophe before what would begin a formula."""
    return f"'{text}" if text.startswith(FORMULA) or _looks_guarded(text) else text


def unguarded(text: str) -> str:
    """Return text without the apostrophe that `guarded` put before it."""
    return text[1:] if _looks_guarded(text) else text


def _looks_guarded(text: str) -> bool:
    return text[:1] == "'" and text[1:2] in {"'", *FORMULA}
