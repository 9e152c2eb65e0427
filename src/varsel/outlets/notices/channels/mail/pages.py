"""The words of a page of HTML that somebody wrote to us, line by line, and nothing that is not seen."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

_LINES = {"br", "p", "div", "li", "tr", "h1", "h2", "h3"}
_UNSEEN = {"style", "script", "head", "title"}
_TAG = re.compile(r"<[^<>]*>", re.ASCII)
_GAP = re.compile(r"\n\s*\n+")


def plain(*, page: str) -> str:
    """Return the words of a page; of one that is no HTML, all that is not between < and >."""
    reader = _Words()
    try:
        reader.feed(page)
        reader.close()
        text = "".join(reader.pieces)
    except AssertionError:  # how Python's reader gives up on a <![section it does not know
        text = unescape(_TAG.sub("\n", page))
    return _GAP.sub("\n\n", text).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._inside: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._inside.add(tag)
        elif tag == "body":  # a head need not be closed
            self._inside.clear()
        if tag in _LINES:
            self.pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LINES:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._inside.discard(tag)

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.pieces.append(data)
