"""The shapes of what is known of outages: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Told:
    """An outage: open while `ended_at` is None. `merged_into`: the outage above that took it over."""

    id: int
    called: str
    title: str
    node_id: int
    detected_at: datetime
    declared_at: datetime
    ended_at: datetime | None
    merged_into: int | None

    @property
    def about(self) -> str:
        """Return how the journal speaks of it."""
        return f"outage:{self.id}"


@dataclass(frozen=True, slots=True)
class Foretold:
    """Until when an outage was expected to last, why, and who said so when."""

    earliest: datetime | None
    until: datetime
    confidence: str
    because: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Judged:
    """How good a forecast was: by how much the outage ended later than said (below nothing: earlier)."""

    outage_id: int
    made_at: datetime
    until: datetime
    ended_at: datetime

    @property
    def late_by(self) -> timedelta:
        """Return how much later it ended."""
        return self.ended_at - self.until


@dataclass(frozen=True, slots=True)
class Work:
    """What the crew does, since when."""

    state: str
    because: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Awaited:
    """What the work waits for, from where, expected when."""

    item: str
    place: str
    expected: datetime | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Status:
    """What the public page says of an outage now. `is_overdue`: the forecast ran out, and it takes longer."""

    outage: Told
    crew: Work | None
    waiting_for: Awaited | None
    forecast: Foretold | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """Work that was announced."""

    id: int
    called: str
    node_id: int
    title: str
    begins_at: datetime
    ends_at: datetime

    @property
    def about(self) -> str:
        """Return how the journal speaks of it."""
        return f"planned:{self.id}"


@dataclass(frozen=True, slots=True)
class Lent:
    """A router that a customer has, or had."""

    id: int
    outage_id: int
    party_id: int
    warehouse: str | None
    out_at: datetime
    back_at: datetime | None
