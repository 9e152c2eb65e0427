"""Writing news, publishing them by a second person, withdrawing them. None is ever edited."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.db import transaction

from varsel.kit import ids
from varsel.outlets.notices.feed import personal
from varsel.outlets.notices.feed.models import Entry, Post
from varsel.outlets.notices.feed.queries import LANGUAGES
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind

LONGEST_TITLE, LONGEST_BODY = 120, 4000  # twenty of them on a page stay within what a slow line loads at once
Code = Literal["blank", "long", "personal", "own", "decided", "not_published", "corrected", "unknown"]


class NotSaid(Exception):
    """News that are not written, published or withdrawn so; `code` says why, `about` what it is about."""

    def __init__(self, code: Code, about: str = "") -> None:
        super().__init__(f"{code} {about}".strip())
        self.code: Code = code
        self.about = about


@dataclass(frozen=True, slots=True)
class Story:
    """News in one language."""

    title: str
    body: str


@transaction.atomic(durable=True)
def write(
    *, stories: Mapping[str, Story], actor: str, at: datetime, corrects: UUID | None = None, despite: str = ""
) -> UUID:
    """Keep news in every language and return their reference. Nobody reads them before a second person publishes.

    `despite`: why they may hold what looks like somebody's number or address.

    :raises NotSaid: blank or long; personal: it holds such (`about` names them); not_published or corrected: what it
        is to correct is not to be corrected (again).
    """
    texts = {language: _clean(stories.get(language)) for language in LANGUAGES}
    reason = " ".join(despite.split())
    theirs = personal.found(text=" \n".join(" \n".join(one.values()) for one in texts.values()), ours=_ours())
    if theirs and not reason:
        raise NotSaid("personal", ", ".join(theirs))
    row = Entry.objects.create(
        ref=ids.new(at=at),
        texts=texts,
        corrects=_to_correct(corrects) if corrects else None,
        despite=reason if theirs else "",
        written_at=at,
        written_by=actor,
    )
    _tell(Kind.NEWS_WRITTEN, row, actor=actor, at=at)
    return row.ref


@transaction.atomic(durable=True)
def publish(*, ref: UUID, actor: str, at: datetime) -> None:
    """Publish news at once, and have the webhooks told.

    :raises NotSaid: own: another person must. decided: somebody was here before. unknown: there are none.
    """
    row = _row(ref)
    if row.published_at or row.thrown_away_at:
        raise NotSaid("decided")
    if row.written_by == actor:
        raise NotSaid("own")
    row.published_at, row.published_by = at, actor
    row.save(update_fields=["published_at", "published_by"])
    _post(row, event="news.published", at=at)
    _tell(Kind.NEWS_PUBLISHED, row, actor=actor, at=at)


@transaction.atomic(durable=True)
def throw_away(*, ref: UUID, actor: str, at: datetime) -> None:
    """Let news go that nobody has read.

    :raises NotSaid: decided: they were published, or thrown away before. unknown: there are none.
    """
    row = _row(ref)
    if row.published_at or row.thrown_away_at:
        raise NotSaid("decided")
    row.thrown_away_at = at
    row.save(update_fields=["thrown_away_at"])
    _tell(Kind.NEWS_THROWN_AWAY, row, actor=actor, at=at)


@transaction.atomic(durable=True)
def withdraw(*, ref: UUID, because: Mapping[str, str], actor: str, at: datetime) -> None:
    """Take published news back: their title stays, and what everybody reads below it is why.

    :raises NotSaid: blank or long: why, in every language. personal. not_published; decided: withdrawn before.
    """
    row = _row(ref)
    if row.published_at is None:
        raise NotSaid("not_published")
    if row.withdrawn_at:
        raise NotSaid("decided")
    notes = {language: _checked(because.get(language, ""), LONGEST_BODY) for language in LANGUAGES}
    theirs = personal.found(text=" \n".join(notes.values()), ours=_ours())
    if theirs:
        raise NotSaid("personal", ", ".join(theirs))
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = at, actor, notes
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    _post(row, event="news.withdrawn", at=at)
    _tell(Kind.NEWS_WITHDRAWN, row, actor=actor, at=at)


def _row(ref: UUID) -> Entry:
    row = Entry.objects.select_for_update(of=("self",)).filter(ref=ref).first()
    if row is None:
        raise NotSaid("unknown")
    return row


def _to_correct(ref: UUID) -> Entry:
    row = _row(ref)
    if row.published_at is None or row.withdrawn_at:
        raise NotSaid("not_published")
    if Entry.objects.filter(corrects=row).exists():
        raise NotSaid("corrected")
    return row


def _clean(story: Story | None) -> dict[str, str]:
    given = story or Story("", "")
    return {
        "title": " ".join(_checked(given.title, LONGEST_TITLE).split()),
        "body": _checked(given.body, LONGEST_BODY),
    }


def _checked(text: str, longest: int) -> str:
    """Return a text with composed letters, plain line ends and nothing that is not seen."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    seen = "".join(sign for sign in lines if sign == "\n" or not unicodedata.category(sign).startswith("C")).strip()
    if not seen:
        raise NotSaid("blank")
    if len(seen) > longest:
        raise NotSaid("long", str(longest))
    return seen


def _ours() -> Collection[str]:
    return (settings.OPERATOR_PHONE, settings.MAIL_FROM, settings.MAIL_REPLIES)


def _post(row: Entry, *, event: str, at: datetime) -> None:
    body = json.dumps(_payload(row, event=event, at=at), ensure_ascii=False)
    Post.objects.bulk_create(
        Post(ref=ids.new(at=at), entry=row, event=event, hook=hook, body=body, made_at=at, next_at=at)
        for hook in settings.NEWS_HOOKS
    )


def _payload(row: Entry, *, event: str, at: datetime) -> dict[str, object]:
    url = f"{settings.PUBLIC_ORIGIN}/news/{row.ref}/"
    corrects = str(row.corrects.ref) if row.corrects else None
    data = {"id": str(row.ref), "url": url, "texts": row.texts, "corrects": corrects}
    return {"type": event, "timestamp": at.isoformat(), "data": data | {"withdrawn_because": row.withdrawn_because}}


def _tell(kind: Kind, row: Entry, *, actor: str, at: datetime) -> None:
    journal.write(at=at, kind=kind, about=f"news:{row.ref}", actor=actor, facts={"despite": row.despite})
