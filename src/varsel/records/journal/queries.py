"""What the journal tells, as frozen rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from varsel.kit.reading import fetch
from varsel.records.journal.models import Entry

_BY_ID = """
    SELECT id, at, kind, about, party, actor, facts, verdict FROM journal_entry WHERE id = ANY(%(ids)s)"""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry, as it stands."""

    id: int
    at: datetime
    kind: str
    about: str
    party: int | None
    actor: str
    facts: Mapping[str, Any]
    verdict: Mapping[str, Any] | None


def entry(*, entry_id: int) -> Told:
    """Return one entry."""
    return _told(Entry.objects.get(id=entry_id))


def entries_by_id(*, entry_ids: Collection[int]) -> dict[int, Told]:
    """Return these entries by id."""
    return {row[0]: Told(*row) for row in fetch(statement=_BY_ID, values={"ids": list(entry_ids)})}


def entries(*, about: Collection[str] = (), party: int | None = None, kinds: Collection[str] = ()) -> list[Told]:
    """Return the entries about any of these subjects, or of this party, in the order they were written."""
    of = Q(about__in=list(about))
    if party is not None:
        of |= Q(party=party)
    rows = Entry.objects.filter(of).order_by("id")
    return [_told(row) for row in (rows.filter(kind__in=list(kinds)) if kinds else rows)]


def between(*, since: datetime, until: datetime, kinds: Collection[str]) -> list[Told]:
    """Return the entries of these kinds from an instant on and before another, in the order they were written."""
    rows = Entry.objects.filter(at__gte=since, at__lt=until, kind__in=list(kinds)).order_by("id")
    return [_told(row) for row in rows]


def everything() -> Iterator[Told]:
    """Yield the whole journal in the order it was written."""
    yield from map(_told, Entry.objects.order_by("id").iterator())


def recorded_verdicts() -> Iterator[Told]:
    """Yield every entry that holds a verdict: what replay asks again."""
    yield from map(_told, Entry.objects.filter(verdict__isnull=False).order_by("id").iterator())


def _told(row: Entry) -> Told:
    return Told(
        id=row.id,
        at=row.at,
        kind=row.kind,
        about=row.about,
        party=row.party,
        actor=row.actor,
        facts=row.facts,
        verdict=row.verdict,
    )
