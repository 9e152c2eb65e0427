"""The shapes of what is known of stock: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Store:
    """A place where things lie; `kind` is warehouse or vehicle."""

    id: int
    called: str
    kind: str


@dataclass(frozen=True, slots=True)
class Article:
    """An item that is kept. `low`: at or below so many in warehouses, somebody buys more; None: nobody asks."""

    id: int
    called: str
    name: str
    unit: str
    low: int | None
    has_serials: bool


@dataclass(frozen=True, slots=True)
class Stocked:
    """How many of an item a place has."""

    place: Store
    item: Article
    count: int
    reserved: int
    serials: int

    @property
    def warehouse(self) -> str:
        """Return the name of the place."""
        return self.place.called

    @property
    def free(self) -> int:
        """Return how many are for nobody yet."""
        return self.count - self.reserved


@dataclass(frozen=True, slots=True)
class Incoming:
    """A delivery on its way: so many still to come, `promised` of them to somebody."""

    id: int
    called: str
    item: Article
    place: Store
    sender: Store | None
    count: int
    promised: int
    expected_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """So many for a need: at a place now, or at that place from the moment a delivery is expected."""

    place: Store
    count: int
    delivery_id: int | None
    expected_at: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a subject needs of an item, and from where it comes. `missing`: nobody knows from where yet."""

    item: Article
    count: int
    held: tuple[Held, ...]

    @property
    def missing(self) -> int:
        """Return how many nobody has, and nobody has ordered."""
        return self.count - sum(one.count for one in self.held)

    @property
    def is_here(self) -> bool:
        """Tell whether all of it lies on shelves now."""
        return not self.missing and all(one.expected_at is None for one in self.held)

    @property
    def expected_at(self) -> datetime | None:
        """Return when the last of what is on its way is expected; None when nothing is."""
        return max((one.expected_at for one in self.held if one.expected_at), default=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a subject needs: a work order's material, as it stands now."""

    subject: str
    needs: tuple[Wanted, ...]

    @property
    def is_here(self) -> bool:
        """Tell whether everything lies on shelves now: the work can begin."""
        return all(one.is_here for one in self.needs)

    @property
    def waits_for(self) -> tuple[Wanted, ...]:
        """Return what is not all here, what nobody has ordered first, then what comes last."""
        late = [one for one in self.needs if not one.is_here]
        return tuple(sorted(late, key=lambda one: (not one.missing, -_seconds(one.expected_at), one.item.called)))

    @property
    def ready_at(self) -> datetime | None:
        """Return when the last of what is on its way is expected.

        None when everything is here, and when nobody knows because something is missing.
        """
        if any(one.missing for one in self.needs):
            return None
        return max((one.expected_at for one in self.needs if one.expected_at), default=None)


@dataclass(frozen=True, slots=True)
class Earliest:
    """From where an item can be had first, and when: `at` is None where it lies there now."""

    place: Store
    count: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement: so many came to a place, or (below nothing) left it."""

    id: int
    batch: UUID
    place: Store
    item: Article
    change: int
    kind: str
    subject: str
    serial: str | None
    at: datetime
    by: str
    is_undone: bool
    is_undoing: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A device with a serial number: in stock, reserved, out, back or lost. `place` None: at nobody's shelf."""

    id: int
    item: Article
    serial: str
    iccid: str | None
    number: str | None
    state: str
    place: Store | None
    subject: str


def _seconds(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0
