"""Whether shadow mode is on, when it was, and what it made that counts for nothing now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from varsel.kit.reading import fetch
from varsel.outlets.shadow.models import Period

_VOID = """SELECT id FROM notices_notice
    WHERE id = ANY(%(ids)s) AND shadow IS NOT NULL AND shadow IS DISTINCT FROM shadow_running()"""
_PARTIES = "SELECT DISTINCT party_id FROM notices_notice WHERE shadow = %(id)s ORDER BY party_id"
_UNREACHED = "SELECT id FROM notices_notice WHERE shadow = %(id)s AND state = 'unreached' ORDER BY id"


@dataclass(frozen=True, slots=True)
class Shadow:
    """A time of shadow mode: running while `ended_at` is None."""

    id: int
    began_at: datetime
    began_by: str
    ended_at: datetime | None
    ended_by: str | None

    def holds(self, *, at: datetime) -> bool:
        """Tell whether it ran at an instant."""
        return self.began_at <= at and (self.ended_at is None or at < self.ended_at)


def running() -> Shadow | None:
    """Return the period that runs, if one does."""
    row = Period.objects.filter(ended_at__isnull=True).first()
    return _shadow(row) if row else None


def periods() -> list[Shadow]:
    """Return all periods, oldest first."""
    return [_shadow(row) for row in Period.objects.order_by("id")]


def void(*, notice_ids: Collection[int]) -> set[int]:
    """Return those of these words that only a recorder of an earlier period took: they carry nothing."""
    return {row[0] for row in fetch(statement=_VOID, values={"ids": list(notice_ids)})} if notice_ids else set()


def parties(*, period_id: int) -> list[int]:
    """Return the customers to whom something was said in a period, in order."""
    return [row[0] for row in fetch(statement=_PARTIES, values={"id": period_id})]


def unreached(*, period_id: int) -> list[int]:
    """Return the words of a period that could not be told on any channel, in order."""
    return [row[0] for row in fetch(statement=_UNREACHED, values={"id": period_id})]


def _shadow(row: Period) -> Shadow:
    return Shadow(id=row.id, began_at=row.began_at, began_by=row.began_by, ended_at=row.ended_at, ended_by=row.ended_by)
