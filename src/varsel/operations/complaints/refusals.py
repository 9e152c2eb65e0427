"""Why an act on a complaint is refused. A code never changes its meaning."""

from __future__ import annotations

SENTENCES = {
    "not-found": "there is nothing by that name",
    "not-answerable": "it is answered or decided already",
}


class Refused(Exception):
    """An act that can't be done. Nothing has changed."""

    def __init__(self, *, code: str) -> None:
        super().__init__(f"{code}: {SENTENCES[code]}")
        self.code = code
