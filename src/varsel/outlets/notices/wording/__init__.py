"""The words of the notices: a text per about, variant, language and length, filled with typed facts.

Placeholders are `((name))`, filled in one pass: a value is never looked at for placeholders (ux A7, reliability e).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from varsel.outlets.notices.wording import files
from varsel.outlets.notices.wording.abouts import ABOUTS, KNOWN
from varsel.outlets.notices.wording.errors import WordingError
from varsel.outlets.notices.wording.gsm7 import for_sms, gsm7_parts
from varsel.outlets.notices.wording.shapes import Texts
from varsel.outlets.notices.wording.values import shown

__all__ = ["Text", "Texts", "WordingError", "abouts", "fill", "for_sms", "gsm7_parts", "render", "version"]

PLACEHOLDER = re.compile(r"\(\(([a-z_]+)\)\)", re.ASCII)
LENGTH_OF = {"sms": "short", "email": "long", "letter": "long"}


@dataclass(frozen=True, slots=True)
class Text:
    """What one channel carries. An SMS has no subject; a letter's subject is its heading."""

    subject: str
    body: str


def abouts() -> frozenset[tuple[str, str]]:
    """Return every (about, variant) that has a wording; the variant is empty where there is only one."""
    return frozenset(ABOUTS)


def version(*, about: str, variant: str, language: str) -> str:
    """Return the version (a hash, see Texts) of the product's own texts.

    :raises WordingError: when there is no such text, variant or language.
    """
    return files.texts(about=about, variant=variant, language=language).version


def render(*, about: str, variant: str, channel: str, language: str, facts: Mapping[str, Any]) -> Text:
    """Return the product's own text for a channel, filled with the facts. See fill.

    :raises WordingError: when there is no such text, variant or language, or for what fill raises it.
    """
    return fill(texts=files.texts(about=about, variant=variant, language=language), channel=channel, facts=facts)


def fill(*, texts: Texts, channel: str, facts: Mapping[str, Any]) -> Text:
    """Return the text for a channel (sms, email, letter), filled with the facts (typed values, see typed).

    :raises WordingError: when a fact is unknown, missing, blank or of the wrong type, or there is no such channel.
        Every fact of the about is asked for, also where this text does not use it: what holds for one channel holds
        for all. Known facts that belong to other abouts may be given too.
    """
    if channel not in LENGTH_OF:
        raise WordingError(f"there is no wording for the channel '{channel}'; channels: {', '.join(LENGTH_OF)}")
    where = f"{texts.language}/{files.name(about=texts.about, variant=texts.variant, length=LENGTH_OF[channel])}"
    asked = ABOUTS[texts.about, texts.variant].keys()
    words = _words(asked=asked, facts=facts, language=texts.language, where=where)
    if channel == "sms":
        return Text(subject="", body=for_sms(text=_filled(template=texts.short, words=words, where=where)))
    subject, _, body = texts.long.partition("\n\n")
    return Text(
        subject=_filled(template=subject, words=words, where=where),
        body=_filled(template=body, words=words, where=where),
    )


def _words(*, asked: Collection[str], facts: Mapping[str, Any], language: str, where: str) -> dict[str, str]:
    missing = [name for name in asked if name not in facts]
    if missing:
        raise WordingError(f"{where}: (({missing[0]})) is missing")
    known = {name: _in_words(name=name, value=value, language=language, where=where) for name, value in facts.items()}
    return {name: known[name] for name in asked}


def _in_words(*, name: str, value: Any, language: str, where: str) -> str:
    if name not in KNOWN:
        raise WordingError(f"{where}: (({name})) is not a fact that any text knows")
    try:
        return shown(kind=KNOWN[name], value=value, language=language)
    except ValueError as error:
        raise WordingError(f"{where}: (({name})) must be {KNOWN[name]}: {error}") from error


def _filled(*, template: str, words: Mapping[str, str], where: str) -> str:
    pieces = _pieces(template, where)
    for piece in pieces[1::2]:
        if piece not in words:
            raise WordingError(f"{where}: (({piece})) is not a fact of this text")
    return "".join(words[piece] if at % 2 else piece for at, piece in enumerate(pieces))


@lru_cache(maxsize=1024)
def _pieces(template: str, where: str) -> tuple[str, ...]:
    """Return a text cut at its placeholders: words, name, words, name … words."""
    pieces = PLACEHOLDER.split(template)
    for piece in pieces[::2]:
        if "((" in piece or "))" in piece:
            raise WordingError(f"{where}: a placeholder is broken near '{piece[:40]}'; write ((name))")
    return tuple(pieces)
