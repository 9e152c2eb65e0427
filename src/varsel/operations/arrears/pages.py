"""What the pages of arrears show: frozen rows, in a fixed number of queries however many rows there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.grammar import Verdict
from varsel.operations.arrears import facts, ladder, queries
from varsel.operations.arrears.account import Part, Standing
from varsel.operations.arrears.models import Proposal
from varsel.operations.complaints import queries as complaints
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices.queries import Word
from varsel.records.agreements import queries as agreements
from varsel.records.agreements.queries import Having
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import queries as ledger
from varsel.records.ledger.queries import Billed
from varsel.records.operator import queries as operator
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer

ZONE = COUNTRIES["SE"].ZONE  # the cap counts one day for the whole operator, and both countries have one clock


@dataclass(frozen=True, slots=True)
class Why:
    """A proposal with all that a person needs to decide. Without an invoice its ground has just gone."""

    ref: str
    action: str
    service: Having
    customer: Customer
    made_at: datetime
    caused_by: str
    act_at: datetime | None
    verdict: Verdict
    asked: Mapping[str, Any]
    policy: int | None
    owed_ore: int
    currency: str
    invoice: Billed | None
    word: Word | None
    last_day: date | None
    paused: bool  # a hold or an outage: approving it would be refused


@dataclass(frozen=True, slots=True)
class Today:
    """How many services were restricted today, how many may be, and who asked for more."""

    begun: int
    cap: int
    asked_cap: int | None
    asked_by: int | None
    asked_at: datetime | None

    @property
    def reached(self) -> bool:
        """Tell whether nothing more may be restricted today."""
        return self.begun >= self.cap


def counts() -> dict[tuple[str, str], int]:
    """Return how many proposals wait, by state (open, approved) and action (limit, close)."""
    found: dict[tuple[str, str], int] = {}
    rows = Proposal.objects.filter(state__in=["open", "approved"]).values_list("state", "action").order_by("state")
    for state, action, count in rows.annotate(count=Count("id")):
        found[state, action] = count
    return found


def waiting(*, state: str, action: str, skip: int, limit: int, at: datetime) -> list[Why]:
    """Return proposals in a state (open, approved), oldest first, of one action or (empty) of both."""
    rows = Proposal.objects.filter(state=state).order_by("made_at", "id")
    refs = (rows.filter(action=action) if action else rows).values_list("ref", flat=True)[skip : skip + limit]
    return proposals(refs=[str(ref) for ref in refs], at=at)


def proposals(*, refs: Collection[str], at: datetime) -> list[Why]:
    """Return these proposals, waiting or approved, oldest first; what is neither any more is left out."""
    rows = Proposal.objects.filter(ref__in=list(refs), state__in=["open", "approved"]).order_by("made_at", "id")
    return list(_whys(list(rows), at))


def is_open(*, ref: str) -> bool:
    """Tell whether a proposal still waits for a person."""
    return Proposal.objects.filter(ref=ref, state=Proposal.State.OPEN).exists()


def outcome(*, ref: str) -> tuple[str, datetime | None]:
    """Return what became of a proposal: its state, and when it is to be carried out."""
    row = Proposal.objects.get(ref=ref)
    return row.state, row.act_at


def today(*, at: datetime) -> Today:
    """Return the day's count against its cap, and the word of who asked to lift it, if nobody has lifted it since."""
    count = restrictions.day_count(day=local_day(at, ZONE))
    cap = count.cap if count else operator.policy_at(at=at).policy.payments.daily_cap
    asked = _asked(at=at, cap=cap)
    return Today(
        begun=count.begun if count else 0,
        cap=cap,
        asked_cap=asked.facts["cap"] if asked else None,
        asked_by=int(asked.actor.removeprefix("staff:")) if asked else None,
        asked_at=asked.at if asked else None,
    )


def levels(*, service_ids: Collection[int]) -> dict[int, str]:
    """Return the access level of each of these services."""
    return restrictions.levels(service_ids=service_ids)


def names(*, party_ids: Collection[int]) -> dict[str, str]:
    """Return what the subjects of these customers are called: "invoice:5" → "F-2041", "service:7" → "anna-fiber"."""
    called = {one.about: one.external_id for one in agreements.services_of(party_ids=party_ids)}
    called |= {one.about: one.called for one in complaints.of_parties(party_ids=party_ids)}
    return called | {one.about: one.number for one in ledger.invoices_of(party_ids=party_ids)}


def _asked(*, at: datetime, cap: int) -> journal.Told | None:
    words = journal.entries(about=["cap"], kinds=[Kind.CAP_LIFT_ASKED])
    day = local_day(at, ZONE)
    asked = [one for one in words if local_day(one.at, ZONE) == day and one.facts["cap"] > cap]
    return asked[-1] if asked else None


def _whys(rows: list[Proposal], at: datetime) -> Iterator[Why]:
    keys = {row.party_id for row in rows}
    accounts = facts.accounts(party_ids=keys, at=at)
    customers = parties.customers(party_ids=keys)
    services = {one.id: one for one in agreements.services_by_id(service_ids=[row.service_id for row in rows])}
    entries = journal.entries_by_id(entry_ids=[row.entry_id for row in rows])
    invoices = {one.id: one for one in ledger.invoices_of(party_ids=keys)}
    words = _words(invoices)
    in_force = operator.policy_at(at=at) if rows else None
    for row in rows:
        assert in_force
        service = accounts[row.party_id].service(service_id=row.service_id)
        part = _carrying(service, ladder.carrying(service=service, payments=in_force.policy.payments, at=at))
        deadline = part.deadline if part else None
        told = entries[row.entry_id]
        yield Why(
            ref=str(row.ref),
            action=row.action,
            service=services[row.service_id],
            customer=customers[row.party_id],
            made_at=row.made_at,
            caused_by=row.caused_by,
            act_at=row.act_at,
            verdict=Verdict.from_json(told.verdict or {}),
            asked=told.facts["asked"],
            policy=told.facts.get("policy"),
            owed_ore=ladder.overdue_ore(service=service, on=local_day(at, COUNTRIES[service.country].ZONE)),
            currency=COUNTRIES[service.country].CURRENCY,
            invoice=invoices[part.invoice_id] if part else None,
            word=words.get(deadline.warning_id) if deadline else None,
            last_day=deadline.last_day if deadline else None,
            paused=ladder.is_paused(account=accounts[row.party_id], service=service, at=at),
        )


def _carrying(service: Standing, ready: list[Part]) -> Part | None:
    """Return the part that carries a restriction now, else the first that was demanded."""
    demanded = [part for part in service.parts if part.deadline]
    return next(iter([*ready, *demanded]), None)


def _words(invoice_ids: Iterable[int]) -> dict[int, Word]:
    """Return the words of the warnings on these invoices, by warning."""
    warned = {one.warning_id: one.notice_id for one in queries.warned_for(invoice_ids=list(invoice_ids))}
    told = notices.words(notice_ids=list(warned.values()))
    return {warning: told[notice] for warning, notice in warned.items()}
