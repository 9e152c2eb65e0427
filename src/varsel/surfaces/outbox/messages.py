"""The list of messages: by state, channel, kind and customer; a page at a time, from a place that stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from varsel.kit.lists import ROWS_A_PAGE
from varsel.operations.arrears import pages
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices.queries import Filter, Found
from varsel.outlets.shadow import queries as shadow
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.surfaces.outbox.words import STATES, Standing

COUNTED = 9_999  # nobody reads more of them than this: counting on would only make the page slow
IN_A_FILE = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One message of the list. `void`: only a recorder of an earlier shadow mode took it."""

    it: Found
    customer: Customer
    called: str
    void: bool

    @property
    def because(self) -> str:
        """Return what was said last; not of a protected identity, whose address gateways repeat."""
        return "" if self.customer.protected_identity else self.it.because

    @property
    def standing(self) -> Standing:
        """Return how its state is shown."""
        return STATES[self.it.state]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of messages, newest first; where there are newer or older ones, the id to go on from."""

    rows: Sequence[Row]
    newer: int | None
    older: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A filter of the list: its value, its word and how many messages stand behind it."""

    value: str
    word: Promise
    count: str


def listed(*, wanted: Filter, before: int | None, after: int | None) -> Listed:
    """Return a page of messages."""
    found = notices.outbox(wanted=wanted, limit=ROWS_A_PAGE + 1, before=before, after=after)
    more, backwards = len(found) > ROWS_A_PAGE, after is not None
    found = (found[1:] if backwards else found[:-1]) if more else found
    is_newer = (more if backwards else before is not None) and bool(found)
    is_older = (backwards or more) and bool(found)
    return Listed(
        rows=rows(found=found),
        newer=found[0].id if is_newer else None,
        older=found[-1].id if is_older else None,
    )


def rows(*, found: Sequence[Found]) -> list[Row]:
    """Return messages with their customers, and what they are about by name."""
    people = parties.customers(party_ids={one.party_id for one in found})
    names = pages.names(party_ids=list(people))
    void = shadow.void(notice_ids=[one.id for one in found])
    return [Row(one, people[one.party_id], names.get(one.subject, one.subject), one.id in void) for one in found]


def states() -> list[Counted]:
    """Return the states with how many messages stand in each."""
    counts = notices.counted(most=COUNTED)
    return [Counted(key, one.word, shown(count=counts.get(key, 0))) for key, one in STATES.items()]


def shown(*, count: int) -> str:
    """Return a count as it is written: beyond COUNTED only that there are more."""
    return f"{COUNTED}+" if count > COUNTED else str(count)
