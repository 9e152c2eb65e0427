"""A day in the shadow: what would have been done, alone or held against what the present system did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from varsel.outlets.shadow import queries as shadow
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.surfaces.shadow.acts import Act, acts_on, bounds
from varsel.surfaces.shadow.matching import match
from varsel.surfaces.shadow.theirs import Deed
from varsel.surfaces.shadow.why_not import Because, why_not

GROUPS = ("both", "ours", "theirs")


@dataclass(frozen=True, slots=True)
class Row:
    """One act, deed or both. `act` is ours, `deed` theirs, `because` says why we did not do what only they did."""

    group: str
    action: str
    customer: str  # as the register calls them, or the file where the register knows nobody
    known: Customer | None
    services: tuple[str, ...]
    act: Act | None
    deed: Deed | None
    because: Because | None = None

    @property
    def amount(self) -> Decimal | None:
        """Return our amount; theirs where we have none."""
        ours = self.act.amount if self.act else None
        return ours if ours is not None or self.deed is None else self.deed.amount

    @property
    def amounts_differ(self) -> bool:
        """Tell whether both sides name an amount, and not the same."""
        ours, theirs = (one.amount if one else None for one in (self.act, self.deed))
        return ours is not None and theirs is not None and ours != theirs


@dataclass(frozen=True, slots=True)
class Day:
    """A local day. `shadowed`: shadow mode ran on it, for a part at least; `compared`: a file was held against it."""

    day: date
    shadowed: bool
    compared: bool
    rows: tuple[Row, ...]
    counts: dict[str, int] = field(default_factory=dict)


def day_of(*, day: date, deeds: Sequence[Deed] | None, at: datetime) -> Day:
    """Return the day; `deeds` may be of many days. What only they did is explained as of the day's end, or `at`."""
    begin, end = bounds(day=day)
    shadowed = any(one.began_at < end and (one.ended_at or end) > begin for one in shadow.periods())
    moment = min(at, end - timedelta(seconds=1))
    rows = tuple(_rows(acts_on(day=day), [one for one in deeds or () if one.day == day], moment))
    counts = {group: sum(1 for row in rows if row.group == group) for group in GROUPS}
    return Day(day=day, shadowed=shadowed, compared=deeds is not None, rows=rows, counts=counts)


def _rows(acts: Sequence[Act], deeds: Sequence[Deed], at: datetime) -> Iterator[Row]:
    matched = match(acts=acts, deeds=deeds)
    for both in matched.both:
        yield _ours("both", both.act, both.deed)
    for act in matched.ours:
        yield _ours("ours", act, None)
    for deed in matched.theirs:
        known = parties.by_external_id(external_id=deed.customer) or parties.by_number(number=deed.customer)
        yield Row(
            group="theirs",
            action=deed.action,
            customer=known.external_id if known else deed.customer,
            known=known,
            services=(deed.service,) if deed.service else (),
            act=None,
            deed=deed,
            because=why_not(deed=deed, at=at),
        )


def _ours(group: str, act: Act, deed: Deed | None) -> Row:
    return Row(
        group=group,
        action=act.action,
        customer=act.customer.external_id,
        known=act.customer,
        services=act.services,
        act=act,
        deed=deed,
    )
