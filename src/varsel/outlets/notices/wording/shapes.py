"""The texts that one notice is made with, and the hash that they are known by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """What is said of one thing in one language, with its placeholders: `short` by SMS, `long` by e-mail and letter."""

    about: str
    variant: str
    language: str
    short: str
    long: str

    @property
    def version(self) -> str:
        """Return the hash (sha256, hex) of what it is for and of both texts: the same words are the same version."""
        name = f"{self.about}.{self.variant}.{self.language}"
        pieces = (name.encode(), *(hashlib.sha256(text.encode()).digest() for text in (self.short, self.long)))
        return hashlib.sha256(b"".join(pieces)).hexdigest()
