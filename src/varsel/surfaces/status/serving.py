"""Answers from the files: no session, no middleware, no database. What everybody asks for when the network is down."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, quote_plus

from varsel.surfaces.status import addresses, answers, index
from varsel.surfaces.status.answers import ANSWERS, LANGUAGES, Answers

OLD = timedelta(minutes=5)
LOOK_SECONDS = 1.0
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_REF = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_PLACES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.ASCII), name, kind)
    for pattern, name, kind in (
        ("", "index.{language}.html", "text/html"),
        ("history/", "history.{language}.html", "text/html"),
        (f"(outages/{_REF})/", "{0}.{language}.html", "text/html"),
        (f"outages/({_REF})/facts/", "facts/{0}.{language}.html", "text/html"),
        (r"feed\.atom", "feed.{language}.atom", "application/atom+xml"),
        (r"planned\.ics", "planned.{language}.ics", "text/calendar"),
        (rf"(planned/{_REF})\.ics", "{0}.{language}.ics", "text/calendar"),
        (r"summary\.json", "summary.json", "application/json"),
        (r"style\.css", "style.css", "text/css"),
        (r"mark\.svg", "mark.svg", "image/svg+xml"),
    )
)
_SPOKEN = {"sv": "sv", "nb": "nb", "no": "nb", "nn": "nb", "en": "en", "da": "nb"}
_WEIGHT = re.compile(r"q=([01](?:\.\d{1,3})?)", re.ASCII)


class Shelf(Protocol):
    """Where the files are."""

    def file(self, *, name: str) -> bytes | None:
        """Return a file's content; None where there is none."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered."""

    status: int
    kind: str
    body: bytes
    language: str
    is_own: bool = False  # of an address that somebody typed: kept by no one on the way

    @property
    def headers(self) -> list[tuple[str, str]]:
        """Return the headers of the answer."""
        kept = "private, no-store" if self.is_own else "public, max-age=30, stale-if-error=86400"
        return [
            ("Content-Type", f"{self.kind}; charset=utf-8"),
            ("Content-Length", str(len(self.body))),
            ("Content-Language", self.language),
            ("Content-Security-Policy", POLICY),
            ("Cache-Control", kept),
            ("Vary", "Accept-Language"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
        ]


@dataclass(slots=True)
class Folder:
    """Files on disk, each read again when it was replaced; looked at once a second at most."""

    folder: Path
    _kept: dict[str, tuple[float, int, bytes]] = field(default_factory=dict)

    def file(self, *, name: str) -> bytes | None:
        """Return a file's content; None where there is none."""
        moment, stamp, content = self._kept.get(name, (-LOOK_SECONDS, 0, b""))
        if time.monotonic() - moment < LOOK_SECONDS:
            return content
        try:
            newest = (self.folder / name).stat().st_mtime_ns
            content = content if newest == stamp else (self.folder / name).read_bytes()
        except OSError:
            self._kept.pop(name, None)
            return None
        self._kept[name] = (time.monotonic(), newest, content)
        return content


@dataclass(slots=True)
class Counter:
    """Answers whoever comes from a shelf."""

    shelf: Shelf
    now: Callable[[], datetime]
    _read: tuple[bytes, Answers] | None = None

    def reply(self, *, rest: str, query: str, accepted: str) -> Reply | None:
        """Return what is at an address below /status/; None while nothing was made yet."""
        made = self._answers()
        if made is None:
            return None
        given = parse_qs(query) if query else {}
        language = spoken(asked=given.get("lang", [""])[-1], accepted=accepted)
        typed = given.get("address", [""])[-1].strip()[: addresses.LONGEST]
        name, kind = _named(rest, language)
        content = self.shelf.file(name=name) if name else None
        if content is None:
            status, kind, content = 404, "text/html", self.shelf.file(name=f"not-here.{language}.html") or b""
        else:
            status = 200
        if kind != "text/html":
            return Reply(status, kind, content, language)
        if rest == "" and typed:
            said = self._said(made, language, typed)
            return Reply(status, kind, self._aged(_answered(content, said, typed), made, language), language, True)
        return Reply(status, kind, self._aged(content, made, language), language)

    def _said(self, made: Answers, language: str, typed: str) -> str:
        content = self.shelf.file(name=made.index) or b""
        areas = index.look_up(index=content, keys=addresses.asked(address=typed))
        return answers.choose(answers=made, language=language, areas=areas)

    def _aged(self, content: bytes, made: Answers, language: str) -> bytes:
        """Say on a page that was not renewed for long how old it is."""
        if self.now() - made.made_at < OLD:
            return content
        return content.replace(b"<!--old-->", made.texts[language]["old"][0].encode(), 1)

    def _answers(self) -> Answers | None:
        content = self.shelf.file(name=ANSWERS)
        if content is None:
            return None
        if self._read is None or self._read[0] is not content:
            self._read = (content, answers.from_json(content=content))
        return self._read[1]


@dataclass(frozen=True, slots=True)
class InMemory:
    """Files that were made just now."""

    files: Mapping[str, bytes]

    def file(self, *, name: str) -> bytes | None:
        """Return a file's content; None where there is none."""
        return self.files.get(name)


def spoken(*, asked: str, accepted: str) -> str:
    """Return the language: asked for in the address, else the first of the reader's that we speak."""
    if asked in LANGUAGES:
        return asked
    wanted: list[tuple[float, str]] = []
    for part in accepted.lower().split(","):
        tag, _, parameters = part.strip().partition(";")
        weight = _WEIGHT.search(parameters)
        wanted.append((-float(weight[1]) if weight else -1.0, tag.partition("-")[0]))
    known = [_SPOKEN[tag] for weight, tag in sorted(wanted, key=lambda one: one[0]) if weight and tag in _SPOKEN]
    return known[0] if known else "en"


def _named(rest: str, language: str) -> tuple[str, str]:
    for pattern, name, kind in _PLACES:
        if found := pattern.fullmatch(rest):
            return name.format(*found.groups(), language=language), kind
    return "", ""


def _answered(page: bytes, said: str, typed: str) -> bytes:
    """Put the answer into the page; what was typed stays in its field and goes along to another language."""
    page = page.replace(b"<!--answer-->", said.encode(), 1)
    page = page.replace(b'value=""', f'value="{escape(typed)}"'.encode(), 1)
    return page.replace(b'href="?lang=', f'href="?address={quote_plus(typed)}&amp;lang='.encode())
