"""The text files that come with the product: read once, kept. They hold until an operator puts others in force."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from varsel.kit.money import LOCALES
from varsel.outlets.notices.wording.abouts import ABOUTS
from varsel.outlets.notices.wording.errors import WordingError
from varsel.outlets.notices.wording.shapes import Texts

TEXTS = Path(__file__).with_name("texts")
LENGTHS = ("short", "long")


def name(*, about: str, variant: str, length: str) -> str:
    """Return a text's file name: `service_limited.internet.short.txt`."""
    return ".".join(part for part in (about, variant, length, "txt") if part)


@cache
def template(*, about: str, variant: str, language: str, length: str) -> str:
    """Return a text with its placeholders still in it.

    :raises WordingError: when there is no such text, variant or language.
    """
    # Only names from our own tables reach the file system.
    if (about, variant) not in ABOUTS:
        raise WordingError(f"there is no wording for '{about}' with the variant '{variant}'")
    if language not in LOCALES:
        raise WordingError(f"there is no wording of {about} in '{language}'; languages: {', '.join(LOCALES)}")
    return (TEXTS / language / name(about=about, variant=variant, length=length)).read_text(encoding="utf-8").strip()


@cache
def texts(*, about: str, variant: str, language: str) -> Texts:
    """Return the two texts of the product: for an SMS, and for e-mail and letters.

    :raises WordingError: when there is no such text, variant or language.
    """
    short, long = (template(about=about, variant=variant, language=language, length=length) for length in LENGTHS)
    return Texts(about=about, variant=variant, language=language, short=short, long=long)
