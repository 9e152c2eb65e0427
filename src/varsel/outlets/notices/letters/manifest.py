"""The manifest of a batch: what the print house checks before it prints, and counts after it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

HEADS = ("position", "file", "mark", "recipient", "country", "language", "envelope", "pages", "page_marks", "sha256")
FILE = "manifest.csv"


@dataclass(frozen=True, slots=True)
class Row:
    """One letter. `recipient` is masked for a protected identity: the window shows it, a list does not."""

    position: int
    mark: str
    recipient: str
    country: str
    language: str
    envelope: str
    pages: int
    sha256: str

    @property
    def file(self) -> str:
        """Return the name of its PDF."""
        return f"{self.position:04d}-{self.mark}.pdf"


def manifest(*, rows: Iterable[Row]) -> bytes:
    """Return the manifest as CSV: UTF-8, semicolons, a line a letter; marks of its pages apart by `|`."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    writer.writerows(_line(row) for row in rows)
    return text.getvalue().encode()


def _line(row: Row) -> list[str]:
    marks = "|".join(f"{row.mark} {page}/{row.pages}" for page in range(1, row.pages + 1))
    who = row.recipient.replace("\n", " ")
    named = f"'{who}" if who.startswith(("=", "+", "-", "@", "\t", "\r")) else who
    given = (row.position, row.file, row.mark, named, row.country, row.language, row.envelope, row.pages)
    return [*map(str, given), marks, row.sha256]
