"""The text files: read once, kept, and known by the hash of their bytes."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from varsel.kit.money import LOCALES
from varsel.outlets.notices.wording.abouts import ABOUTS
from varsel.outlets.notices.wording.errors import WordingError

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
    return _bytes(about=about, variant=variant, language=language, length=length).decode("utf-8").strip()


@cache
def version(*, about: str, variant: str, language: str) -> str:
    """Return the hash (sha256, hex) of the files that a notice is made with: short and long.

    :raises WordingError: when there is no such text, variant or language.
    """
    both = [_bytes(about=about, variant=variant, language=language, length=length) for length in LENGTHS]
    return hashlib.sha256(b"".join(hashlib.sha256(one).digest() for one in both)).hexdigest()


@cache
def _bytes(*, about: str, variant: str, language: str, length: str) -> bytes:
    # Only names from our own tables reach the file system.
    if (about, variant) not in ABOUTS:
        raise WordingError(f"there is no wording for '{about}' with the variant '{variant}'")
    if language not in LOCALES:
        raise WordingError(f"there is no wording of {about} in '{language}'; languages: {', '.join(LOCALES)}")
    return (TEXTS / language / name(about=about, variant=variant, length=length)).read_bytes()
