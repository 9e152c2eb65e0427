"""Which fact sheets were approved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from varsel.surfaces.status.sheets.models import Version

Texts = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One approved version; `texts` by language."""

    number: int
    texts: Texts
    approved_at: datetime
    approved_name: str


def versions(*, outage_id: int) -> list[Sheet]:
    """Return every version of an event's fact sheet, newest first."""
    return [_sheet(row) for row in Version.objects.filter(outage_id=outage_id).order_by("-number")]


def newest(*, outage_ids: Collection[int]) -> dict[int, Sheet]:
    """Return the newest version of each of these events that has one."""
    rows = Version.objects.filter(outage_id__in=list(outage_ids)).order_by("number")
    return {row.outage_id: _sheet(row) for row in rows}


def _sheet(row: Version) -> Sheet:
    return Sheet(row.number, row.texts, row.approved_at, row.approved_name)
