"""The list of proposals: filtered by its address, sorted, and counted; cheap enough to look over all that wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Q

from varsel.kit import money
from varsel.operations.arrears.models import Proposal
from varsel.operations.arrears.pages.signs import signs
from varsel.operations.arrears.pages.whys import Why, proposals
from varsel.records.agreements import queries as agreements
from varsel.records.journal import queries as journal
from varsel.records.parties import queries as parties

STATES = ("open", "approved")
SORTS = ("oldest", "newest", "most", "least", "customer")


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the list is asked for; empty is everything. `days`: waits at least so long; amounts in whole kronor."""

    state: str = "open"
    action: str = ""
    country: str = ""
    rule: str = ""
    sign: str = ""
    days: int | None = None
    least: int | None = None
    most: int | None = None
    sort: str = "oldest"


@dataclass(frozen=True, slots=True)
class Listed:
    """A proposal as the list needs it. `owed_ore` is what was overdue when it was made."""

    ref: str
    action: str
    country: str
    rule: str
    signs: tuple[str, ...]
    owed_ore: int
    made_at: datetime
    number: str


def counts() -> dict[tuple[str, str], int]:
    """Return how many proposals wait, by state (open, approved) and action (limit, close)."""
    found: dict[tuple[str, str], int] = {}
    rows = Proposal.objects.filter(state__in=STATES).values_list("state", "action").order_by("state")
    for state, action, count in rows.annotate(count=Count("id")):
        found[state, action] = count
    return found


def listed(*, state: str, at: datetime) -> list[Listed]:
    """Return all proposals in a state, oldest first."""
    rows = list(Proposal.objects.filter(state=state).order_by("made_at", "id"))
    services = {one.id: one for one in agreements.services_by_id(service_ids=[row.service_id for row in rows])}
    marks = signs(services=services.values(), at=at)
    people = parties.customers(party_ids={row.party_id for row in rows})
    entries = journal.entries_by_id(entry_ids=[row.entry_id for row in rows])
    return [
        Listed(
            ref=str(row.ref),
            action=row.action,
            country=services[row.service_id].country,
            rule=(entries[row.entry_id].verdict or {})["rule"],
            signs=marks[row.service_id],
            owed_ore=money.to_ore(amount=Decimal(entries[row.entry_id].facts["asked"]["owed"])),
            made_at=row.made_at,
            number=people[row.party_id].number,
        )
        for row in rows
    ]


def waiting(*, found: Iterable[Listed], filters: Filters, at: datetime) -> list[Listed]:
    """Return those of a state's proposals that the filters ask for, in their order."""
    return _sorted([one for one in found if _matches(one, filters, at)], filters.sort)


def facets(*, found: Collection[Listed], filters: Filters, at: datetime) -> dict[str, Counter[str]]:
    """Count what each filter would leave under the others: action, country, rule, sign."""
    counted: dict[str, Counter[str]] = {}
    for name in ("action", "country", "rule"):
        but = replace(filters, **{name: ""})  # type: ignore[arg-type]
        counted[name] = Counter(getattr(one, name) for one in found if _matches(one, but, at))
    but = replace(filters, sign="")
    counted["sign"] = Counter(sign for one in found if _matches(one, but, at) for sign in one.signs)
    return counted


def moved(*, since: datetime) -> tuple[int, int]:
    """Return how many proposals came since an instant, and how many were approved, acted on or fell."""
    gone = Q(approved_at__gt=since) | Q(settled_at__gt=since)
    return Proposal.objects.filter(made_at__gt=since).count(), Proposal.objects.filter(gone).count()


def whole(*, some: Iterable[Listed], at: datetime) -> list[Why]:
    """Return rows of the list with all that a person needs to decide."""
    return proposals(refs=[one.ref for one in some], at=at)


def _matches(one: Listed, filters: Filters, at: datetime) -> bool:
    return (
        filters.action in ("", one.action)
        and filters.country in ("", one.country)
        and filters.rule in ("", one.rule)
        and (not filters.sign or filters.sign in one.signs or (filters.sign == "none" and not one.signs))
        and (filters.days is None or at - one.made_at >= timedelta(days=filters.days))
        and (filters.least is None or one.owed_ore >= filters.least * 100)
        and (filters.most is None or one.owed_ore <= filters.most * 100)
    )


def _sorted(rows: list[Listed], sort: str) -> list[Listed]:
    keys: dict[str, tuple[Callable[[Listed], object], bool]] = {
        "newest": (lambda one: one.made_at, True),
        "most": (lambda one: one.owed_ore, True),
        "least": (lambda one: one.owed_ore, False),
        "customer": (lambda one: one.number, False),
    }
    if sort not in keys:
        return rows
    key, backwards = keys[sort]
    return sorted(rows, key=key, reverse=backwards)  # type: ignore[arg-type]
