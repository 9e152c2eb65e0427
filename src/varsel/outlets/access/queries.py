"""Lines as they shall be and as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from varsel.outlets.access.models import LineProfile


@dataclass(frozen=True, slots=True)
class LineState:
    """What a line shall be and what it was last seen to be."""

    line_id: int
    intended: Mapping[str, Any]
    installed: Mapping[str, Any] | None
    installed_at: datetime | None

    @property
    def agrees(self) -> bool:
        """Tell whether the line is as intended."""
        return self.intended == self.installed


def line(*, line_id: int) -> LineState | None:
    """Return a line's state, or None for one that was never anything but open."""
    row = LineProfile.objects.filter(line_id=line_id).first()
    return _state(row) if row else None


def differing() -> list[LineState]:
    """Return the lines that are not as intended, or not yet, in order."""
    rows = LineProfile.objects.exclude(installed=F("intended"), installed__isnull=False).order_by("line_id")
    return [_state(row) for row in rows]


def waiting() -> int:
    """Return how many lines wait to be installed."""
    return LineProfile.objects.exclude(installed_version=F("version")).count()


def _state(row: LineProfile) -> LineState:
    return LineState(line_id=row.line_id, intended=row.intended, installed=row.installed, installed_at=row.installed_at)
