"""The news: what everybody reads, what waits for a second person, whom it was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from varsel.outlets.notices.feed.models import Entry, Post

LANGUAGES = ("sv", "nb", "en")


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news, in every language. `corrects` and `corrected_by` are references."""

    ref: str
    titles: Mapping[str, str]
    bodies: Mapping[str, str]
    despite: str
    written_at: datetime
    written_by: str
    published_at: datetime | None
    published_by: str | None
    thrown_away_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_because: Mapping[str, str]
    corrects: str | None
    corrected_by: str | None

    @property
    def changed_at(self) -> datetime:
        """Return when something of it was last said."""
        return self.withdrawn_at or self.published_at or self.written_at


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of telling one webhook."""

    event: str
    hook: str
    tries: int
    next_at: datetime | None
    taken_at: datetime | None
    said: str


def published(*, limit: int) -> list[News]:
    """Return what everybody reads, newest first; withdrawn ones stay in it, with their note."""
    return [_news(row) for row in _rows().filter(published_at__isnull=False).order_by("-published_at", "-id")[:limit]]


def waiting() -> list[News]:
    """Return what is written and waits for a second person, oldest first."""
    rows = _rows().filter(published_at__isnull=True, thrown_away_at__isnull=True)
    return [_news(row) for row in rows.order_by("id")]


def news(*, ref: UUID) -> News | None:
    """Return one piece of news, if there is one."""
    row = _rows().filter(ref=ref).first()
    return _news(row) if row else None


def posts(*, ref: UUID) -> list[Posted]:
    """Return whom a piece of news was told, and what they answered."""
    rows = Post.objects.filter(entry__ref=ref).order_by("id")
    return [Posted(row.event, row.hook, row.tries, row.next_at, row.taken_at, row.said) for row in rows]


def _rows() -> QuerySet[Entry]:
    return Entry.objects.select_related("corrects", "corrected_by")


def _news(row: Entry) -> News:
    after = getattr(row, "corrected_by", None)
    return News(
        ref=str(row.ref),
        titles={language: row.texts[language]["title"] for language in LANGUAGES},
        bodies={language: row.texts[language]["body"] for language in LANGUAGES},
        despite=row.despite,
        written_at=row.written_at,
        written_by=row.written_by,
        published_at=row.published_at,
        published_by=row.published_by,
        thrown_away_at=row.thrown_away_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_because=row.withdrawn_because or {},
        corrects=str(row.corrects.ref) if row.corrects else None,
        corrected_by=str(after.ref) if after and after.published_at else None,
    )
