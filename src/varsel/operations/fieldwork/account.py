"""The shapes of what is known of field work: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Booked:
    """A visit: to come while `outcome` is None, else done, missed or cancelled (`moved_to`: the one that replaces it).

    `order_id` is the work order that it belongs to, if any; then whoever comes checks in.
    """

    id: int
    called: str
    party_id: int
    service_id: int
    begins_at: datetime
    ends_at: datetime
    outcome: str | None
    order_id: int | None
    checked_in_at: datetime | None
    moved_to: int | None

    @property
    def about(self) -> str:
        """Return how the journal speaks of it."""
        return f"visit:{self.id}"

    @property
    def state(self) -> str:
        """Return its state in the names of TM Forum 646."""
        return {None: "confirmed", "done": "completed", "missed": "failed", "cancelled": "cancelled"}[self.outcome]


@dataclass(frozen=True, slots=True)
class Team:
    """A crew: own, or a contractor's."""

    id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Skilled:
    """What a technician may do; to the end of `valid_until`, where that is not None."""

    skill: str
    valid_until: date | None

    def holds_on(self, *, day: date) -> bool:
        """Tell whether it still holds on a day."""
        return self.valid_until is None or day <= self.valid_until


@dataclass(frozen=True, slots=True)
class Worker:
    """A technician, with crew, skills and the local working hours of a business day."""

    id: int
    name: str
    user_id: int | None
    crew: Team
    country: str
    day_begins: time
    day_ends: time
    left_at: datetime | None
    skills: tuple[Skilled, ...]

    def lacks(self, *, skills: tuple[str, ...], on: date) -> tuple[str, ...]:
        """Return which of these skills the technician does not have on a day, by name."""
        held = {one.skill for one in self.skills if one.holds_on(day=on)}
        return tuple(sorted(set(skills) - held))


@dataclass(frozen=True, slots=True)
class Car:
    """A vehicle, and who has it now (None: nobody, or the crew as a whole). `place` is its name in the stock."""

    id: int
    registration: str
    name: str
    technician_id: int | None
    crew_id: int | None

    @property
    def place(self) -> str:
        """Return what the stock calls it as a place."""
        return self.registration


@dataclass(frozen=True, slots=True)
class Needed:
    """What an order needs, so many of it. `used`: None while it is not over."""

    item: str
    count: int
    used: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an order waits for, from where, expected when (kind `pause`: why it is paused). Open: `over_at` is None."""

    id: int
    order_id: int
    kind: str
    what: str
    place: str
    count: int
    expected: datetime | None
    foretold: datetime | None
    at: datetime
    over_at: datetime | None


@dataclass(frozen=True, slots=True)
class Job:
    """A work order: open while `ended_at` is None. `state` in the names of TM Forum 697, `step` as the crew said last.

    At most one of `outage_id`, `service_id` (with `party_id`) and `planned_id` is set: what it is about. Where none is,
    it is about its node alone; `node_id` is where the outage or the planned work is, too.
    """

    id: int
    country: str
    outage_id: int | None
    service_id: int | None
    party_id: int | None
    planned_id: int | None
    node_id: int | None
    address: str
    description: str
    priority: int
    skills: tuple[str, ...]
    minutes_left: int
    travel_minutes: int
    technician_id: int | None
    technician: str | None
    crew_id: int | None
    crew: str | None
    begins_at: datetime | None
    ends_at: datetime | None
    state: str
    step: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    ended_because: str

    @property
    def about(self) -> str:
        """Return how the journal, and the stock, speak of it."""
        return f"order:{self.id}"

    def is_late(self, *, at: datetime) -> bool:
        """Tell whether it is open though its time is over, or has not begun though its time has."""
        if self.ended_at is not None or self.begins_at is None or self.ends_at is None:
            return False
        return at >= self.ends_at or (at > self.begins_at and self.started_at is None)


@dataclass(frozen=True, slots=True)
class Free:
    """A window that can be offered to a customer, and in it the time of a technician who is free and able."""

    begins_at: datetime
    ends_at: datetime
    technician_id: int
    works_from: datetime
    works_until: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a technician is to meet, and how they are rung: shown only while the order is theirs and open."""

    party_id: int
    name: str
    phone: str | None
    language: str


@dataclass(frozen=True, slots=True)
class Stop:
    """One order of a technician's day, with where it is, the visit that was promised, and what it needs or waits for.

    `contact` is None where nobody is to be met, or the order is over.
    """

    order: Job
    place: str
    visit: Booked | None
    contact: Contact | None
    items: tuple[Needed, ...]
    waits: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A crew on the board: what it has on each day (days in order; the orders in order of time)."""

    crew: Team
    workers: tuple[Worker, ...]
    cars: tuple[Car, ...]
    days: tuple[tuple[date, tuple[Stop, ...]], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """What dispatch sees: each crew by day; what nobody has, by priority; what is late; what waits, and for what."""

    lanes: tuple[Lane, ...]
    unassigned: tuple[Stop, ...]
    late: tuple[Stop, ...]
    waiting: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """How an order stood after an act. The same act under the same key is answered the same, and does nothing."""

    order_id: int
    state: str
    step: str
    at: datetime
