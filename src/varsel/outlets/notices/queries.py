"""What was told to whom, when, by which channel, in which words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from varsel.kit.reading import fetch
from varsel.outlets.notices.health import Brake, Ended, Health, brakes, ends, health
from varsel.outlets.notices.models import Attempt, Bounce, Notice, State
from varsel.outlets.notices.outbox import (
    Attempted,
    Filter,
    Found,
    Heard,
    Proof,
    counted,
    counts,
    message,
    newer,
    outbox,
)

__all__ = [
    "Attempted",
    "Brake",
    "Ended",
    "Filter",
    "Found",
    "Health",
    "Heard",
    "Proof",
    "Word",
    "bounced",
    "brakes",
    "call_list",
    "counted",
    "counted_about",
    "counts",
    "dropped",
    "ends",
    "health",
    "message",
    "newer",
    "next_due_at",
    "outbox",
    "to_be_told",
    "told_of",
    "unsaid",
    "word",
    "words",
    "words_to",
]
_TOLD_OF = """
    SELECT party_id FROM notices_notice
    WHERE subject = ANY(%(subjects)s) AND about = %(about)s AND state IN ('told', 'handed', 'unknown')"""
_TO_BE_TOLD = """
    SELECT party_id FROM notices_notice
    WHERE subject = ANY(%(subjects)s) AND about = %(about)s AND state <> 'dropped'"""
_COUNTED = """
    SELECT about, created_at, state, count(*) FROM notices_notice WHERE subject = ANY(%(subjects)s)
    GROUP BY about, created_at, state ORDER BY created_at, about, state"""
_BOUNCED = "SELECT notice_id FROM notices_bounce WHERE notice_id = ANY(%(ids)s)"


@dataclass(frozen=True, slots=True)
class Word:
    """A notice, with the text as it was handed over (empty while it was not)."""

    id: int
    about: str
    subject: str
    party_id: int
    state: str
    created_at: datetime
    told_at: datetime | None
    told_by: str | None
    received_at: datetime | None
    text: str
    last_day: str | None  # the last day to pay that the text states, ISO
    bounced_at: datetime | None = None  # it was told, and did not arrive after all: it no longer counts
    ref: str = ""


def words_to(*, party_id: int) -> list[Word]:
    """Return all notices to a customer, oldest first."""
    return _words(list(Notice.objects.filter(party_id=party_id).order_by("id")))


def word(*, notice_id: int) -> Word:
    """Return one notice."""
    return _words([Notice.objects.get(id=notice_id)])[0]


def words(*, notice_ids: Collection[int]) -> dict[int, Word]:
    """Return these notices by id."""
    return {one.id: one for one in _words(list(Notice.objects.filter(id__in=list(notice_ids))))}


def call_list() -> list[Word]:
    """Return what could not be told on any channel: people to be rung, oldest first."""
    rows = Notice.objects.filter(state__in=[State.UNREACHED, State.UNKNOWN]).order_by("id")
    return _words(list(rows))


def next_due_at(*, after: datetime) -> datetime | None:
    """Return when the next queued notice may go, of those that wait for a moment after an instant."""
    rows = Notice.objects.filter(state=State.QUEUED, not_before__gt=after).order_by("not_before")
    return rows.values_list("not_before", flat=True).first()


def dropped(*, notice_ids: Collection[int]) -> set[int]:
    """Return those of these notices that were dropped before they were said."""
    rows = Notice.objects.filter(id__in=list(notice_ids), state=State.DROPPED)
    return set(rows.values_list("id", flat=True))


def told_of(*, subjects: Collection[str], about: str) -> set[int]:
    """Return the customers who were told so about any of these subjects, or may have been."""
    values = {"subjects": list(subjects), "about": about}
    return {row[0] for row in fetch(statement=_TOLD_OF, values=values)}


def to_be_told(*, subjects: Collection[str], about: str) -> set[int]:
    """Return the customers to whom so was said, or is to be, about any of these subjects."""
    values = {"subjects": list(subjects), "about": about}
    return {row[0] for row in fetch(statement=_TO_BE_TOLD, values=values)}


def counted_about(*, subjects: Collection[str]) -> list[tuple[str, datetime, str, int]]:
    """Return what was said about any of these subjects: what, when it was decided, how it stands, to how many."""
    return [tuple(row) for row in fetch(statement=_COUNTED, values={"subjects": list(subjects)})]


def unsaid(*, subject: str) -> tuple[int, datetime | None]:
    """Return how many words about a subject nobody got yet, and when the next of them may go."""
    rows = Notice.objects.filter(subject=subject).exclude(state__in=[State.TOLD, State.DROPPED])
    waiting = rows.filter(state=State.QUEUED).order_by("not_before").values_list("not_before", flat=True)
    return rows.count(), waiting.first()


def bounced(*, notice_ids: Collection[int]) -> set[int]:
    """Return those of these notices that were told and did not arrive after all."""
    return {row[0] for row in fetch(statement=_BOUNCED, values={"ids": list(notice_ids)})} if notice_ids else set()


def _words(notices: Collection[Notice]) -> list[Word]:
    accepted = {
        attempt.notice_id: attempt
        for attempt in Attempt.objects.filter(notice__in=notices, outcome="accepted").order_by("id")
    }
    back = dict(Bounce.objects.filter(notice__in=notices).values_list("notice_id", "at"))
    return [_word(notice, accepted.get(notice.id), back.get(notice.id)) for notice in notices]


def _word(notice: Notice, attempt: Attempt | None, bounced_at: datetime | None) -> Word:
    return Word(
        id=notice.id,
        about=notice.about,
        subject=notice.subject,
        party_id=notice.party_id,
        state=notice.state,
        created_at=notice.created_at,
        told_at=notice.told_at,
        told_by=notice.told_by,
        received_at=notice.received_at,
        text=bytes(attempt.content).decode() if attempt else "",
        last_day=attempt.stated.get("last_day") if attempt else None,
        bounced_at=bounced_at,
        ref=str(notice.ref),
    )
