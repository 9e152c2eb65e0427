"""What one proposal is about, with all that a person needs to decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.law.grammar import Verdict
from varsel.operations.arrears import facts, ladder, queries
from varsel.operations.arrears.account import Part, Standing
from varsel.operations.arrears.models import Proposal
from varsel.operations.arrears.pages.signs import signs
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices.queries import Word
from varsel.records.agreements import queries as agreements
from varsel.records.agreements.queries import Having
from varsel.records.journal import queries as journal
from varsel.records.ledger import queries as ledger
from varsel.records.ledger.queries import Billed
from varsel.records.operator import queries as operator
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer


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
    signs: tuple[str, ...]  # what to look at twice: keys of sentences.SIGNS
    ground: str  # of the delivered warning: a key of sentences.GROUNDS


def proposals(*, refs: Collection[str], at: datetime) -> list[Why]:
    """Return these proposals, waiting or approved, in this order; what is neither any more is left out."""
    rows = {str(row.ref): row for row in Proposal.objects.filter(ref__in=list(refs), state__in=["open", "approved"])}
    return list(_whys([rows[ref] for ref in dict.fromkeys(refs) if ref in rows], at))


def _whys(rows: list[Proposal], at: datetime) -> Iterator[Why]:
    keys = {row.party_id for row in rows}
    accounts = facts.accounts(party_ids=keys, at=at)
    customers = parties.customers(party_ids=keys)
    services = {one.id: one for one in agreements.services_by_id(service_ids=[row.service_id for row in rows])}
    entries = journal.entries_by_id(entry_ids=[row.entry_id for row in rows])
    invoices = {one.id: one for one in ledger.invoices_of(party_ids=keys)}
    words = _words(invoices)
    in_force = operator.policy_at(at=at) if rows else None
    marks = signs(services=services.values(), at=at)
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
            signs=marks[row.service_id],
            ground=deadline.ground if deadline else "",
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
