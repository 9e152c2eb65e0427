"""What customers have written, and what of it waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from varsel.outlets.notices.replies.models import Reply


@dataclass(frozen=True, slots=True)
class Written:
    """A reply. `notice_id` and `party_id` are None where nobody knows what it answers, or whose it is."""

    id: int
    channel: str
    address: str
    text: str
    came_at: datetime
    notice_id: int | None
    party_id: int | None
    automatic: bool
    handled_at: datetime | None
    handled_by: str | None
    handled_as: str | None


def waiting(*, limit: int, offset: int = 0) -> list[Written]:
    """Return what waits for a person, the oldest first."""
    rows = Reply.objects.filter(handled_at__isnull=True, automatic=False).order_by("noted_at", "id")
    return [_written(row) for row in rows[offset : offset + limit]]


def count_waiting() -> int:
    """Return how many wait for a person."""
    return Reply.objects.filter(handled_at__isnull=True, automatic=False).count()


def to_notice(*, notice_id: int) -> list[Written]:
    """Return the answers to a notice, oldest first."""
    return [_written(row) for row in Reply.objects.filter(notice_id=notice_id).order_by("noted_at", "id")]


def of_party(*, party_id: int) -> list[Written]:
    """Return what a customer has written, newest first."""
    return [_written(row) for row in Reply.objects.filter(party_id=party_id).order_by("-noted_at", "-id")]


def reply(*, reply_id: int) -> Written | None:
    """Return one reply, if there is one."""
    row = Reply.objects.filter(id=reply_id).first()
    return _written(row) if row else None


def _written(row: Reply) -> Written:
    return Written(
        id=row.id,
        channel=row.channel,
        address=row.address,
        text=row.text,
        came_at=row.came_at,
        notice_id=row.notice_id,
        party_id=row.party_id,
        automatic=row.automatic,
        handled_at=row.handled_at,
        handled_by=row.handled_by,
        handled_as=row.handled_as,
    )
