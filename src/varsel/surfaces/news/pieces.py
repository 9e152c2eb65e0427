"""News as one language reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from varsel.outlets.notices.feed.queries import LANGUAGES, News


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of news in one language; `note` is why it was withdrawn."""

    ref: str
    title: str
    body: str
    note: str
    published_at: datetime
    changed_at: datetime
    withdrawn_at: datetime | None
    corrects: str | None
    corrected_by: str | None


def piece(*, news: News, language: str) -> Piece:
    """Return published news in a language; in English for one that we do not write."""
    chosen = language if language in LANGUAGES else "en"
    assert news.published_at
    return Piece(
        ref=news.ref,
        title=news.titles[chosen],
        body=news.bodies[chosen],
        note=news.withdrawn_because.get(chosen, ""),
        published_at=news.published_at,
        changed_at=news.changed_at,
        withdrawn_at=news.withdrawn_at,
        corrects=news.corrects,
        corrected_by=news.corrected_by,
    )
