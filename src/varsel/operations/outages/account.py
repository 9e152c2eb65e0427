"""The shapes of what is known of outages: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID


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
class Expected:
    """What somebody says of an outage's end: until when, why, how surely; as a window, from `earliest` on."""

    until: datetime
    because: str
    earliest: datetime | None = None
    confidence: str = "medium"


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

    @property
    def was_kept(self) -> bool:
        """Tell whether it was over by then."""
        return self.late_by <= timedelta(0)


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
    """A router that a customer has, or had. `device_id`: the one with a serial number; None where they have none.

    `how` it was handed over is in_person or parcel, and empty until it was.
    """

    id: int
    ref: UUID
    outage_id: int
    party_id: int
    warehouse: str | None
    device_id: int | None
    out_at: datetime
    handed_at: datetime | None
    how: str
    signed_by: str
    tracking: str
    overdue_at: datetime | None
    back_at: datetime | None
    lost_at: datetime | None
    lost_because: str

    @property
    def is_open(self) -> bool:
        """Tell whether the customer has it, or is to get it."""
        return self.back_at is None and self.lost_at is None

    @property
    def waits(self) -> bool:
        """Tell whether one was set aside and is still to be handed over."""
        return self.is_open and self.device_id is not None and self.handed_at is None
