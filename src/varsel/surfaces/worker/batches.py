"""Due clocks dealt into what is called together: in their order, by what they call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from varsel.records.clocks.queries import Due
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.journal.queries import Told
from varsel.surfaces.worker import wiring

LARGEST = 1000  # accounts that one transaction holds


@dataclass(slots=True)
class Batch:
    """Clocks that one call does, or one clock alone where nobody offers to do many."""

    due: list[Due] = field(default_factory=list)
    entries: Mapping[int, Told] = field(default_factory=dict)  # by clock, of those that hear
    together: Callable[..., None] | None = None

    def call(self, *, at: datetime) -> None:
        """Do all of them in one transaction."""
        assert self.together
        if self.entries:
            self.together(heard=self.entries, at=at)
        else:
            self.together(due=self.due, at=at)

    def call_each(self, due: Due, *, at: datetime) -> None:
        """Do one of them alone."""
        wiring.call(due=due, entry=self.entries.get(due.id), at=at)


def dealt(*, due: Iterable[Due]) -> Iterator[Batch]:
    """Yield the clocks in their order, those that follow each other and are done together in one batch."""
    due = list(due)
    entries = _entries(due)
    batch, parties = Batch(), set[int | None]()
    for one in due:
        together = _together(one, entries.get(one.id))
        repeated = one.id not in entries and one.party in parties
        if batch.due and (together is None or together != batch.together or repeated or len(batch.due) >= LARGEST):
            yield _whole(batch, entries)
            batch, parties = Batch(), set()
        batch.together = together
        batch.due.append(one)
        parties.add(one.party)
    if batch.due:
        yield _whole(batch, entries)


def _whole(batch: Batch, entries: Mapping[int, Told]) -> Batch:
    batch.entries = {one.id: entries[one.id] for one in batch.due if one.id in entries}
    return batch


def _together(due: Due, entry: Told | None) -> Callable[..., None] | None:
    if entry is not None:
        alone, many = wiring.WHEN.get(cast("Kind", entry.kind)), wiring.WHEN_MANY
    else:
        alone, many = wiring.STEPS.get(due.kind), wiring.STEPS_MANY
    return many.get(alone) if alone else None


def _entries(due: Iterable[Due]) -> dict[int, Told]:
    """Return what the clocks that hear have heard, by clock."""
    keys = {one.id: int(one.about.removeprefix("entry:")) for one in due if one.kind == "hear"}
    told = journal.entries_by_id(entry_ids=keys.values()) if keys else {}
    return {clock_id: told[key] for clock_id, key in keys.items() if key in told}
