"""Looking at a text before anybody gets it: is it whole, does it say what it must, can it be read, how long is it?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.wording import fill, gsm7, required, samples
from varsel.outlets.notices.wording.abouts import ABOUTS
from varsel.outlets.notices.wording.errors import WordingError
from varsel.outlets.notices.wording.shapes import Texts

MOST_PARTS = 2
MOST_WORDS = 18  # in a sentence, on average
LONGEST = {"short": 600, "long": 6000}
_ENDS = re.compile(r"[.?!](?=\s|$)", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
_STIFF = {
    "sv": r"vänligen|erhålla|nedan angivn\w*|härmed|hänvisa\w*|försumm\w*",
    "nb": r"vennligst|nedenfor|herved|henvis\w*|forsømm\w*|ovennevnt\w*",
    "en": r"hereby|please note|aforementioned|failure to|pursuant",
}
_SELLING = {
    "sv": r"erbjudande\w*|kampanj\w*|rabatt\w*|uppgradera|passa på",
    "nb": r"kampanje\w*|rabatt\w*|oppgrader|spesialtilbud|benytt anledningen",
    "en": r"special offer|discount\w*|campaign|upgrade now|buy now",
}
Code = Literal[
    "blank", "long", "unseen", "heading", "broken", "fact", "word", "parts", "gsm7", "stiff", "sells", "reading"
]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be mended (`refuses`) or thought over, in which of the two texts, and what it is about."""

    code: Code
    length: str
    about: str = ""
    refuses: bool = True


def look(*, texts: Texts) -> list[Finding]:
    """Return everything there is to say about two texts; nobody may approve them while anything of it refuses."""
    return [*_one(texts, "short", texts.short), *_one(texts, "long", texts.long)]


def _one(texts: Texts, length: str, text: str) -> Iterator[Finding]:
    shape = list(_shape(length, text))
    yield from shape
    if shape:
        return
    yield from _said(texts, length, text)
    yield from _style(texts, length, text)
    broken = _broken(texts, length)
    if broken:
        yield broken
    elif length == "short":
        yield from _takes(texts)


def _shape(length: str, text: str) -> Iterator[Finding]:
    if not text.strip():
        yield Finding("blank", length)
    if len(text) > LONGEST[length]:
        yield Finding("long", length, str(LONGEST[length]))
    unseen = {sign for sign in text if sign != "\n" and unicodedata.category(sign).startswith("C")}
    for sign in sorted(unseen):
        yield Finding("unseen", length, f"U+{ord(sign):04X}")
    subject, _, body = text.partition("\n\n")
    if length == "long" and text.strip() and ("\n" in subject or not body.strip()):
        yield Finding("heading", length)


def _said(texts: Texts, length: str, text: str) -> Iterator[Finding]:
    held = set(required.PLACEHOLDER.findall(text))
    for name in sorted(required.facts(about=texts.about, variant=texts.variant, length=length) - held):
        yield Finding("fact", length, name)
    for what, by_language in required.words(about=texts.about, variant=texts.variant, length=length).items():
        if not re.search(by_language[texts.language], text, re.IGNORECASE):
            yield Finding("word", length, what)


def _style(texts: Texts, length: str, text: str) -> Iterator[Finding]:
    for found in re.finditer(rf"\b(?:{_STIFF[texts.language]})\b", text, re.IGNORECASE):
        yield Finding("stiff", length, found[0], refuses=False)
    if PURPOSES[texts.about].kind != "offer" and texts.about != "offers_stopped":
        for found in re.finditer(rf"\b(?:{_SELLING[texts.language]})\b", text, re.IGNORECASE):
            yield Finding("sells", length, found[0])
    prose = " ".join(line for line in text.splitlines() if line.rstrip().endswith((".", "?")))
    sentences = [one for one in _ENDS.split(prose) if one.strip()]
    mean = len(_WORD.findall(prose)) / len(sentences) if sentences else 0
    if mean > MOST_WORDS:
        yield Finding("reading", length, f"{mean:.0f}", refuses=False)


def _broken(texts: Texts, length: str) -> Finding | None:
    channel = "sms" if length == "short" else "email"
    try:
        fill(texts=texts, channel=channel, facts=_sample(texts, "SE"))
    except WordingError as error:
        return Finding("broken", length, str(error).partition(": ")[2])
    return None


def _takes(texts: Texts) -> Iterator[Finding]:
    """Count with the longest of the countries; what breaks GSM-7 must be the text's own, not a customer's name."""
    lengths = [
        gsm7.length(text=fill(texts=texts, channel="sms", facts=_sample(texts, one)).body) for one in ("SE", "NO")
    ]
    parts = max(one.parts for one in lengths)
    if parts > MOST_PARTS:
        yield Finding("parts", "short", str(parts))
    for broken in gsm7.length(text=gsm7.for_sms(text=texts.short)).breaks:
        yield Finding("gsm7", "short", f"{broken.sign} (U+{ord(broken.sign):04X})")


def _sample(texts: Texts, country: str) -> dict[str, object]:
    assert (texts.about, texts.variant) in ABOUTS
    return dict(samples.facts(about=texts.about, variant=texts.variant, country=country))
