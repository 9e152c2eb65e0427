"""Phone numbers: whatever way people write them, kept as +46701234567."""

from __future__ import annotations

import re

from varsel.surfaces.register.errors import Wrong

DIAL = {"SE": "46", "NO": "47"}  # E.164 country codes
_BETWEEN = re.compile(r"[ \u00a0\u202f\-\u2010-\u2015\u2212./]|\(0\)|[()]")
_WHOLE = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)
_ROUNDED = re.compile(r"[+-]?[0-9]+([.,][0-9]+[eE][+-]?|[eE]\+)[0-9]+", re.ASCII)
_NATIONAL = {"46": re.compile(r"0[1-9][0-9]{6,9}", re.ASCII), "47": re.compile(r"[2-9][0-9]{7}", re.ASCII)}


def phone(value: str, *, country: str) -> str:
    """Return a number in the international form.

    :raises Wrong: a number that a spreadsheet rounded or took the zero from, two numbers, a short or unknown one.
    """
    if _WHOLE.fullmatch(value):
        return value
    if _ROUNDED.fullmatch(value):
        raise Wrong(f"is {value!r}, a phone number that a spreadsheet rounded: make the column text, and export anew")
    dial, plain = DIAL[country], _BETWEEN.sub("", value)
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    elif _NATIONAL[dial].fullmatch(plain):
        plain = f"+{dial}{plain.removeprefix('0')}"
    if not _WHOLE.fullmatch(plain):
        raise Wrong(f"is {value!r}, no phone number: write it with its country, as +{dial}701234567")
    return plain
